"""Who reads the feed while ten write, slowly, and roll back: nothing is skipped, nothing of one person comes out of turn."""

from __future__ import annotations

import pytest

from yinqiao.areas.exchange.tests.writers import Story

pytestmark = [pytest.mark.db, pytest.mark.fault]


def test_a_reader_beside_ten_writers_skips_nothing_and_reads_each_person_in_order(fresh_database: None) -> None:
    # Two thirds of the acts stand: about 20,000 events.
    story = Story(transactions=12, events_each=250)
    story.tell()
    events, wrong, out_of_turn = story.judge()
    assert (wrong, out_of_turn) == (0, 0)
    assert events == sum(map(len, story.written.values())) * 250
    assert story.rolled_back > 10
