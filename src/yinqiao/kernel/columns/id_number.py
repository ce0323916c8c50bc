"""Columnar twin of `kernel.id_number`: a million numbers at once, by table look-up instead of digit by digit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from yinqiao.kernel.codes import Sex
from yinqiao.kernel.columns.distinct import number_flags, read_distinct, text_column
from yinqiao.kernel.columns.divisions import can_be_issued_array
from yinqiao.kernel.id_number import (
    DEMO_DIVISION,
    OLDEST_YEARS,
    QUOTES,
    WEIGHTS,
    IdMend,
    IdProblem,
    parse_id_number,
)
from yinqiao.kernel.periods import add_months
from yinqiao.kernel.text import SPACE_CLASS

_SCHEMA = {
    "value": pl.String,
    "division": pl.String,
    "born_on": pl.Date,
    "sex": pl.String,
    "problems": pl.UInt16,
    "mends": pl.UInt16,
}
_PLAIN = r"^[0-9]{17}[0-9Xx]$|^[0-9]{15}$"
_EPOCH = date(1970, 1, 1).toordinal()
_CHECK_BY_SUM = np.array([(12 - total) % 11 for total in range(44)], dtype=np.int8)
"""The check digit for a weighted sum, X as 10; the four parts of a sum are below 11 each."""


def parse_id_number_column(values: pl.Series, *, today: date, is_number: pl.Series | bool = False) -> pl.DataFrame:
    """Columns `value`, `division`, `born_on`, `sex`, `problems` (mask of IdProblem), `mends` (mask of IdMend).

    Same meaning as `parse_id_number`. Numbers of the normal shape, with lower x or of 15 digits are read by table
    look-up; only cells that need more mending than that are read one by one.
    """
    column = text_column(values)
    rows = pl.DataFrame([column, number_flags(is_number, len(column))]).with_row_index("row")
    is_plain = pl.col("tidy").str.contains(_PLAIN).fill_null(False)
    rows = _tidy(rows).with_columns(is_plain.alias("is_plain"))
    if bool(rows["is_plain"].all()):
        return _read_plain(rows, today)
    plain, odd = rows.filter("is_plain"), rows.filter(pl.col("is_plain").not_())
    easy, hard = _read_plain(plain, today), _read_odd(odd, today)
    joined = pl.concat([easy.insert_column(0, plain["row"]), hard.insert_column(0, odd["row"])])
    return joined.sort("row").drop("row")


def _tidy(rows: pl.DataFrame) -> pl.DataFrame:
    """Adds `tidy` and `tidied`: the value without spaces and outer quotes, and the mask of these mends."""
    bare = pl.col("value").str.contains(_PLAIN).not_().fill_null(False)
    if not bool(rows.select(bare.any()).item()):
        return rows.with_columns(pl.col("value").alias("tidy"), pl.lit(0, dtype=pl.UInt16).alias("tidied"))
    tight = pl.when(bare).then(pl.col("value").str.replace_all(f"[{SPACE_CLASS}]", "")).otherwise(pl.col("value"))
    rows = rows.with_columns(tight.alias("tight"))
    rows = rows.with_columns(pl.col("tight").str.strip_chars(QUOTES).alias("tidy"))
    spaces = pl.when(pl.col("tight") != pl.col("value")).then(IdMend.SPACES.bit).otherwise(0)
    quotes = pl.when(pl.col("tidy") != pl.col("tight")).then(IdMend.QUOTE.bit).otherwise(0)
    return rows.with_columns((spaces + quotes).cast(pl.UInt16).alias("tidied"))


def _read_odd(odd: pl.DataFrame, today: date) -> pl.DataFrame:
    def read(cell: dict[str, object]) -> tuple[object, ...]:
        text = cell["value"]
        reading = parse_id_number(
            text if isinstance(text, str) else None, today=today, is_number=bool(cell["is_number"])
        )
        problems, mends = IdProblem.mask_of(reading.problems), IdMend.mask_of(reading.mends)
        return reading.value, reading.division, reading.born_on, reading.sex, problems, mends

    return read_distinct(odd.select(pl.struct("value", "is_number").alias("value"))["value"], read, _SCHEMA)


def _read_plain(rows: pl.DataFrame, today: date) -> pl.DataFrame:
    """Read tidy numbers that are 17 digits and a digit, X or x, or 15 digits."""
    if rows.is_empty():
        return pl.DataFrame(schema=_SCHEMA)
    values, is_number = rows["tidy"].rename("value"), rows["is_number"].to_numpy()
    is_old = (values.str.len_bytes() == 15).to_numpy()
    mends = rows["tidied"].to_numpy() | np.where(is_old, IdMend.UPGRADED_15.bit, 0).astype(np.uint16)
    if is_old.any():
        values = _upgrade(values, is_old)
    is_lower = values.str.ends_with("x").to_numpy()
    if is_lower.any():
        values = values.str.to_uppercase()
        mends = mends | np.where(is_lower, IdMend.LOWER_X.bit, 0).astype(np.uint16)
    parts = _split(values)
    is_wrong = parts.expected != parts.check
    is_lost = ~is_old & (is_number | (is_wrong & (parts.check == 0) & (parts.sequence % 100 == 0)))
    days, is_date = _born_days(parts.year, parts.month_day)
    problems = _problems(parts, is_wrong, is_lost, _judge_days(days, is_date, today))
    frame = pl.DataFrame(
        {
            "value": values,
            "days": days,
            "is_date": is_date,
            "is_male": parts.sequence % 2 == 1,
            "is_lost": is_lost,
            "problems": problems,
            "mends": mends,
        }
    )
    sex = pl.when("is_male").then(pl.lit(Sex.MALE.value)).otherwise(pl.lit(Sex.FEMALE.value))
    return frame.select(
        "value",
        pl.col("value").str.slice(0, 6).alias("division"),
        pl.when("is_date").then(pl.col("days").cast(pl.Date)).alias("born_on"),
        pl.when(pl.col("is_lost").not_()).then(sex).alias("sex"),
        "problems",
        "mends",
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of many numbers as arrays; `check` is the last character, `expected` what it should be (X is 10)."""

    division: NDArray[np.int32]
    year: NDArray[np.int32]
    month_day: NDArray[np.int32]
    sequence: NDArray[np.int32]
    check: NDArray[np.int8]
    expected: NDArray[np.int8]


def _split(values: pl.Series) -> _Parts:
    text = pl.col("value")
    last = text.str.slice(17)
    columns = (
        values.rename("value")
        .to_frame()
        .select(
            text.str.slice(0, 17).cast(pl.Int64).alias("first17"),
            pl.when(last == "X").then(10).otherwise(last.cast(pl.Int8, strict=False)).cast(pl.Int8).alias("check"),
        )
    )
    first17 = columns["first17"].to_numpy()
    division, rest = np.divmod(first17, 10**11)
    year, rest = np.divmod(rest, 10**7)
    month_day, sequence = np.divmod(rest.astype(np.int32), 1000)
    tables = _sum_tables()
    total = tables[0][division] + tables[1][year] + tables[2][month_day] + tables[3][sequence]
    return _Parts(
        division=division.astype(np.int32),
        year=year.astype(np.int32),
        month_day=month_day,
        sequence=sequence,
        check=columns["check"].to_numpy(),
        expected=_CHECK_BY_SUM[total],
    )


def _upgrade(values: pl.Series, is_old: NDArray[np.bool_]) -> pl.Series:
    """The values with every number of 15 digits brought to 18."""
    first17 = values.str.slice(0, 6) + "19" + values.str.slice(6)
    expected = _split(pl.select(pl.when(pl.Series(is_old)).then(first17 + "0").otherwise(values)).to_series()).expected
    check = pl.Series("check", expected).cast(pl.String).replace({"10": "X"})
    return pl.select(pl.when(pl.Series(is_old)).then(first17 + check).otherwise(values).alias("value")).to_series()


def _problems(
    parts: _Parts, is_wrong: NDArray[np.bool_], is_lost: NDArray[np.bool_], by_day: NDArray[np.uint16]
) -> NDArray[np.uint16]:
    is_issued = can_be_issued_array(parts.division, parts.year) | (parts.division == int(DEMO_DIVISION))
    found = by_day.copy()
    found |= np.where(is_issued, 0, IdProblem.DIVISION.bit).astype(np.uint16)
    found |= np.where(is_lost, IdProblem.PRECISION_LOST.bit, 0).astype(np.uint16)
    found |= np.where(is_wrong & ~is_lost, IdProblem.CHECK_DIGIT.bit, 0).astype(np.uint16)
    return found


def _judge_days(days: NDArray[np.int32], is_date: NDArray[np.bool_], today: date) -> NDArray[np.uint16]:
    """DATE, FUTURE or TOO_OLD for every birth day (days since 1970-01-01)."""
    oldest = add_months(today, -12 * OLDEST_YEARS)
    found = np.where(is_date, 0, IdProblem.DATE.bit)
    found |= np.where(is_date & (days > _day_number(today)), IdProblem.FUTURE.bit, 0)
    found |= np.where(is_date & (days < _day_number(oldest)), IdProblem.TOO_OLD.bit, 0)
    return found.astype(np.uint16)


def _born_days(years: NDArray[np.int32], month_days: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Days since 1970-01-01, and whether such a day exists (where not, the number means nothing)."""
    new_year, is_leap, day_of_year = _calendar_tables()
    leap = is_leap[years]
    in_year = day_of_year[month_days]
    is_date = (in_year >= 0) & (years > 0) & (leap | (month_days != 229))
    # The table counts a common year, with 29 February in the place of 1 March; from there a leap year is a day ahead.
    days = new_year[years] + in_year + (leap & (month_days >= 301))
    return days.astype(np.int32), is_date


def _day_number(day: date) -> int:
    return day.toordinal() - _EPOCH


@cache
def _sum_tables() -> tuple[NDArray[np.int16], ...]:
    """Weighted sums modulo 11 of division, year, month and day, sequence: four look-ups replace 17 products."""
    places = ((0, 6), (6, 4), (10, 4), (14, 3))
    return tuple(_weighted_sums(WEIGHTS[start : start + length]) for start, length in places)


def _weighted_sums(weights: tuple[int, ...]) -> NDArray[np.int16]:
    numbers = np.arange(10 ** len(weights), dtype=np.int32)
    total = np.zeros(len(numbers), dtype=np.int32)
    for weight in reversed(weights):
        numbers, digit = np.divmod(numbers, 10)
        total += digit * weight
    return (total % 11).astype(np.int16)


@cache
def _calendar_tables() -> tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.int32]]:
    """Day number of each new year, leap years, and the day in a common year for each month-and-day (-1: none)."""
    years = np.arange(10_000)
    is_leap = (years % 4 == 0) & ((years % 100 != 0) | (years % 400 == 0))
    new_year = np.array([0, *(date(year, 1, 1).toordinal() - _EPOCH for year in range(1, 10_000))], dtype=np.int32)
    day_of_year = np.full(10_000, -1, dtype=np.int32)
    first = date(2023, 1, 1).toordinal()
    for ordinal in range(first, first + 365):
        day = date.fromordinal(ordinal)
        day_of_year[day.month * 100 + day.day] = ordinal - first
    day_of_year[229] = day_of_year[301]
    return new_year, is_leap, day_of_year
