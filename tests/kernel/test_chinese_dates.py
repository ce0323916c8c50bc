"""Dates in every form that rosters hold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.kernel.chinese_dates import DateMend, DatePrecision, DateProblem, from_serial, parse_date

pytestmark = pytest.mark.fast
DAY, MONTH, YEAR = DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("1955-3-1", date(1955, 3, 1), DAY),
        ("1955-03-01", date(1955, 3, 1), DAY),
        ("1955/3/1", date(1955, 3, 1), DAY),
        ("1955.3.1", date(1955, 3, 1), DAY),
        ("1955.03", date(1955, 3, 1), MONTH),
        ("1955.1", date(1955, 1, 1), MONTH),
        ("1955-12", date(1955, 12, 1), MONTH),
        ("19550301", date(1955, 3, 1), DAY),
        ("195503", date(1955, 3, 1), MONTH),
        ("1955年3月", date(1955, 3, 1), MONTH),
        ("1955年3月份", date(1955, 3, 1), MONTH),
        ("1955年3月1日", date(1955, 3, 1), DAY),
        ("1955年 3月 1号", date(1955, 3, 1), DAY),
        ("1955年三月", date(1955, 3, 1), MONTH),
        ("一九五五年三月", date(1955, 3, 1), MONTH),
        ("一九五五年十二月三十一日", date(1955, 12, 31), DAY),
        ("二〇〇〇年十月二十日", date(2000, 10, 20), DAY),
        ("二○○八年二月二十九日", date(2008, 2, 29), DAY),
        ("1955", date(1955, 1, 1), YEAR),
        ("1955年", date(1955, 1, 1), YEAR),
        ("1955-03-01 00:00:00", date(1955, 3, 1), DAY),
        ("1955-03-01T08:30:00", date(1955, 3, 1), DAY),
        ("1955/3/1 0:00", date(1955, 3, 1), DAY),
        ("１９５５．０３", date(1955, 3, 1), MONTH),
        ("1956-02-29", date(1956, 2, 29), DAY),
    ],
)
def test_every_form_is_read_with_its_precision(text: str, value: date, precision: DatePrecision) -> None:
    reading = parse_date(text)
    assert (reading.value, reading.precision, reading.problems) == (value, precision, ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, DateProblem.MISSING),
        ("", DateProblem.MISSING),
        ("1955-02-29", DateProblem.IMPOSSIBLE),
        ("1900-02-29", DateProblem.IMPOSSIBLE),
        ("19550229", DateProblem.IMPOSSIBLE),
        ("1955-13-01", DateProblem.IMPOSSIBLE),
        ("195513", DateProblem.IMPOSSIBLE),
        ("1955-00-10", DateProblem.IMPOSSIBLE),
        ("0000-01-01", DateProblem.IMPOSSIBLE),
        ("1849-12-31", DateProblem.IMPOSSIBLE),
        ("2201-01-01", DateProblem.IMPOSSIBLE),
        ("一九五五年十三月", DateProblem.IMPOSSIBLE),
        ("一九五五年三月四十日", DateProblem.IMPOSSIBLE),
        ("55.3", DateProblem.TWO_DIGIT_YEAR),
        ("55年3月", DateProblem.TWO_DIGIT_YEAR),
        ("55-3-1", DateProblem.TWO_DIGIT_YEAR),
        ("不详", DateProblem.FORM),
        ("1955-3-1-2", DateProblem.FORM),
        ("123", DateProblem.FORM),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_guessed(text: str | None, problem: DateProblem) -> None:
    reading = parse_date(text)
    assert (reading.value, reading.precision, reading.problems) == (None, None, (problem,))


@pytest.mark.parametrize(
    ("serial", "value"),
    [(1, date(1900, 1, 1)), (59, date(1900, 2, 28)), (61, date(1900, 3, 1)), (20149, date(1955, 3, 1)),
     (45658, date(2025, 1, 1))],
)  # fmt: skip
def test_serials_of_the_1900_system(serial: int, value: date) -> None:
    assert from_serial(serial) == value


@pytest.mark.parametrize("serial", [60, 0, -1])
def test_the_day_that_never_was_is_refused(serial: int) -> None:
    with pytest.raises(ValueError, match="no such day"):
        from_serial(serial)


def test_the_two_systems_are_1462_days_apart() -> None:
    assert (from_serial(20149, date1904=True) - from_serial(20149)).days == 1462
    assert parse_date("18687", date1904=True).value == date(1955, 3, 1)


@pytest.mark.parametrize("text", ["20149", "20149.0", "20149.75"])
def test_a_serial_in_a_cell_is_read_and_told(text: str) -> None:
    reading = parse_date(text, is_number=True)
    assert reading.value == date(1955, 3, 1)
    assert reading.mends == (DateMend.SERIAL,)


def test_a_number_1955_1_may_be_january_or_october() -> None:
    assert parse_date("1955.1", is_number=True).problems == (DateProblem.AMBIGUOUS,)
    assert parse_date("1955.11", is_number=True).value == date(1955, 11, 1)
    assert parse_date("195510.0", is_number=True).value == date(1955, 10, 1)


def test_mends_are_named() -> None:
    assert parse_date("１９５５年３月 ").mends == (DateMend.SPACES, DateMend.FULL_WIDTH)
    assert parse_date("1955-03-01 00:00:00").mends == (DateMend.TIME_DROPPED,)
    assert parse_date("一九五五年三月").mends == (DateMend.CHINESE_NUMERALS,)
    assert parse_date("1955/3/1").mends == ()


_FORMS = (
    "{0.year}-{0.month}-{0.day}",
    "{0.year}/{0.month:02d}/{0.day:02d}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}{0.month:02d}{0.day:02d}",
    "{0.year}年{0.month}月{0.day}日",
    "{0} 00:00:00",
)


@given(st.dates(date(1850, 1, 1), date(2200, 12, 31)), st.sampled_from(_FORMS))
def test_every_day_in_every_form_comes_back(day: date, form: str) -> None:
    assert parse_date(form.format(day)).value == day


@given(st.dates(date(1927, 5, 18), date(2173, 10, 13)), st.booleans())
def test_every_serial_of_five_digits_comes_back(day: date, date1904: bool) -> None:
    start = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
    serial = (day - start).days
    if 10000 <= serial <= 99999:
        assert parse_date(str(serial), date1904=date1904).value == day


@given(st.text(alphabet="0123456789-/.年月日号 一二三四五六七八九十〇○零T:：上午'", max_size=20), st.booleans())
def test_hostile_dates_never_raise(text: str, is_number: bool) -> None:
    reading = parse_date(text, is_number=is_number)
    assert (reading.value is None) == bool(reading.problems)
