"""Months, ages and half-open periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.kernel.periods import Period, add_months, age_on, month_end, month_of, months_between

pytestmark = pytest.mark.fast
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2024, 5, 20), 12, date(2025, 5, 20)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
        (date(2025, 1, 15), -1, date(2024, 12, 15)),
        (date(2025, 1, 15), 0, date(2025, 1, 15)),
    ],
)
def test_months_are_added_and_clamped_to_the_month_end(day: date, months: int, result: date) -> None:
    assert add_months(day, months) == result


@given(days, st.integers(-600, 600))
def test_months_between_undoes_add_months_before_the_29th(day: date, months: int) -> None:
    start = day.replace(day=min(day.day, 28))
    assert months_between(start, add_months(start, months)) == months


@given(days, days)
def test_months_between_is_the_largest_number_that_does_not_overshoot(start: date, end: date) -> None:
    months = months_between(start, end)
    assert add_months(start, months) <= end < add_months(start, months + 1)


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(1955, 3, 1), date(2015, 2, 28), 59),
        (date(1955, 3, 1), date(2015, 3, 1), 60),
        (date(1956, 2, 29), date(2015, 2, 27), 58),
        (date(1956, 2, 29), date(2015, 2, 28), 59),
        (date(1956, 2, 29), date(2016, 2, 28), 59),
        (date(1956, 2, 29), date(2016, 2, 29), 60),
        (date(2026, 5, 1), date(2026, 4, 30), -1),
    ],
)
def test_age_turns_on_the_birthday(born_on: date, day: date, age: int) -> None:
    assert age_on(born_on, day) == age


def test_first_and_last_day_of_a_month() -> None:
    assert month_of(date(2024, 2, 17)) == date(2024, 2, 1)
    assert month_end(date(2024, 2, 17)) == date(2024, 2, 29)
    assert month_end(date(2025, 12, 31)) == date(2025, 12, 31)


def test_a_period_holds_its_start_and_not_its_end() -> None:
    period = Period(date(2025, 1, 1), date(2025, 2, 1))
    assert date(2025, 1, 1) in period
    assert date(2025, 1, 31) in period
    assert date(2025, 2, 1) not in period
    assert date(2024, 12, 31) not in period
    assert date(2999, 1, 1) in Period(date(2025, 1, 1))


@pytest.mark.parametrize("end", [date(2025, 1, 1), date(2024, 12, 31)])
def test_an_empty_period_is_refused(end: date) -> None:
    with pytest.raises(ValueError, match="ends after"):
        Period(date(2025, 1, 1), end)


def test_neighbouring_periods_do_not_overlap() -> None:
    january, february = Period(date(2025, 1, 1), date(2025, 2, 1)), Period(date(2025, 2, 1), date(2025, 3, 1))
    assert not january.overlaps(february)
    assert january.intersection(february) is None
    assert Period(date(2025, 1, 15)).intersection(january) == Period(date(2025, 1, 15), date(2025, 2, 1))


periods = st.builds(
    lambda start, length: Period(start, date.fromordinal(start.toordinal() + length) if length else None),
    st.dates(date(2025, 1, 1), date(2025, 3, 1)),
    st.integers(0, 60),
)


@given(periods, periods, st.dates(date(2024, 12, 1), date(2025, 7, 1)))
def test_the_intersection_holds_just_the_days_of_both(first: Period, second: Period, day: date) -> None:
    shared = first.intersection(second)
    assert (day in first and day in second) == (shared is not None and day in shared)
    assert first.overlaps(second) == second.overlaps(first) == (shared is not None)
