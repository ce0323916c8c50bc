"""How a finding of this room is written."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.party.rules import finding_words
from yinqiao.areas.party.types import PartyFinding
from yinqiao.areas.rosters.queries import findings_of
from yinqiao.areas.rosters.types import Severity


def finding(rows: pl.DataFrame, code: PartyFinding, field: str, args: str | None = None) -> pl.DataFrame:
    """A finding for each of these rows; `args` names the column that is its one argument."""
    told = {args: pl.col(args)} if args else None
    return findings_of(rows, code, field, told, Severity(finding_words()[code]["severity"]))
