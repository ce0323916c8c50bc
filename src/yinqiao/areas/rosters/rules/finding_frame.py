"""Findings as columns: the frame's schema and how a check writes into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

import polars as pl

from yinqiao.areas.rosters.rules.findings import severity_of
from yinqiao.areas.rosters.types.findings import FindingCode, Severity

FINDING_SCHEMA: Final = {
    "row_no": pl.UInt32,
    "field": pl.String,
    "code": pl.String,
    "severity": pl.String,
    "args": pl.String,
}
"""`row_no` 0 is the file as a whole; `args` is JSON text or null."""

Args = Mapping[str, pl.Expr]


def findings_where(
    frame: pl.DataFrame,
    condition: pl.Expr,
    code: FindingCode,
    field: str,
    args: Args | None = None,
    severity: Severity | None = None,
) -> pl.DataFrame:
    """A finding for every row of `frame` (with `row_no`) where the condition holds; null does not hold."""
    if frame.is_empty():
        return no_findings()
    # Lazily, so that only the columns in question are read of a frame of more than a hundred.
    hit = frame.lazy().filter(condition.fill_null(False))
    return hit.select(_columns(code, field, args, severity)).collect()


def findings_of(
    hit: pl.DataFrame,
    code: StrEnum,
    field: str,
    args: Args | None = None,
    severity: Severity | None = None,
) -> pl.DataFrame:
    """A finding for every row of `hit`; of another room's codes the `severity` must be said."""
    return hit.select(_columns(code, field, args, severity)) if hit.height else no_findings()


def _columns(code: StrEnum, field: str, args: Args | None, severity: Severity | None) -> list[pl.Expr]:
    encoded = (
        pl.struct([value.alias(name) for name, value in args.items()]).struct.json_encode()
        if args
        else pl.lit(None, dtype=pl.String)
    )
    return [
        pl.col("row_no").cast(pl.UInt32),
        pl.lit(field).alias("field"),
        pl.lit(str(code)).alias("code"),
        pl.lit(str(severity or severity_of(FindingCode(code)))).alias("severity"),
        encoded.alias("args"),
    ]


def file_finding(code: FindingCode, field: str) -> pl.DataFrame:
    """One finding about the file as a whole."""
    return findings_of(pl.DataFrame({"row_no": [0]}, schema={"row_no": pl.UInt32}), code, field)


def no_findings() -> pl.DataFrame:
    """An empty frame of findings."""
    return pl.DataFrame(schema=FINDING_SCHEMA)


def together(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """All findings in one frame, unsorted."""
    filled = [frame for frame in frames if not frame.is_empty()]
    return pl.concat(filled) if filled else no_findings()


def has_bit(column: str, bit: int) -> pl.Expr:
    """Whether a mask column holds a bit."""
    return (pl.col(column) & bit) != 0
