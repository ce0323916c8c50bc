"""Days as they are typed and told, and a calendar in which one year is otherwise."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.office_calendar.forms import typed
from yinqiao.areas.office_calendar.rules import differences, in_spans, is_weekend, read_days, wrong_days
from yinqiao.platform.workdays import Year, corrected_calendar, work_calendar

pytestmark = pytest.mark.fast
_YEAR = 2027
_DAYS = [date(_YEAR, 1, 1) + timedelta(days=at) for at in range(365)]
_OFF = st.frozensets(st.sampled_from([one for one in _DAYS if not is_weekend(one)]), max_size=40)
_WORKED = st.frozensets(st.sampled_from([one for one in _DAYS if is_weekend(one)]), max_size=12)


@given(_OFF)
def test_days_off_come_back_from_the_form_as_they_went_in(off: frozenset[date]) -> None:
    days, wrong = read_days(typed(off))
    assert not wrong and {one for one in days if not is_weekend(one)} == off
    assert all(first <= last for first, last in in_spans(off))


@given(_OFF, _WORKED)
def test_a_year_that_is_told_is_so_day_by_day_and_every_other_year_is_as_it_was(
    off: frozenset[date], worked: frozenset[date]
) -> None:
    before, after = work_calendar(), corrected_calendar(Year(_YEAR, off, worked))
    assert all(after.is_working(one) == (one in worked or not (is_weekend(one) or one in off)) for one in _DAYS)
    beside = [date(year, month, day) for year in (2026, 2028, 2030) for month in (1, 2, 5, 10) for day in range(1, 11)]
    assert all(after.is_working(one) == before.is_working(one) for one in beside)


def test_a_year_that_is_told_knows_no_fixed_days_but_its_own() -> None:
    after = corrected_calendar(Year(2029, frozenset(), frozenset()))
    assert after.is_working(date(2029, 10, 1)) and not after.is_working(date(2030, 10, 1))


@pytest.mark.parametrize(
    "text",
    ["2027-2-30", "2027年2月5日", "x", "2027-02-11 至 2027-02-05", "2027-01-01 至 2029-01-01", "2027-02-05 2027-02-06"],
)
def test_what_is_no_day_is_told_with_its_line(text: str) -> None:
    days, wrong = read_days(f"2027-01-01\n\n{text}")
    assert days == () and wrong.startswith("第 3 行")


@given(st.text(max_size=60))
def test_whatever_is_typed_is_days_or_told(text: str) -> None:
    days, wrong = read_days(text)
    assert not (days and wrong) and (not wrong or "行" in wrong)


def test_days_that_no_calendar_has_are_told_beside_their_field() -> None:
    friday, saturday = date(2027, 2, 5), date(2027, 2, 6)
    assert wrong_days(2027, [friday], [saturday]) == {}
    assert set(wrong_days(2026, [friday], [saturday])) == {"off", "worked"}
    assert "星期五" in wrong_days(2027, [], [friday])["worked"]
    assert "又放假又上班" in wrong_days(2027, [saturday], [saturday])["worked"]


def test_what_a_correction_changes_is_told_day_by_day() -> None:
    friday, saturday, monday = date(2027, 2, 5), date(2027, 2, 6), date(2027, 2, 8)
    before, after = (frozenset({friday}), frozenset()), (frozenset({monday}), frozenset({saturday}))
    assert differences(before, after) == [
        "2月5日（星期五）改为上班", "2月6日（星期六）周末改为上班", "2月8日（星期一）改为放假",
    ]  # fmt: skip
    assert differences(after, after) == []
