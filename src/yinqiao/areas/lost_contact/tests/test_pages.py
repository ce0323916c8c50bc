"""Pages of lost contact: the list with its rate, one person with leads, the acts; whose route is shut."""

from __future__ import annotations

import io
from html import unescape
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.handover.tests.conftest import place_actor
from yinqiao.areas.lost_contact.tests.seeking import Seeking
from yinqiao.areas.lost_contact.types import Outcome
from yinqiao.areas.lost_contact.urls import urlpatterns
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.platform.access import Actor

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _page(actor: Actor, name: str, *args: Any, query: str = "", data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(f"lost_contact:{name}", args=args) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_every_route_is_shut_to_enterprises_and_overseers_and_sends_strangers_to_sign_in(seeking: Seeking) -> None:
    for pattern in urlpatterns:
        words = {"code": "relative"}
        args = [words.get(one, seeking.id()) for one in pattern.pattern.converters]
        address, data = (
            reverse(f"lost_contact:{pattern.name}", args=args),
            {} if pattern.name in ("undo", "void", "void_step") else None,
        )
        for actor in (seeking.scene.officer, place_actor("auditor", "430104000000")):
            with pytest.raises(Refused):
                Browser(actor).ask(address, data)
        assert Browser(Actor.anonymous()).ask(address, data).status_code == 302


def test_the_list_shows_the_rate_signals_owner_and_next_step_and_narrows(seeking: Seeking) -> None:
    seeking.attempt(Outcome.DEAD_NUMBER)
    seeking.attempt(Outcome.NO_ANSWER)
    seeking.declare()
    page = _page(seeking.scene.community, "people")
    figures = _page(seeking.scene.community, "figures")
    assert "失联率" in figures and "50.00%" in figures and "联系家属和紧急联系人" in page
    for query, names in (
        ("?standing=lost", True), ("?standing=ripe", False), ("?signal=dead_number", True), ("?case=due", True),
        ("?name=王", True), ("?name=欧阳", False), ("?age=30", True), ("?standing=nonsense", True), ("?sort=-score", True),
        (f"?enterprise={seeking.scene.enterprise_id}", True), ("?case=risen", True),
    ):  # fmt: skip
        assert ("王桂英" in _page(seeking.scene.community, "people", query=query)) is names, query
    assert "没有失联或存疑的人员" in _page(seeking.scene.elsewhere, "people")


def test_the_list_goes_out_with_words_instead_of_codes(seeking: Seeking) -> None:
    seeking.attempt(Outcome.DEAD_NUMBER)
    seeking.declare()
    answer = Browser(seeking.scene.community).ask(reverse("lost_contact:people") + "?export=1", {"purpose": "组织查找"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    told = str(list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)))
    assert "空号、停机" in told and "失联" in told and "<" not in told and "dead_number" not in told


def test_from_the_first_call_to_the_finding_on_the_pages_of_one_person(seeking: Seeking) -> None:
    community, person, today = seeking.scene.community, seeking.id(), f"{timezone.localdate():%Y-%m-%d}"
    assert "没有失联信号" not in _page(community, "person", person)
    assert "已登记联系结果" not in _page(community, "attempt", person)
    assert _page(community, "attempt", person, data={"outcome": "dead_number", "occurred_on": today}) == "302"
    page = _page(community, "person", person)
    assert "空号、停机" in page and "查找线索" in page and "不停止任何服务" in page
    assert "请选择" in _page(community, "declare", person)
    assert _page(community, "declare", person, data={"reason": "all_ways_tried", "next_on": today}) == "302"
    assert "现在没有有效的失联认定" not in _page(community, "find", person)
    assert _page(community, "find", person, data={"way": "enterprise", "found_on": today}) == "302"
    assert "途径：原企业" in _page(community, "person", person)
    assert _page(community, "undo", person, data={"step": "reopen"}) == "302"
    assert _page(community, "undo", person, data={"step": "withdraw"}) == "302"
    with pytest.raises(Conflict):
        _page(community, "undo", person, data={"step": "withdraw"})
    with pytest.raises(Http404):
        _page(community, "undo", person, data={"step": "burn"})


def test_what_is_filled_in_wrongly_comes_back_beside_its_field(seeking: Seeking) -> None:
    community, person = seeking.scene.community, seeking.id()
    for name, data in (
        ("attempt", {"outcome": "burn", "occurred_on": "2026-03-02"}), ("attempt", {"outcome": "no_answer", "occurred_on": "2999-01-01"}),
        ("declare", {"reason": "", "next_on": "2026-03-02"}), ("find", {"way": "", "found_on": "x"}),
    ):  # fmt: skip
        assert _page(community, name, person, data=data) != "302", name


def test_an_attempt_is_made_void_from_its_row_and_not_from_elsewhere(seeking: Seeking) -> None:
    made = seeking.attempt(Outcome.DEAD_NUMBER)
    for actor, target in ((seeking.scene.neighbour, made), (seeking.scene.community, uuid4())):
        with pytest.raises(NotFound):
            _page(actor, "void", target, data={})
    assert _page(seeking.scene.community, "void", made, data={}) == "302"
    assert "已作废" in _page(seeking.scene.community, "person", seeking.id())
