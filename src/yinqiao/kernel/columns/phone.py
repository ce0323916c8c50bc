"""Columnar twin of `kernel.phone`."""

from __future__ import annotations

import polars as pl

from yinqiao.kernel.columns.distinct import number_flags, read_distinct, text_column
from yinqiao.kernel.phone import PhoneMend, PhoneProblem, parse_phone

_SCHEMA = {"value": pl.String, "kind": pl.String, "problems": pl.UInt16, "mends": pl.UInt16}
_PLAIN_MOBILE = r"^1[3-9][0-9]{9}$"


def parse_phone_column(
    values: pl.Series, *, area_code: str | None = None, is_number: pl.Series | bool = False
) -> pl.DataFrame:
    """Columns `value`, `kind`, `problems` (mask of PhoneProblem), `mends` (mask of PhoneMend), as `parse_phone`."""
    column = text_column(values)
    rows = pl.DataFrame([column, number_flags(is_number, len(column))]).with_row_index("row")
    plain = pl.col("value").str.contains(_PLAIN_MOBILE).fill_null(False)
    zero = pl.lit(0, dtype=pl.UInt16)
    easy = rows.filter(plain).select(
        "row", "value", pl.lit("mobile").alias("kind"), zero.alias("problems"), zero.alias("mends")
    )
    rest = rows.filter(plain.not_())

    def read(cell: dict[str, object]) -> tuple[object, ...]:
        text, numeric = cell["value"], bool(cell["is_number"])
        reading = parse_phone(text if isinstance(text, str) else None, area_code=area_code, is_number=numeric)
        problems, mends = PhoneProblem.mask_of(reading.problems), PhoneMend.mask_of(reading.mends)
        return reading.value, reading.kind, problems, mends

    hard = read_distinct(rest.select(pl.struct("value", "is_number").alias("value"))["value"], read, _SCHEMA)
    joined = pl.concat([easy, hard.insert_column(0, rest["row"])], how="vertical_relaxed")
    return joined.sort("row").drop("row")
