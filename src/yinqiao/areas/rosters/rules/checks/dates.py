"""Dates that cannot be read, do not exist, lie ahead, or stand in the wrong order."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.fields import FieldKind, RosterField
from yinqiao.areas.rosters.rules.finding_frame import findings_where, has_bit
from yinqiao.areas.rosters.rules.months import full_years, month_index, month_number
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.types.findings import FindingCode, Severity
from yinqiao.kernel.chinese_dates import DatePrecision, DateProblem

_UNREADABLE = (DateProblem.FORM, DateProblem.TWO_DIGIT_YEAR, DateProblem.AMBIGUOUS)
_PAST = ("born_on", "archive_born_on", "work_start_on", "certified_on", "spouse_born_on")
"""Dates that lie on or before today; a retirement counts by month, a pension may start in the month after."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two dates of which the first must lie before the second; the finding stands at `at`."""

    earlier: str
    later: str
    at: str


_PAIRS = (
    _Pair("born_on", "work_start_on", "work_start_on"),
    _Pair("born_on", "retired_on", "retired_on"),
    _Pair("work_start_on", "retired_on", "retired_on"),
)


def check_dates(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """Unreadable and impossible dates block only where the field is required; otherwise the cell is not used."""
    found = []
    for name in sorted(roster.active):
        if roster.fields[name].kind is FieldKind.DATE:
            found += _unread(roster.frame, roster.fields[name])
    found += _ahead(roster, context)
    found += _order(roster)
    found += _work_start_age(roster, context)
    return found


def _unread(frame: pl.DataFrame, field: RosterField) -> list[pl.DataFrame]:
    name = field.name
    severity = Severity.BLOCKS if field.is_required else Severity.WARNS
    wrong = frame.filter(pl.col(f"problems:{name}") > DateProblem.MISSING.bit)
    if wrong.is_empty():
        return []
    unreadable = has_bit(f"problems:{name}", DateProblem.mask_of(_UNREADABLE))
    impossible = has_bit(f"problems:{name}", DateProblem.IMPOSSIBLE.bit)
    return [
        findings_where(wrong, unreadable, FindingCode.DATE_UNREADABLE, name, severity=severity),
        findings_where(wrong, impossible, FindingCode.DATE_IMPOSSIBLE, name, severity=severity),
    ]


def _ahead(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    this_month = month_number(context.today)
    found = []
    for name in sorted(roster.active.intersection(_PAST)):
        given = pl.col(f"given:{name}" if name == "born_on" else name)
        found.append(findings_where(roster.frame, given > context.today, FindingCode.DATE_FUTURE, name))
    for name, months in (("retired_on", 0), ("pension_start_on", 1)):
        if name in roster.active:
            is_ahead = month_index(pl.col(name)) > this_month + months
            found.append(findings_where(roster.frame, is_ahead, FindingCode.DATE_FUTURE, name))
    return found


def _order(roster: NormalisedRoster) -> list[pl.DataFrame]:
    """One finding per date that is too early; born before retired is not said again where work start already is."""
    frame = roster.frame.with_columns(
        pl.lit(None, dtype=pl.String).alias("earlier"), _precision(roster, "born_on").alias("precise:born_on")
    )
    told = pl.lit(False)
    found = []
    for pair in _PAIRS:
        if pair.later not in roster.active:
            continue
        is_wrong = _not_before(roster, pair).fill_null(False)
        args = {"earlier": pl.lit(roster.fields.label(pair.earlier))}
        if pair.at == "retired_on":
            found.append(findings_where(frame, is_wrong & told.not_(), FindingCode.DATE_ORDER, pair.at, args))
            told = told | is_wrong
        else:
            found.append(findings_where(frame, is_wrong, FindingCode.DATE_ORDER, pair.at, args))
    return found


def _precision(roster: NormalisedRoster, name: str) -> pl.Expr:
    """The precision of a date; one read from the ID number is exact."""
    stated = pl.col(f"precision:{name}") if name in roster.active else pl.lit(None, dtype=pl.String)
    return pl.when(pl.col("is_id_valid") & (name == "born_on")).then(pl.lit(DatePrecision.DAY.value)).otherwise(stated)


def _not_before(roster: NormalisedRoster, pair: _Pair) -> pl.Expr:
    """Whether the dates are in the wrong order, compared as far as both were given: two years only by the year."""
    earlier, later = pl.col(pair.earlier), pl.col(pair.later)
    given = [_precision(roster, name) for name in (pair.earlier, pair.later)]
    by_year = (given[0] == DatePrecision.YEAR.value) | (given[1] == DatePrecision.YEAR.value)
    by_day = (given[0] == DatePrecision.DAY.value) & (given[1] == DatePrecision.DAY.value)
    return (
        pl.when(by_year)
        .then(earlier.dt.year() > later.dt.year())
        .when(by_day)
        .then(earlier >= later)
        .otherwise(month_index(earlier) >= month_index(later))
    )


def _work_start_age(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    if "work_start_on" not in roster.active:
        return []
    age = full_years(pl.col("born_on"), pl.col("work_start_on"))
    # A year alone may hide up to eleven months: the person may have been a year older.
    is_year = pl.col("precision:work_start_on") == DatePrecision.YEAR.value
    frame = roster.frame.with_columns(age.alias("age"))
    is_child = (pl.col("age") + is_year.cast(pl.Int32)).is_between(0, context.parameters.youngest_work_start_age - 1)
    is_ordered = pl.col("born_on") < pl.col("work_start_on")
    args = {"age": pl.col("age")}
    return [findings_where(frame, is_child & is_ordered, FindingCode.WORK_START_TOO_YOUNG, "work_start_on", args)]
