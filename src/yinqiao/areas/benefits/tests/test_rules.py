"""The weighing of what is told, over every order in which it may come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.benefits.rules import weigh_told
from yinqiao.areas.intake.types import Verdict

pytestmark = pytest.mark.fast
_days = st.lists(st.dates(date(2019, 1, 1), date(2026, 12, 31)), unique=True, min_size=1)


def _value(day: date, ended_on: date) -> str:
    """Each day another standard, and on one of them an end."""
    return "" if day == ended_on else day.isoformat()


def _stands(days: Sequence[date], ended_on: date) -> str | None:
    """What stands when these came one after the other; the day is that of what was taken last."""
    present, since = None, None
    for day in days:
        verdict, _ = weigh_told(_value(day, ended_on), day, present, since)
        if verdict is Verdict.TAKE:
            present, since = _value(day, ended_on), day
    return present


@given(_days.flatmap(lambda days: st.tuples(st.permutations(days), st.sampled_from(days))))
def test_what_was_told_of_the_latest_day_stands_in_whatever_order_it_came(told: tuple[list[date], date]) -> None:
    days, ended_on = told
    assert _stands(days, ended_on) == _value(max(days), ended_on)


@given(st.dates(date(2019, 1, 1), date(2026, 12, 31)), st.sampled_from(["", "a"]))
def test_another_word_of_the_same_day_is_asked_about_and_the_same_word_is_not(day: date, present: str) -> None:
    assert weigh_told("b", day, present, day)[0] is Verdict.DISPUTE
    assert weigh_told(present, day, present, day)[0] is Verdict.SAME
