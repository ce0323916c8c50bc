"""How long somebody served, and when people say they have time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.volunteers.rules import free_time, in_hours, served_minutes
from yinqiao.areas.volunteers.types import Free

MORNING = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)


@given(minutes=st.integers(1, 1440), pause=st.integers(0, 1440), step=st.sampled_from((1, 15, 30)))
def test_minutes_are_whole_steps_of_what_was_served_and_never_more(minutes: int, pause: int, step: int) -> None:
    found = served_minutes(MORNING, MORNING + timedelta(minutes=minutes), pause, step)
    assert found % step == 0 and minutes - pause - step < found <= minutes - pause


@pytest.mark.parametrize(("minutes", "words"), [(130, "2.17"), (120, "2"), (90, "1.5"), (600, "10"), (0, "0")])
def test_hours_have_two_places_and_no_noughts_behind(minutes: int, words: str) -> None:
    assert in_hours(minutes) == words


@pytest.mark.parametrize(
    ("day", "hour", "free"),
    [
        (2, 9, Free.WORKDAY_MORNING), (6, 12, Free.WORKDAY_AFTERNOON), (7, 11, Free.WEEKEND_MORNING),
        (8, 17, Free.WEEKEND_AFTERNOON), (3, 18, Free.EVENING), (8, 18, Free.EVENING),
    ],
)  # fmt: skip
def test_a_moment_lies_in_one_of_the_times_that_people_name(day: int, hour: int, free: Free) -> None:
    assert free_time(datetime(2026, 3, day, hour, tzinfo=UTC)) is free
