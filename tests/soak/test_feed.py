"""The long runs about the feed: a million events beside ten writers, and ten minutes of 300 events a second to a receiver."""

from __future__ import annotations

import sys

import pytest

from tests.bench.sending import latency
from yinqiao.areas.exchange.tests.writers import Story

pytestmark = [pytest.mark.db, pytest.mark.soak]


@pytest.mark.timeout(4 * 3600)
def test_a_reader_beside_ten_writers_skips_none_of_a_million_events(fresh_database: None) -> None:
    # Two thirds of the acts stand: 10 × 7,500 × 2/3 × 20 events.
    story = Story(transactions=7_500, events_each=20, longest_seconds=0.02)
    story.tell()
    events, wrong, out_of_turn = story.judge()
    sys.stdout.write(f"{events:,} events, {story.rolled_back:,} acts rolled back\n")
    assert events > 900_000
    assert (wrong, out_of_turn) == (0, 0)


@pytest.mark.timeout(1800)
def test_a_receiver_has_300_events_a_second_within_a_second_for_ten_minutes(fresh_database: None) -> None:
    told = latency(seconds=600)
    sys.stdout.write(f"{told}\n")
    assert told.lost == 0
    assert told.p99_ms <= 1000
