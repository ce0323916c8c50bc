"""Search terms for whole columns of names: `kernel.pinyin.name_terms`, once for each distinct name."""

from __future__ import annotations

import polars as pl

from yinqiao.kernel.columns.distinct import text_column
from yinqiao.kernel.pinyin import name_terms


def name_terms_column(names: pl.Series) -> pl.DataFrame:
    """One row per name and term: `row` (the place in the column, from 0), `term`, `kind`; null names have none."""
    column = text_column(names)
    rows = column.to_frame().with_row_index("row").filter(pl.col("value").is_not_null())
    distinct = rows["value"].unique(maintain_order=True)
    terms = [name_terms(name) for name in distinct.to_list()]
    table = pl.DataFrame(
        {
            "value": distinct,
            "term": [[term for term, _ in found] for found in terms],
            "kind": [[kind for _, kind in found] for found in terms],
        },
        schema={"value": pl.String, "term": pl.List(pl.String), "kind": pl.List(pl.String)},
    )
    spread = rows.join(table, on="value", how="left", maintain_order="left")
    return spread.filter(pl.col("term").list.len() > 0).select("row", "term", "kind").explode("term", "kind")
