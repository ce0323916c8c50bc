"""The ID number, and what contradicts it (GB 11643-1999)."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.finding_frame import findings_where, has_bit
from yinqiao.areas.rosters.rules.months import full_years
from yinqiao.areas.rosters.rules.normalised import PLACEHOLDER, NormalisedRoster
from yinqiao.areas.rosters.types.findings import FindingCode
from yinqiao.kernel.chinese_dates import DatePrecision
from yinqiao.kernel.id_number import IdProblem

_CODES = {
    IdProblem.LENGTH: FindingCode.ID_LENGTH,
    IdProblem.CHARACTER: FindingCode.ID_CHARACTER,
    IdProblem.LETTER_O: FindingCode.ID_LETTER_O,
    IdProblem.DATE: FindingCode.ID_DATE,
    IdProblem.FUTURE: FindingCode.ID_FUTURE,
    IdProblem.DIVISION: FindingCode.ID_DIVISION,
    IdProblem.CHECK_DIGIT: FindingCode.ID_CHECK_DIGIT,
    IdProblem.PRECISION_LOST: FindingCode.ID_PRECISION_LOST,
    IdProblem.TOO_OLD: FindingCode.ID_TOO_OLD,
}
_STATED_SEX = ("1", "2")


def check_identity(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """Every part of a wrong number by its own code; contradictions and ages only where the number is right."""
    found = _age(roster, context)
    if "id_no" not in roster.active:
        return found
    wrong = roster.frame.filter(pl.col("problems:id_no") != 0)
    # What fills the cell in place of a number (无, 不详) is a missing number, not a wrong one.
    wrong = wrong.filter(pl.col("raw:id_no").str.contains(PLACEHOLDER).not_())
    for problem, code in _CODES.items():
        args = (
            {"length": pl.col("raw:id_no").str.strip_chars().str.len_chars()} if problem is IdProblem.LENGTH else None
        )
        is_so = has_bit("problems:id_no", problem.bit)
        if problem is IdProblem.CHECK_DIGIT:
            is_so |= _is_perhaps_lost()
        found.append(findings_where(wrong, is_so, code, "id_no", args))
    differs = pl.col("is_id_valid") & (pl.col("given:sex") != pl.col("id_sex")) & pl.col("given:sex").is_in(_STATED_SEX)
    found.append(findings_where(roster.frame, differs, FindingCode.SEX_CONTRADICTS_ID, "sex"))
    if "born_on" in roster.active:
        found.append(findings_where(roster.frame, _birth_differs(), FindingCode.BIRTH_CONTRADICTS_ID, "born_on"))
    return found


def _is_perhaps_lost() -> pl.Expr:
    """Text of 18 places that ends in 000 under a wrong check digit: most likely cut by a spreadsheet, but a slip may
    look the same, so both are said."""
    is_lost = has_bit("problems:id_no", IdProblem.PRECISION_LOST.bit)
    return is_lost & pl.col("id_no").is_not_null() & pl.col("is_number:id_no").not_()


def _birth_differs() -> pl.Expr:
    """The stated birth date against the number's, as far as it was stated: a month alone compares months."""
    stated, number, precision = pl.col("given:born_on"), pl.col("id_born_on"), pl.col("precision:born_on")
    return (
        pl.when(precision == DatePrecision.DAY.value)
        .then(stated != number)
        .when(precision == DatePrecision.MONTH.value)
        .then(stated.dt.truncate("1mo") != number.dt.truncate("1mo"))
        .when(precision == DatePrecision.YEAR.value)
        .then(stated.dt.year() != number.dt.year())
        .otherwise(False)
    ) & pl.col("is_id_valid")


def _age(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """Ages that no living retiree has; future and too early birth dates have findings of their own."""
    parameters = context.parameters
    age = full_years(pl.col("born_on"), context.today)
    is_odd = (age < parameters.youngest_age) | (age > parameters.oldest_age)
    field = "born_on" if "born_on" in roster.active else "id_no"
    born = roster.frame.select("row_no", "born_on").filter(pl.col("born_on") <= context.today)
    candidates = born.with_columns(age.alias("age"))
    return [findings_where(candidates, is_odd, FindingCode.AGE_IMPLAUSIBLE, field, {"age": pl.col("age")})]
