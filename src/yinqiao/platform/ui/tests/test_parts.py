"""Shapes handed to components."""

from __future__ import annotations

from datetime import date

import pytest

from yinqiao.platform.ui.parts import CompareRow, Progress
from yinqiao.platform.ui.words import age_words, days_words

pytestmark = pytest.mark.fast


def test_a_look_alike_character_is_the_only_part_marked() -> None:
    row = CompareRow("姓名", "王建国", "王健国")
    assert row.is_different
    assert row.left_parts == [("王", False), ("建", True), ("国", False)]
    assert row.right_parts == [("王", False), ("健", True), ("国", False)]


def test_values_that_share_less_than_half_are_marked_whole() -> None:
    assert CompareRow("社区", "望月湖社区", "爱民路").left_parts == [("望月湖社区", True)]


def test_a_blank_side_is_a_gap_and_no_difference() -> None:
    row = CompareRow("电话", "", "138****5678")
    assert not row.is_different
    assert row.left_parts == []
    assert row.right_parts == [("138****5678", False)]


def test_the_bar_says_99_until_the_work_is_finished() -> None:
    assert Progress("检查", done=88_000, total=88_000).percent == 99
    assert Progress("检查", done=88_000, total=88_000, is_finished=True).percent == 100
    assert Progress("检查", done=3, total=0).percent == 0


@pytest.mark.parametrize(
    ("born_on", "today", "words"),
    [
        (date(1952, 3, 5), date(2026, 3, 4), "73 岁"),
        (date(1952, 3, 5), date(2026, 3, 5), "74 岁"),
        (date(1952, 2, 29), date(2026, 2, 28), "73 岁"),
        (date(1952, 2, 29), date(2026, 3, 1), "74 岁"),
        (date(2027, 1, 1), date(2026, 3, 1), ""),
        (None, date(2026, 3, 1), ""),
    ],
)
def test_an_age_counts_full_years(born_on: date | None, today: date, words: str) -> None:
    assert age_words(born_on, today) == words


def test_days_are_told_ahead_on_the_day_and_behind() -> None:
    assert [days_words(days) for days in (3, 0, -5)] == ["还有 3 天", "今天", "已超 5 天"]
