"""Columnar twins of `kernel.text`: only rows that need a mend are touched one by one."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from yinqiao.kernel.columns.distinct import text_column
from yinqiao.kernel.text import (
    TextMend,
    TextReading,
    normalise_code,
    normalise_name,
    normalise_text,
)

# What can need a mend at all: anything beyond plain CJK and printable ASCII, and spaces at the edges or in runs.
_PLAIN_TEXT = (
    r"^(?:[!-~\x{4e00}-\x{9fff}\x{3400}-\x{4dbf}、。“”《》〈〉【】！（），：；？～]+(?: [!-~\x{4e00}-\x{9fff}]+)*)?$"
)
_PLAIN_CODE = r"^[!-~\x{4e00}-\x{9fff}]*$"
PLAIN_NAME = r"^(?:[\x{4e00}-\x{9fff}\x{3400}-\x{4dbf}]+(?:·[\x{4e00}-\x{9fff}\x{3400}-\x{4dbf}]+)*)?$"


def normalise_text_column(values: pl.Series) -> pl.DataFrame:
    """Columns `value` (text; null stays null) and `mends` (mask of TextMend), as `normalise_text`."""
    return _normalise_column(values, _PLAIN_TEXT, normalise_text)


def normalise_code_column(values: pl.Series) -> pl.DataFrame:
    """Columns `value` and `mends`, as `normalise_code`."""
    return _normalise_column(values, _PLAIN_CODE, normalise_code)


def normalise_name_column(values: pl.Series) -> pl.DataFrame:
    """Columns `value` and `mends`, as `normalise_name`."""
    return _normalise_column(values, PLAIN_NAME, normalise_name)


def _normalise_column(values: pl.Series, plain: str, read: Callable[[str], TextReading]) -> pl.DataFrame:
    column = text_column(values)
    rows = column.to_frame().with_row_index("row")
    odd = rows.filter(pl.col("value").str.contains(plain).not_())
    result = rows.with_columns(pl.lit(0, dtype=pl.UInt16).alias("mends"))
    if odd.height:
        readings = {value: read(value) for value in odd["value"].unique().to_list()}
        mended = pl.DataFrame(
            {
                "row": odd["row"],
                "value": [readings[value].value for value in odd["value"].to_list()],
                "mends": [TextMend.mask_of(readings[value].mends) for value in odd["value"].to_list()],
            },
            schema={"row": pl.UInt32, "value": pl.String, "mends": pl.UInt16},
        )
        result = result.update(mended, on="row")
    return result.select("value", "mends")
