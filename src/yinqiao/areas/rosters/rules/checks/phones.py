"""Phones that cannot be dialled, are shared by many, or are missing altogether."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.fields import FieldKind
from yinqiao.areas.rosters.rules.finding_frame import findings_where, has_bit
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.types.findings import FindingCode
from yinqiao.kernel.phone import PhoneProblem

_WRONG = (PhoneProblem.LENGTH, PhoneProblem.CHARACTER, PhoneProblem.PREFIX)
_OWN = ("phone", "residence_phone", "away_phone", "household_phone")
_WORDS = {
    PhoneProblem.LENGTH: "位数不对",
    PhoneProblem.CHARACTER: "含有不应出现的字符",
    PhoneProblem.PREFIX: "不是有效的手机号段或区号",
}


def check_phones(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """A wrong phone warns and is not used: better a person without a phone than a person not handed over."""
    phones = [one.name for one in roster.fields if one.name in roster.active and one.kind is FieldKind.PHONE]
    found = []
    for name in phones:
        wrong = roster.frame.filter(pl.col(f"problems:{name}") > PhoneProblem.MISSING.bit)
        if wrong.is_empty():
            continue
        problem = pl.lit(None, dtype=pl.String)
        for kind in reversed(_WRONG):
            problem = pl.when(has_bit(f"problems:{name}", kind.bit)).then(pl.lit(_WORDS[kind])).otherwise(problem)
        wrong = wrong.select("row_no", name, f"problems:{name}").with_columns(problem.alias("problem"))
        is_unusable = pl.col(name).is_null()
        args = {"problem": pl.col("problem")}
        found.append(findings_where(wrong, is_unusable, FindingCode.PHONE_INVALID, name, args))
        is_several = has_bit(f"problems:{name}", PhoneProblem.SEVERAL.bit)
        found.append(findings_where(wrong, is_several & is_unusable.not_(), FindingCode.PHONE_SEVERAL, name))
    if phones:
        field = next((name for name in _OWN if name in roster.active), phones[0])
        found.append(_shared(roster.frame, context.parameters.phone_shared_by, field))
        is_silent = pl.all_horizontal(pl.col(f"raw:{name}").is_null() | _is_blanked(roster, name) for name in phones)
        found.append(findings_where(roster.frame, is_silent, FindingCode.PHONE_MISSING, field))
    return found


def _is_blanked(roster: NormalisedRoster, name: str) -> pl.Expr:
    column = f"blanked:{name}"
    return pl.col(column).fill_null(False) if column in roster.frame.columns else pl.lit(False)


def _shared(frame: pl.DataFrame, limit: int, field: str) -> pl.DataFrame:
    """People, not rows: a row that stands twice in the file does not make a phone shared."""
    person = pl.coalesce("id_no", pl.col("row_no").cast(pl.String))
    holders = frame.select("row_no", "phone", person.alias("person")).drop_nulls("phone")
    shared = holders.group_by("phone").agg(pl.col("person").n_unique().alias("people")).filter(pl.col("people") > limit)
    if shared.is_empty():
        return findings_where(holders, pl.lit(False), FindingCode.PHONE_SHARED, field)
    rows = holders.join(shared, on="phone", how="inner")
    return findings_where(rows, pl.lit(True), FindingCode.PHONE_SHARED, field, {"people": pl.col("people")})
