"""The feed as programmes read it: pages, batches of CloudEvents, by type; and waiting for what is not there yet."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.utils import timezone

from yinqiao.areas.accounts.tests.people import build_cast, build_city
from yinqiao.areas.exchange.tests.sending import Sending
from yinqiao.areas.handover.events import ROSTER_UPLOADED
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.shell.machine.gate import RETRY_WHEN_FULL

pytestmark = [pytest.mark.db]
BATCH = "application/cloudevents-batch+json"


@pytest.fixture
def reading(fresh_database: None, settings: Any) -> Iterator[Sending]:
    """A key that is good today, in a database of its own: who waits and who writes are two."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    forget_places()
    yield Sending(build_cast(build_city()), at=timezone.now() - timedelta(days=1))
    forget_places()


def ask(reading: Sending, accept: str = "application/json", **query: Any) -> Any:
    headers = {"Authorization": f"Bearer {reading.token}", "Accept": accept}
    return Client().get("/api/v1/events", query, headers=headers)


def test_the_feed_is_read_as_cloud_events_with_its_place_in_the_head(reading: Sending) -> None:
    about = reading.happen(3)
    answer = ask(reading, BATCH, limit=2)
    assert (answer["Content-Type"], answer["Yinqiao-Next"], answer["Yinqiao-Has-More"]) == (BATCH, "2", "true")
    assert [one["data"]["subject_id"] for one in json.loads(answer.content)] == [str(one) for one in about[:2]]
    rest = ask(reading, BATCH, after=2, epoch=answer["Yinqiao-Epoch"])
    assert (len(json.loads(rest.content)), rest["Yinqiao-Has-More"]) == (1, "false")
    page = ask(reading).json()
    assert [one["id"] for one in page["items"][:2]] == [one["id"] for one in json.loads(answer.content)]


def test_the_feed_is_read_by_type(reading: Sending) -> None:
    reading.happen(2)
    reading.happen(1, kind=ROSTER_UPLOADED)
    page = ask(reading, type="handover.roster_uploaded").json()
    assert ([one["seq"] for one in page["items"]], page["next"]) == ([3], 3)
    refused = ask(reading, type="no.such_type")
    assert (refused.status_code, refused.json()["code"]) == (422, "exchange.unknown_types")


def test_who_waits_is_answered_as_soon_as_something_in_scope_is_there(reading: Sending, settings: Any) -> None:
    settings.FEED_WAITERS = 1
    told: dict[str, Any] = {}

    def wait() -> None:
        began = time.monotonic()
        told["page"] = ask(reading, after=2, wait=20).json()
        told["took"] = time.monotonic() - began
        connections.close_all()

    reading.happen(2)
    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.7)
    # Outside the scope: nobody is woken for good.
    reading.happen(1, place_no=400)
    time.sleep(0.7)
    assert not told
    # The one place is taken: the next programme is answered at once and told when to come again.
    full = ask(reading, after=3, wait=20)
    assert (full.json()["items"], full["Retry-After"]) == ([], RETRY_WHEN_FULL)
    about = reading.happen(1)
    thread.join(25)
    assert [one["subject_id"] for one in told["page"]["items"]] == [str(about[0])]
    assert 1.3 < told["took"] < 19
    assert "Retry-After" not in ask(reading, after=4, wait=1)


def test_who_waits_in_vain_is_told_so_in_time_and_holds_no_transaction(reading: Sending, settings: Any) -> None:
    settings.FEED_WAITERS = 2
    began = time.monotonic()
    page = ask(reading, wait=1).json()
    assert (page["items"], page["has_more"]) == ([], False)
    assert 1 <= time.monotonic() - began < 15


def test_a_key_that_is_taken_back_ends_the_waiting_with_the_next_look(reading: Sending, settings: Any) -> None:
    from yinqiao.areas.accounts.services import revoke_key

    settings.FEED_WAITERS = 1
    told: list[int] = []

    def wait() -> None:
        told.append(ask(reading, wait=20).status_code)
        connections.close_all()

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.5)
    revoke_key(actor=reading.admin, at=timezone.now(), key_id=reading.key_id, reason="泄露")
    reading.happen()
    thread.join(25)
    assert told == [401]
