"""Month arithmetic on columns, with the same meaning as `kernel.periods`."""

from __future__ import annotations

from datetime import date

import polars as pl


def month_index(day: pl.Expr) -> pl.Expr:
    """Months since year 0, to compare and subtract months."""
    return day.dt.year().cast(pl.Int32) * 12 + day.dt.month().cast(pl.Int32) - 1


def month_number(day: date) -> int:
    """The same for a single day."""
    return day.year * 12 + day.month - 1


def full_years(born_on: pl.Expr, day: date | pl.Expr) -> pl.Expr:
    """Full years of age on a day; who was born on 29 February ages on the 28th in a common year."""
    if isinstance(day, pl.Expr):
        return _years(born_on, day)
    return _years(born_on, pl.lit(day))


def _years(born_on: pl.Expr, day: pl.Expr) -> pl.Expr:
    is_before_birthday = _in_year(day) < _in_year(born_on)
    is_leapling = (_in_year(born_on) == 229) & (_in_year(day) == 228) & day.dt.is_leap_year().not_()
    return day.dt.year() - born_on.dt.year() - (is_before_birthday & is_leapling.not_()).cast(pl.Int32)


def _in_year(day: pl.Expr) -> pl.Expr:
    return day.dt.month().cast(pl.Int32) * 100 + day.dt.day().cast(pl.Int32)
