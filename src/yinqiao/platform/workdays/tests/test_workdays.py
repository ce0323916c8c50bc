"""Working days against worked cases, and clocks against counting day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.kernel.working_days import ClockDays, Spell, WorkCalendar, read_clock
from yinqiao.platform.workdays import work_calendar

pytestmark = pytest.mark.fast
CALENDAR = work_calendar()
_DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
# What the State Council announced: days between, in the words of its notices.
_OFF = {
    date(2025, 1, 28): 8, date(2025, 4, 4): 3, date(2025, 5, 1): 5, date(2025, 5, 31): 3, date(2025, 10, 1): 8,
    date(2026, 1, 1): 3, date(2026, 2, 15): 9, date(2026, 4, 4): 3, date(2026, 5, 1): 5, date(2026, 6, 19): 3,
    date(2026, 9, 25): 3, date(2026, 10, 1): 7,
}  # fmt: skip


@pytest.mark.parametrize("start", _OFF)
def test_the_holidays_of_the_notices_are_off_and_end_when_they_say(start: date) -> None:
    days = [start + timedelta(days=at) for at in range(_OFF[start])]
    assert not any(CALENDAR.is_working(one) for one in days)
    assert CALENDAR.is_working(days[-1] + timedelta(days=1)) and CALENDAR.is_working(
        CALENDAR.before(start, 1) + timedelta(days=1)
    )


@pytest.mark.parametrize("day", [date(2025, 1, 26), date(2025, 9, 28), date(2026, 2, 14), date(2026, 10, 10)])
def test_weekends_that_make_up_for_a_holiday_are_worked(day: date) -> None:
    assert day.weekday() >= 5 and CALENDAR.is_working(day)


def test_a_year_without_a_notice_knows_its_fixed_days_alone() -> None:
    assert not CALENDAR.is_working(date(2029, 10, 1)) and CALENDAR.is_working(date(2029, 10, 4))
    assert not CALENDAR.is_working(date(2027, 2, 8))


@given(_DAYS, st.integers(0, 60))
def test_the_nth_working_day_has_n_working_days_behind_it(start: date, days: int) -> None:
    end = CALENDAR.after(start, days)
    assert CALENDAR.count(start, end) == days and (days == 0 or CALENDAR.is_working(end))
    assert CALENDAR.count(CALENDAR.before(start, days), start) == days


@given(_DAYS, st.lists(st.tuples(st.integers(0, 12), st.integers(0, 20)), max_size=4), st.integers(1, 40))
def test_a_clock_counts_only_while_it_runs(start: date, spells: list[tuple[int, int]], limit: int) -> None:
    told: list[Spell] = []
    day = start
    for ran, stood in spells:
        told.append((day, day + timedelta(days=ran)))
        day += timedelta(days=ran + stood)
    told.append((day, None))
    clock, used, at = read_clock(told, limit, CALENDAR), 0, start
    while used < limit:
        at += timedelta(days=1)
        is_running = any(since < at and (until is None or at <= until) for since, until in told)
        used += is_running and CALENDAR.is_working(at)
    assert clock.due_on == at and clock.half_on is not None and clock.three_quarters_on is not None
    assert clock.half_on <= clock.three_quarters_on <= clock.due_on


def test_a_clock_that_stands_has_no_due_day() -> None:
    monday = date(2026, 3, 2)
    assert read_clock([(monday, monday + timedelta(days=2))], 4, CALENDAR) == ClockDays(date(2026, 3, 4), None, None)
    again: list[Spell] = [(monday, monday + timedelta(days=2)), (date(2026, 3, 9), None)]
    assert read_clock(again, 10, CALENDAR).due_on == date(2026, 3, 19)


def test_a_corrected_day_moves_every_clock_alike() -> None:
    corrected = WorkCalendar(CALENDAR.off | {date(2026, 3, 11)}, CALENDAR.worked)
    for start in (date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 10)):
        before = read_clock([(start, None)], 8, CALENDAR).due_on
        assert before is not None and read_clock([(start, None)], 8, corrected).due_on == CALENDAR.after(before, 1)
