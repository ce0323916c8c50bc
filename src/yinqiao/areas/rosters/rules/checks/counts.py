"""Cells that should hold a whole number or an amount and do not."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.fields import FieldKind
from yinqiao.areas.rosters.rules.finding_frame import findings_where
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.types.findings import FindingCode


def check_counts(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """A count or amount that cannot be read or meant is not used; the cell is pointed out, its content not repeated."""
    del context
    found = []
    for name in sorted(roster.active):
        field = roster.fields[name]
        if field.kind is FieldKind.COUNT:
            unreadable = pl.col(f"unreadable:{name}")
            found.append(findings_where(roster.frame, unreadable, FindingCode.COUNT_UNREADABLE, name))
        elif field.kind is FieldKind.AMOUNT:
            unreadable, beyond = pl.col(f"unreadable:{name}"), pl.col(f"beyond:{name}")
            args = {"limit": pl.lit(f"{field.most:,}")}
            found.append(findings_where(roster.frame, unreadable, FindingCode.AMOUNT_UNREADABLE, name))
            found.append(findings_where(roster.frame, beyond, FindingCode.AMOUNT_BEYOND, name, args))
    return found
