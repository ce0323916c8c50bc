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
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.utils import timezone
from psycopg import sql

from tests.bench.databases import pointed_at, superuser
from tests.bench.figures import Figure, at_least, at_most, at_most_times
from tests.bench.inward import served
from tests.bench.pages import processors
from tests.bench_database import clone, drop
from tests.faults.exchange_ledgers import (
    Delays,
    delays,
    exchange_scene,
    open_offices,
    reconcile,
    sending_offices,
    settled,
    until,
)
from yinqiao.areas.accounts.tests.people import build_cast, build_city
from yinqiao.areas.exchange.tests.sending import Sending
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.areas.retirees.events import VISIT_NOTED
from yinqiao.areas.retirees.tests.small_city import register_many
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.events.sequencer import sequence_all
from yinqiao.platform.events.watch import last_number
from yinqiao.platform.outward.tests.receiver import receiving

SYSTEM = Actor.system("bench")
BATCH = "application/cloudevents-batch+json"
SCRATCH = "yq_bench_sending"
PAGE, PEOPLE = 1000, 2_000
# Three offices, each with 20 events five times a second: 300 a second.
OFFICES, BATCH_SIZE, EVERY = 3, 20, 0.2


def feed_read() -> Iterator[Figure]:
    """A community's key reads a whole feed through the site, in both forms; a page at the beginning and at the end."""
    drop(SCRATCH)
    clone(SCRATCH)
    forget_places()
    try:
        with pointed_at(SCRATCH):
            cast = build_cast(build_city())
            token = Sending(cast, at=timezone.now() - timedelta(days=1)).token
            events = _many_events(cast.city)
            yield from _reading(token, events)
    finally:
        forget_places()
        drop(SCRATCH)


def _reading(token: str, events: int) -> Iterator[Figure]:
    for form, label in ((BATCH, "feed_read"), ("application/json", "feed_read_json")):
        count, seconds, busy = _read_all(token, form)
        note = (
            f"{count:,} of {events:,} events in scope, pages of {PAGE}, through middleware, scope and audit, the reader's own"
            f" decoding with it; {count / busy:,.0f} a second of processor time, the database's with it"
        )
        yield at_least(label, count / seconds, 20_000, unit="events/s", note=note)
    first, last = (_page_ms(token, after) for after in (events // 100, events - 2 * PAGE))
    note = f"median of 15; page at number {events // 100:,} against page at {events - 2 * PAGE:,}"
    yield at_most_times("feed_page_depth", last, first, 1.3, unit="ms", note=note)


def _many_events(city: SimpleNamespace) -> int:
    """A hundred acts, each about 2,000 people of one community; how many events the feed has then."""
    where: Any = SimpleNamespace(near=125, builder=city.group.pk)
    register_many(where, [{"name": f"王{n}"} for n in range(PEOPLE)], RetireeStatus.MANAGED)
    everybody = sql.SQL("SELECT id AS retiree_id, enterprise_id, place_no, '{}'::jsonb AS data FROM retirees_retiree")
    for _ in range(100):
        with perform(actor=SYSTEM, action="bench.happened", at=timezone.now()) as act:
            act.emit_select(VISIT_NOTED, everybody)
    sequence_all()
    with superuser(SCRATCH) as admin:
        admin.execute("VACUUM (ANALYZE)")
        row = admin.execute("SELECT max(seq) FROM events_feed").fetchone()
    return int(row[0]) if row else 0


def _ask(token: str, form: str, after: int) -> tuple[int, int, bool]:
    headers = {"Authorization": f"Bearer {token}", "Accept": form}
    answer = Client(SERVER_NAME="localhost").get("/api/v1/events", {"after": after, "limit": PAGE}, headers=headers)
    assert answer.status_code == 200
    if form == BATCH:
        return len(json.loads(answer.content)), int(answer["Yinqiao-Next"]), answer["Yinqiao-Has-More"] == "true"
    page = answer.json()
    return len(page["items"]), page["next"], page["has_more"]


def _read_all(token: str, form: str) -> tuple[int, float, float]:
    """How many events were read, in how many seconds, and in how many of processor time, the database's with it."""
    _ask(token, form, 0)
    count, after, has_more, began, busy = 0, 0, True, time.perf_counter(), processors()
    while has_more:
        events, after, has_more = _ask(token, form, after)
        count += events
    return count, time.perf_counter() - began, processors() - busy


def _page_ms(token: str, after: int) -> float:
    took = []
    for _ in range(15):
        began = time.perf_counter()
        _ask(token, BATCH, after)
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def webhook_latency() -> Iterator[Figure]:
    """300 events a second for a minute through the site, with the sequencer and the courier as `make up` runs them."""
    drop(SCRATCH)
    clone(SCRATCH)
    try:
        with pointed_at(SCRATCH):
            told = latency(seconds=60)
    finally:
        drop(SCRATCH)
    note = (
        f"{told.events:,} messages at 300/s, ledgers agree; median {told.median:.0f} ms, longest {told.longest:.0f} ms;"
        " from the first byte of the request to the receiver's last, applied and committed between, on loopback"
    )
    yield at_most("webhook_latency", told.p99, 1000, unit="ms", note=note)


def latency(*, seconds: int) -> Delays:
    """In the database that Django is pointed at: offices send through the site, a receiver on this machine is told."""
    with tempfile.TemporaryDirectory() as name, receiving() as receiver, exchange_scene(Path(name)) as scene:
        offices = open_offices(scene, OFFICES, people=90)
        sequence_all()
        start = last_number()
        scene.register(url=receiver.url)
        environment = {**os.environ, "YINQIAO_KEYS": str(Path(name) / "keys.json")}
        with (
            served("yinqiao.config.wsgi:application", environment) as server,
            _running(environment, "sequencer", "deliverer"),
        ):
            # Everybody stands before it begins.
            scene.happen()
            until(lambda: receiver.got, 120)
            with sending_offices(offices, server.port, batch=BATCH_SIZE, every=EVERY):
                time.sleep(seconds)
            feed = settled(receiver, start)
        if differences := reconcile(offices, receiver, feed):
            raise RuntimeError("; ".join(differences[:5]))
        return delays(offices, receiver)


@contextmanager
def _running(environment: dict[str, str], *names: str) -> Iterator[None]:
    """Processes of ours beside, on the same database."""
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
