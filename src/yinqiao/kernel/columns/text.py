"""Columnar twins of `kernel.text`: only rows that need a mend are touched one by one."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from yinqiao.kernel.columns.distinct import text_column
from yinqiao.kernel.text import (
    SPACE_CLASS,
    TextMend,
    TextReading,
    normalise_code,
    normalise_name,
    normalise_text,
)

# What needs no mend but of its spaces: plain CJK, printable ASCII and, in running text, Chinese punctuation.
_HAN = r"\x{4e00}-\x{9fff}\x{3400}-\x{4dbf}"
PLAIN_NAME = rf"^(?:[{_HAN}]+(?:·[{_HAN}]+)*)?$"
_SPACED_NAME = rf"^[{_HAN}]+(?: [{_HAN}]+)+$"
_PLAIN_TEXT = rf"^[ -~{_HAN}、。“”《》〈〉【】！（），：；？～]*$"
_PLAIN_CODE = rf"^[!-~{_HAN}]*$"
_SPACES = f"[{SPACE_CLASS}]+"


def normalise_text_column(values: pl.Series) -> pl.DataFrame:
    """Columns `value` (text; null stays null) and `mends` (mask of TextMend), as `normalise_text`."""
    spaced = pl.col("value").str.replace_all(_SPACES, " ").str.strip_chars(" ")
    return _normalise_column(values, spaced, _PLAIN_TEXT, normalise_text)


def normalise_code_column(values: pl.Series) -> pl.DataFrame:
    """Columns `value` and `mends`, as `normalise_code`."""
    return _normalise_column(values, pl.col("value").str.replace_all(_SPACES, ""), _PLAIN_CODE, normalise_code)


def normalise_name_column(values: pl.Series) -> pl.DataFrame:
    """Columns `value` and `mends`, as `normalise_name`."""
    spaced = pl.col("value").str.replace_all(_SPACES, " ").str.strip_chars(" ")
    frame = _normalise_column(values, spaced, f"{PLAIN_NAME}|{_SPACED_NAME}", normalise_name)
    parted = pl.col("value").str.contains(_SPACED_NAME).fill_null(False)
    mends = pl.when(parted).then(pl.col("mends") + TextMend.INNER_SPACES.bit).otherwise(pl.col("mends"))
    value = pl.when(parted).then(pl.col("value").str.replace_all(" ", "", literal=True)).otherwise(pl.col("value"))
    return frame.select(value, mends.cast(pl.UInt16))


def _normalise_column(
    values: pl.Series, spaced: pl.Expr, plain: str, read: Callable[[str], TextReading]
) -> pl.DataFrame:
    """Mends spaces in all rows at once, and reads one by one only those that then still are not plain."""
    rows = text_column(values).to_frame().with_row_index("row").with_columns(spaced.alias("spaced"))
    is_plain = pl.col("spaced").str.contains(plain)
    changed = pl.when((pl.col("spaced") != pl.col("value")).fill_null(False)).then(TextMend.SPACES.bit).otherwise(0)
    odd = rows.filter(is_plain.not_())
    result = rows.select("row", pl.col("spaced").alias("value"), changed.cast(pl.UInt16).alias("mends"))
    if odd.height:
        texts = odd["value"].to_list()
        readings = {text: read(text) for text in set(texts)}
        mended = pl.DataFrame(
            {
                "row": odd["row"],
                "value": [readings[text].value for text in texts],
                "mends": [TextMend.mask_of(readings[text].mends) for text in texts],
            },
            schema={"row": pl.UInt32, "value": pl.String, "mends": pl.UInt16},
        )
        result = result.update(mended, on="row")
    return result.select("value", "mends")
