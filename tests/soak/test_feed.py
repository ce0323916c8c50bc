"""The long runs about the feed: a million events beside ten writers, and ten minutes of 300 events a second to a receiver.

`YINQIAO_SOAK_EVENTS` and `YINQIAO_SOAK_SECONDS` name other numbers for a trial.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.bench.sending import latency
from yinqiao.areas.exchange.tests.writers import Story

pytestmark = [pytest.mark.db, pytest.mark.soak]
EVENTS = int(os.environ.get("YINQIAO_SOAK_EVENTS", "1000000"))
SECONDS = int(os.environ.get("YINQIAO_SOAK_SECONDS", "600"))


@pytest.mark.timeout(4 * 3600)
def test_a_reader_beside_ten_writers_skips_none_of_a_million_events(
    fresh_database: None, record_property: Callable[[str, object], None]
) -> None:
    # Two thirds of the acts stand: 10 × transactions × 2/3 × 20 events.
    story = Story(transactions=EVENTS // 133, events_each=20, longest_seconds=0.02)
    story.tell()
    events, wrong, out_of_turn = story.judge()
    record_property("events", events)
    record_property("acts rolled back", story.rolled_back)
    record_property("skipped, out of turn", [wrong, out_of_turn])
    assert events > EVENTS * 9 // 10
    assert (wrong, out_of_turn) == (0, 0)


@pytest.mark.timeout(1800)
def test_what_is_told_at_300_a_second_is_applied_and_at_a_receiver_within_a_second(
    fresh_database: None, record_property: Callable[[str, object], None]
) -> None:
    # Nothing is lost and nothing comes twice either: `latency` holds the ledgers against each other.
    told = latency(seconds=SECONDS)
    record_property("messages", told.events)
    record_property("ms: median, p99, longest", [round(one) for one in (told.median, told.p99, told.longest)])
    record_property("load", os.getloadavg()[0])
    assert told.p99 <= 1000
