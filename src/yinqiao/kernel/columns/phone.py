"""Columnar twin of `kernel.phone`."""

from __future__ import annotations

import polars as pl

from yinqiao.kernel.columns.distinct import number_flags, read_distinct, text_column
from yinqiao.kernel.phone import PhoneKind, PhoneMend, PhoneProblem, parse_phone

_SCHEMA = {"value": pl.String, "kind": pl.String, "problems": pl.UInt16, "mends": pl.UInt16}
_GROUPED_MOBILE = r"^1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}$"
_PLAIN_LANDLINE = r"^(?:010|02[0-9])-[2-9][0-9]{7}$|^0[3-9][0-9]{2}-[2-9][0-9]{6,7}$"


def parse_phone_column(
    values: pl.Series, *, area_code: str | None = None, is_number: pl.Series | bool = False
) -> pl.DataFrame:
    """Columns `value`, `kind`, `problems` (mask of PhoneProblem), `mends` (mask of PhoneMend), as `parse_phone`."""
    column = text_column(values)
    rows = pl.DataFrame([column, number_flags(is_number, len(column))]).with_row_index("row")
    rows = rows.with_columns(_kind().alias("kind"))
    is_grouped = (pl.col("kind") == PhoneKind.MOBILE) & (pl.col("value").str.len_bytes() > 11)
    easy = rows.filter(pl.col("kind").is_not_null()).select(
        "row",
        pl.when(is_grouped).then(pl.col("value").str.replace_all("[- ]", "")).otherwise("value").alias("value"),
        "kind",
        pl.lit(0, dtype=pl.UInt16).alias("problems"),
        pl.when(is_grouped).then(PhoneMend.SPACES.bit).otherwise(0).cast(pl.UInt16).alias("mends"),
    )
    rest = rows.filter(pl.col("kind").is_null())

    def read(cell: dict[str, object]) -> tuple[object, ...]:
        text, numeric = cell["value"], bool(cell["is_number"])
        reading = parse_phone(text if isinstance(text, str) else None, area_code=area_code, is_number=numeric)
        problems, mends = PhoneProblem.mask_of(reading.problems), PhoneMend.mask_of(reading.mends)
        return reading.value, reading.kind, problems, mends

    hard = read_distinct(rest.select(pl.struct("value", "is_number").alias("value"))["value"], read, _SCHEMA)
    joined = pl.concat([easy, hard.insert_column(0, rest["row"])], how="vertical_relaxed")
    return joined.sort("row").drop("row")


def _kind() -> pl.Expr:
    """The kind of a number in one of the usual forms, which are read without Python; null for all others."""
    text = pl.col("value")
    is_mobile = text.str.contains(_GROUPED_MOBILE)
    is_landline = text.str.contains(_PLAIN_LANDLINE)
    landline = pl.when(is_landline).then(pl.lit(PhoneKind.LANDLINE.value))
    return pl.when(is_mobile).then(pl.lit(PhoneKind.MOBILE.value)).otherwise(landline)
