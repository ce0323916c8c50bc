"""Cells that should hold a whole number and do not."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.finding_frame import findings_where
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.types.findings import FindingCode


def check_counts(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """A count that cannot be read is not used; the cell is pointed out, its content not repeated."""
    del context
    return [
        findings_where(roster.frame, pl.col(f"unreadable:{name}"), FindingCode.COUNT_UNREADABLE, name)
        for name in sorted(roster.active)
        if f"unreadable:{name}" in roster.frame.columns
    ]
