"""How a finding of this room is written."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.party.rules import finding_words
from yinqiao.areas.party.types import PartyFinding

FINDINGS = {"row_no": pl.UInt32, "field": pl.String, "code": pl.String, "severity": pl.String, "args": pl.String}


def finding(rows: pl.DataFrame, code: PartyFinding, field: str, args: str | None = None) -> pl.DataFrame:
    """A finding for each of these rows; `args` names the column that is its one argument."""
    told = pl.lit(None, pl.String) if args is None else pl.struct(args).struct.json_encode()
    return rows.select(
        pl.col("row_no").cast(pl.UInt32), pl.lit(field).alias("field"), pl.lit(code.value).alias("code"),
        pl.lit(finding_words()[code]["severity"]).alias("severity"), told.alias("args"),
    )  # fmt: skip
