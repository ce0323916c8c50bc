"""Applies a scalar reader once to each distinct value of a column and spreads the results back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import polars as pl
from polars.datatypes import DataType, DataTypeClass

Schema = Mapping[str, DataType | DataTypeClass]


def read_distinct(column: pl.Series, read: Callable[[Any], tuple[Any, ...]], schema: Schema) -> pl.DataFrame:
    """One row per value of the column, in its order, with the fields that `read` gives for that value.

    Worth it where distinct values are few against the rows, or the scalar reader is cheap. Null goes to `read` too.
    """
    given = column.rename("__given").to_frame()
    distinct = given.select(pl.col("__given").unique(maintain_order=True))
    rows = [read(value) for value in distinct["__given"].to_list()]
    results = distinct.with_columns(
        pl.Series(name, [row[place] for row in rows], dtype=dtype) for place, (name, dtype) in enumerate(schema.items())
    )
    spread = given.join(results, on="__given", how="left", nulls_equal=True, maintain_order="left")
    return spread.select(list(schema))


def text_column(values: pl.Series | Iterable[str | None]) -> pl.Series:
    """The values as a text column named `value`; anything that is no text is refused by polars."""
    series = values if isinstance(values, pl.Series) else pl.Series("value", list(values), dtype=pl.String)
    return series.cast(pl.String).rename("value")


def number_flags(is_number: pl.Series | bool, length: int) -> pl.Series:
    """The flag "the cell held a number" for every row; null counts as False."""
    if isinstance(is_number, bool):
        return pl.Series("is_number", [is_number], dtype=pl.Boolean).new_from_index(0, length)
    return is_number.cast(pl.Boolean).fill_null(False).rename("is_number")
