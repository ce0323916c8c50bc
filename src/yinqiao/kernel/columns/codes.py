"""Columnar twins of the code tables of `kernel.codes`."""

from __future__ import annotations

import polars as pl

from yinqiao.kernel.codes import CodeTable
from yinqiao.kernel.columns.distinct import read_distinct, text_column


def parse_code_column(values: pl.Series, table: type[CodeTable]) -> pl.Series:
    """The codes of the table (`Sex`, `EthnicGroup`, …) that the texts name; null for an empty or unknown text."""
    frame = read_distinct(text_column(values), lambda text: (table.read(text),), {"value": pl.String})
    return frame["value"]
