"""Retired before the lawful age: a warning, never a bar, for other rules and the approval outrank our computation.

NPC Standing Committee decision of 2024-09-13; before 2025 the old ages of 国发〔1978〕104号 (60, 55, 50).
"""

from __future__ import annotations

from datetime import date

import polars as pl

from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.finding_frame import findings_where
from yinqiao.areas.rosters.rules.months import month_index
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.types.findings import FindingCode
from yinqiao.kernel.chinese_dates import DatePrecision
from yinqiao.kernel.codes import RetirementType, Sex
from yinqiao.kernel.columns.distinct import read_distinct
from yinqiao.kernel.periods import add_months
from yinqiao.kernel.retirement_age import RetirementCategory, retirement_months

_AGE_FREE = [member.value for member in RetirementType if member.is_age_free]
_SCHEMA = {"statutory": pl.Date, "earliest": pl.Date, "lowest": pl.Date}
_NEEDED = ("row_no", "born_on", "sex", "retired_on", "retirement_type", "retirement_approval_no", "pension_start_on")


def check_retirement(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """Retirement months before the earliest lawful one, and veteran cadres, who normally are not handed over.

    A woman's post is not known for certain, so the lowest age (50) is taken for all women. A retirement stated as
    normal is held against the statutory month, an unstated type against the earliest flexible one; where the form does
    not ask for the type at all, against the lowest age of any rule, for every tenth retired by another one.
    """
    found = []
    if "retirement_type" in roster.active:
        is_veteran = pl.col("retirement_type") == RetirementType.VETERAN_CADRE.value
        found.append(findings_where(roster.frame, is_veteran, FindingCode.VETERAN_CADRE, "retirement_type"))
    if "retired_on" not in roster.active:
        return found
    is_normal = (pl.col("retirement_type") == RetirementType.NORMAL.value).fill_null(False)
    frame = roster.frame.select(*_NEEDED, "precision:retired_on").filter(_is_bound(context))
    frame = _with_lawful_months(frame, context)
    unstated = "earliest" if "retirement_type" in roster.active else "lowest"
    frame = frame.with_columns(pl.when(is_normal).then("statutory").otherwise(unstated).alias("lawful"))
    is_early = month_index(pl.col("retired_on")) < month_index(pl.col("lawful"))
    is_year = pl.col("precision:retired_on") == DatePrecision.YEAR.value
    is_early = pl.when(is_year).then(pl.col("retired_on").dt.year() < pl.col("lawful").dt.year()).otherwise(is_early)
    args = {"lawful": pl.col("lawful").dt.strftime("%Y年%-m月")}
    found.append(findings_where(frame, is_early, FindingCode.BEFORE_RETIREMENT_AGE, "retired_on", args))
    return found


def _is_bound(context: CheckContext) -> pl.Expr:
    """Rows that the statutory age binds: no rule of another kind, no approval, no pension that has already started."""
    is_free = pl.col("retirement_type").is_in(_AGE_FREE).fill_null(False)
    is_approved = pl.col("retirement_approval_no").is_not_null()
    is_drawing = (pl.col("pension_start_on") <= context.today).fill_null(False)
    is_judgeable = pl.col("born_on").is_not_null() & pl.col("retired_on").is_not_null()
    # A retirement before birth is a wrong date, not an early retirement.
    is_judgeable &= pl.col("born_on") < pl.col("retired_on")
    return is_judgeable & is_free.not_() & is_approved.not_() & is_drawing.not_()


def _with_lawful_months(frame: pl.DataFrame, context: CheckContext) -> pl.DataFrame:
    """Add the statutory, the earliest flexible and the lowest month, worked out once per month of birth and sex."""
    is_woman = pl.col("sex") == Sex.FEMALE.value
    key = frame.select(
        pl.struct(born=pl.col("born_on").dt.truncate("1mo"), is_woman=is_woman.fill_null(False)).alias("key")
    )["key"]

    parameters = context.parameters

    def read(person: dict[str, object]) -> tuple[date | None, date | None, date | None]:
        born = person["born"]
        if not isinstance(born, date) or born.year > context.today.year:
            return None, None, None
        category = RetirementCategory.WOMAN_50 if person["is_woman"] else RetirementCategory.MAN
        months = retirement_months(born, category, parameters.retirement)
        lowest = parameters.lowest_age_woman if person["is_woman"] else parameters.lowest_age_man
        return months.statutory, months.earliest, add_months(born, 12 * lowest)

    return pl.concat([frame, read_distinct(key, read, _SCHEMA)], how="horizontal")
