"""The endpoints as a programme meets them: modes, sizes, kinds of content, and receipts read again."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from django.test import RequestFactory
from django.urls import resolve

from yinqiao.areas.intake.tests.offices import DEATH, NUMBER, Office, Offices, died, open_office
from yinqiao.areas.intake.types import SourceKind
from yinqiao.areas.retirees.tests.small_city import City, Register
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
BATCH, SINGLE = "application/cloudevents-batch+json", "application/cloudevents+json"
CHANGES, RECEIPTS, KEYS = "/api/v1/changes", "/api/v1/receipts", "/api/v1/receipt-keys"


@pytest.fixture(autouse=True)
def person(register: Register) -> UUID:
    """A person of the near community."""
    return register(id_no=NUMBER)


def _answer(office: Office, request: Any) -> tuple[int, dict[str, Any], Any]:
    request.actor = office.actor
    view = resolve(request.path)
    request.META["HTTP_AUTHORIZATION"] = "Bearer yq_x"
    with acting(office.actor):
        response = view.func(request, *view.args, **view.kwargs)
    return response.status_code, json.loads(response.content), response


def _post(office: Office, body: Any, content_type: str, **headers: str) -> tuple[int, dict[str, Any], Any]:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return _answer(office, RequestFactory().post(CHANGES, sent, content_type=content_type, headers=headers))


def test_structured_batched_and_binary_mode_are_one_event(offices: Offices) -> None:
    police = offices["police"]
    event = police.event(DEATH, died())
    headers = {f"ce-{name}": quote(str(event[name])) for name in ("specversion", "id", "source", "type", "time")}
    answers = [
        _post(police, event, SINGLE), _post(police, [event], f"{BATCH}; charset=utf-8"),
        _post(police, event["data"], "application/json", **headers),
    ]  # fmt: skip
    assert [status for status, _, _ in answers] == [200] * 3
    items = [body["items"][0] for _, body, _ in answers]
    assert [(one["outcome"], one["is_repeated"]) for one in items] == [
        ("applied", False), ("applied", True), ("applied", True),
    ]  # fmt: skip
    assert len({one["receipt"] for one in items}) == 1 and items[0]["outcome_label"] == "已采用"


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{", SINGLE, 422, "intake.not_readable"), ([], SINGLE, 422, "intake.not_readable"),
        ([], BATCH, 422, "intake.batch_size"), ([{}] * 501, BATCH, 422, "intake.batch_size"),
        ({}, "application/json", 415, "intake.not_readable"), (b"<a/>", "text/xml", 415, "intake.not_readable"),
        (b" " * (2**20 + 1), SINGLE, 413, "intake.too_large"),
    ],
)  # fmt: skip
def test_what_is_no_request_is_refused_as_a_whole_with_what_to_do(
    offices: Offices, body: Any, content_type: str, status: int, code: str
) -> None:
    got, problem, _ = _post(offices["police"], body, content_type)
    assert (got, problem["code"]) == (status, code)
    assert problem["message"] and problem["next_step"]


def test_a_body_of_exactly_the_limit_is_read(offices: Offices) -> None:
    event = json.dumps(offices["police"].event(DEATH, died())).encode()
    status, body, _ = _post(offices["police"], event + b" " * (2**20 - len(event)), SINGLE)
    assert (status, body["items"][0]["outcome"]) == (200, "applied")


def test_a_flood_is_told_when_to_come_again(city: City) -> None:
    slow = open_office(city, SourceKind.HOSPITAL, rate=1)
    events = [slow.event(DEATH, died()) for _ in range(2)]
    status, problem, response = _post(slow, events, BATCH)
    assert (status, problem["code"], response["Retry-After"]) == (429, "intake.too_fast", "60")


def test_receipts_are_read_again_with_where_each_stands_by_now_and_nobody_elses(offices: Offices) -> None:
    enterprise = offices["enterprise"]
    event = enterprise.event(DEATH, died())
    _post(enterprise, event, SINGLE)
    request = RequestFactory().get(RECEIPTS, {"event": event["id"]})
    _, body, _ = _answer(enterprise, request)
    assert [(one["id"], one["outcome"], one["reason"]) for one in body["items"]] == [
        (event["id"], "disputed", "weak_death")
    ]
    assert _answer(offices["police"], RequestFactory().get(RECEIPTS, {"event": event["id"]}))[1]["items"] == []
    assert len(_answer(enterprise, RequestFactory().get(KEYS))[1]["keys"]) == 1
