"""The rows of a checked list, as a kind keeps them."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from yinqiao.areas.lists.types import RowState
from yinqiao.areas.rosters.types import Severity


def hold_back(rows: pl.DataFrame, findings: pl.DataFrame, kept: Collection[str]) -> pl.DataFrame:
    """The rows with their `state`: blocked where a finding blocks them, or the file (row 0); else ready.

    Of a row that is held back nothing stays but `row_no` and the columns `kept`.
    """
    blocking = findings.filter(pl.col("severity") == Severity.BLOCKS.value)["row_no"].unique()
    is_held = pl.lit(0 in blocking) | pl.col("row_no").is_in(blocking.implode())
    state = pl.when(is_held).then(pl.lit(RowState.BLOCKED.value)).otherwise(pl.lit(RowState.READY.value))
    return rows.with_columns(
        state.alias("state"),
        *(pl.when(~is_held).then(pl.col(name)).alias(name) for name in rows.columns if name not in {"row_no", *kept}),
    )
