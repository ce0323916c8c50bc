"""Rows about events going out: how fast the feed is read, at its beginning and deep inside, and how soon a receiver knows."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.utils import timezone
from psycopg import sql

from tests.bench.databases import pointed_at, register_of, scratch
from tests.bench.figures import Figure, at_least, at_most, at_most_times
from tests.bench_database import clone, drop
from yinqiao.areas.accounts import services as accounts
from yinqiao.areas.accounts.models import Grant, User
from yinqiao.areas.accounts.queries import get_actor
from yinqiao.areas.accounts.tests.people import build_cast, build_city
from yinqiao.areas.accounts.types import NewKey, Role
from yinqiao.areas.exchange.tests.sending import Sending
from yinqiao.areas.handover.events import ROSTER_CHECKED
from yinqiao.areas.organisations.queries import forget_places, places
from yinqiao.areas.retirees.events import VISIT_NOTED
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.crypto.keyfile import init_keyring, keyring_installed, load_keyring
from yinqiao.platform.events.sequencer import sequence_all
from yinqiao.platform.events.write import Subject
from yinqiao.platform.outward.tests.receiver import Receiver, receiving

SYSTEM = Actor.system("bench")
BATCH = "application/cloudevents-batch+json"
PAGE, PEOPLE = 1000, 3_000
# Acts a second, each with so many events: 300 events a second.
ACTS, EVENTS = 60, 5


def feed_read() -> Iterator[Figure]:
    """A city manager's key reads the whole feed through the site, in both forms; a page at the beginning and at the end."""
    with scratch(register_of(PEOPLE)) as name, pointed_at(name):
        token, events = _key_of_the_city(), _many_events()
        read = {form: _read_all(token, form) for form in (BATCH, "application/json")}
        for form, (count, seconds) in read.items():
            note = f"{count:,} of {events:,} events in scope, pages of {PAGE}, through middleware, scope and audit"
            label = "feed_read" if form == BATCH else "feed_read_json"
            yield at_least(label, count / seconds, 20_000, unit="events/s", note=note)
        first, last = (_page_ms(token, after) for after in (events // 100, events - 2 * PAGE))
        note = f"median of 15; page at number {events // 100:,} against page at {events - 2 * PAGE:,}"
        yield at_most_times("feed_page_depth", last, first, 1.3, unit="ms", note=note)


def _key_of_the_city() -> str:
    now, today = timezone.now(), timezone.localdate()
    city = places().city.id
    keeper = Grant.objects.filter(role=Role.UNIT_ADMIN, division_id=city, revoked_at=None).first()
    manager = Grant.objects.filter(role=Role.CITY_MANAGER, division_id=city, revoked_at=None).first()
    assert keeper is not None and manager is not None
    user = User.objects.get(pk=keeper.user_id)
    maker = get_actor(user=user, grant_id=str(keeper.pk), today=today, request_id="")
    return accounts.make_key(actor=maker, at=now, key=NewKey("测速", manager.pk, today + timedelta(days=30)))


def _many_events() -> int:
    """A hundred acts, each about everybody of the register; how many events the feed has then."""
    everybody = sql.SQL("SELECT id AS retiree_id, enterprise_id, place_no, '{}'::jsonb AS data FROM retirees_retiree")
    for _ in range(100):
        with perform(actor=SYSTEM, action="bench.happened", at=timezone.now()) as act:
            act.emit_select(VISIT_NOTED, everybody)
    sequence_all()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE events_event")
        cursor.execute("SELECT max(seq) FROM events_feed")
        return int(cursor.fetchone()[0])


def _ask(token: str, form: str, after: int) -> tuple[int, int, bool]:
    headers = {"Authorization": f"Bearer {token}", "Accept": form}
    answer = Client().get("/api/v1/events", {"after": after, "limit": PAGE}, headers=headers)
    assert answer.status_code == 200
    if form == BATCH:
        return len(json.loads(answer.content)), int(answer["Yinqiao-Next"]), answer["Yinqiao-Has-More"] == "true"
    page = answer.json()
    return len(page["items"]), page["next"], page["has_more"]


def _read_all(token: str, form: str) -> tuple[int, float]:
    """How many events were read, in how many seconds, the reader's own decoding among them."""
    _ask(token, form, 0)
    count, after, has_more, began = 0, 0, True, time.perf_counter()
    while has_more:
        events, after, has_more = _ask(token, form, after)
        count += events
    return count, time.perf_counter() - began


def _page_ms(token: str, after: int) -> float:
    took = []
    for _ in range(15):
        began = time.perf_counter()
        _ask(token, BATCH, after)
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


@dataclass(frozen=True)
class Told:
    """From the commit of an event to its arrival at the receiver."""

    events: int
    lost: int
    p50_ms: float
    p99_ms: float
    longest_ms: float


def webhook_latency() -> Iterator[Figure]:
    """300 events a second for 20 seconds, with the sequencer and the courier as `make up` runs them."""
    name = "yq_bench_sending"
    drop(name)
    clone(name)
    try:
        with pointed_at(name):
            told = latency(seconds=20)
    finally:
        drop(name)
    note = (
        f"{told.events:,} events at 300/s, {told.lost} lost; median {told.p50_ms:.0f} ms, longest {told.longest_ms:.0f} ms;"
        " from the commit to the receiver's last byte, on loopback"
    )
    yield at_most("webhook_latency", told.p99_ms, 1000, unit="ms", note=note)


def latency(*, seconds: int) -> Told:
    """In the database that Django is pointed at: write, and see when a receiver on this machine has each event."""
    forget_places()
    with tempfile.TemporaryDirectory() as folder, receiving() as receiver:
        keys = Path(folder) / "keys.json"
        init_keyring(keys, at=timezone.now())
        with keyring_installed(load_keyring(keys)):
            sending = Sending(build_cast(build_city()), at=timezone.now() - timedelta(days=1))
            sending.register(url=receiver.url)
            with _running(keys, "sequencer", "deliverer"):
                committed = _write(seconds)
                _settle(receiver, len(committed) * EVENTS)
        arrived = {
            event["data"]["act_id"]: one.at for one in reversed(receiver.got) for event in json.loads(one.body)
        }  # fmt: skip
        count = len({event["id"] for one in receiver.got for event in json.loads(one.body)})
        took = sorted((arrived[act] - at) * 1000 for act, at in committed.items() if act in arrived)
    forget_places()
    p99 = took[int(len(took) * 0.99)]
    return Told(count, len(committed) * EVENTS - count, statistics.median(took), p99, took[-1])


def _write(seconds: int) -> dict[str, float]:
    """Acts at their pace; when each was committed."""
    committed, began = {}, time.monotonic()
    for number in range(seconds * ACTS):
        time.sleep(max(0.0, began + number / ACTS - time.monotonic()))
        with perform(actor=SYSTEM, action="bench.happened", at=timezone.now()) as act:
            act.emit(ROSTER_CHECKED, [Subject(None, None, 125, subject_id=uuid4())] * EVENTS)
        committed[str(act.id)] = time.time()
    return committed


def _settle(receiver: Receiver, count: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if sum(one.body.count(b'"specversion"') for one in list(receiver.got)) >= count:
            return
        time.sleep(0.2)


@contextmanager
def _running(keys: Path, *names: str) -> Iterator[None]:
    """Processes of ours beside, on the same database."""
    environment = {**os.environ, "YINQIAO_KEYS": str(keys)}
    command = [sys.executable, "-m", "yinqiao.config.cli"]
    started = [subprocess.Popen([*command, one], env=environment, stderr=subprocess.DEVNULL) for one in names]
    time.sleep(6)
    try:
        yield
    finally:
        for one in started:
            one.terminate()
        for one in started:
            one.wait(20)
