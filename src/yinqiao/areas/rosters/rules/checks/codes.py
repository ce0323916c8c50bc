"""Words that no code table knows, and credit codes that are wrong or another enterprise's (GB 32100-2015)."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.fields import FieldKind
from yinqiao.areas.rosters.rules.finding_frame import findings_where, has_bit
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.types.findings import FindingCode, Severity
from yinqiao.kernel.credit_code import CreditCodeProblem

_USCC = "enterprise_uscc"
_WRONG_USCC = (CreditCodeProblem.LENGTH, CreditCodeProblem.CHARACTER, CreditCodeProblem.CHECK_DIGIT)


def check_codes(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """An unknown word blocks only where the field is required; otherwise the cell is not used.

    The unknown word itself is not repeated in the finding: a column out of place may hold ID numbers there.
    """
    found = []
    for name in sorted(roster.active):
        if f"unknown:{name}" not in roster.frame.columns:
            continue
        field = roster.fields[name]
        unknown = pl.col(f"unknown:{name}")
        is_unknown = unknown.is_not_null() if field.kind is FieldKind.GROUPS else unknown
        if field.is_required:
            is_unknown &= pl.col(f"raw:{name}").str.contains(r"\S")
        severity = Severity.BLOCKS if field.is_required else Severity.WARNS
        found.append(findings_where(roster.frame, is_unknown, FindingCode.CODE_UNKNOWN, name, severity=severity))
    return [*found, *_credit_codes(roster, context)]


def _credit_codes(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    if _USCC not in roster.active:
        return []
    problem = pl.lit(None, dtype=pl.String)
    for wrong in reversed(_WRONG_USCC):
        problem = pl.when(has_bit(f"problems:{_USCC}", wrong.bit)).then(pl.lit(wrong.label)).otherwise(problem)
    frame = roster.frame.select("row_no", _USCC, f"problems:{_USCC}").with_columns(problem.alias("problem"))
    is_wrong = pl.col("problem").is_not_null()
    found = [findings_where(frame, is_wrong, FindingCode.USCC_INVALID, _USCC, {"problem": pl.col("problem")})]
    if context.enterprise.usccs:
        is_other = is_wrong.not_() & pl.col(_USCC).is_in(list(context.enterprise.usccs)).not_()
        found.append(findings_where(frame, is_other, FindingCode.USCC_OTHER_ENTERPRISE, _USCC))
    return found
