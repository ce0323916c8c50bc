"""Columnar twin of `kernel.chinese_dates`."""

from __future__ import annotations

import polars as pl

from yinqiao.kernel.chinese_dates import FIRST_YEAR, LAST_YEAR, DateMend, DatePrecision, DateProblem, parse_date
from yinqiao.kernel.columns.distinct import number_flags, read_distinct, text_column

_SCHEMA = {"value": pl.Date, "precision": pl.String, "problems": pl.UInt16, "mends": pl.UInt16}


def parse_date_column(
    values: pl.Series, *, date1904: bool = False, is_number: pl.Series | bool = False
) -> pl.DataFrame:
    """Columns `value` (date), `precision`, `problems` (mask of DateProblem), `mends` (mask of DateMend), as
    `parse_date`.

    A column that already holds dates is taken as it is, with precision day; its nulls are MISSING.
    """
    if values.dtype in (pl.Date, pl.Datetime):
        return _from_dates(values.cast(pl.Date).rename("value"))
    column = text_column(values)
    rows = pl.DataFrame([column, number_flags(is_number, len(column))]).with_row_index("row")
    rows = rows.with_columns(_iso().alias("iso"))
    zero = pl.lit(0, dtype=pl.UInt16)
    day = pl.lit(DatePrecision.DAY.value).alias("precision")
    easy = rows.filter(pl.col("iso").is_not_null()).select(
        "row", pl.col("iso").alias("value"), day, zero.alias("problems"), zero.alias("mends")
    )
    rest = rows.filter(pl.col("iso").is_null())

    def read(cell: dict[str, object]) -> tuple[object, ...]:
        text, numeric = cell["value"], bool(cell["is_number"])
        reading = parse_date(text if isinstance(text, str) else None, date1904=date1904, is_number=numeric)
        problems, mends = DateProblem.mask_of(reading.problems), DateMend.mask_of(reading.mends)
        return reading.value, reading.precision, problems, mends

    hard = read_distinct(rest.select(pl.struct("value", "is_number").alias("value"))["value"], read, _SCHEMA)
    joined = pl.concat([easy, hard.insert_column(0, rest["row"])], how="vertical_relaxed")
    return joined.sort("row").drop("row")


def _iso() -> pl.Expr:
    """The two forms that make up nearly all of a roster, read without Python; null for all others."""
    text = pl.col("value")
    shape = text.str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$|^[0-9]{8}$")
    day = pl.when(shape).then(text.str.replace_all("-", "", literal=True)).str.to_date("%Y%m%d", strict=False)
    return pl.when(day.dt.year().is_between(FIRST_YEAR, LAST_YEAR)).then(day)


def _from_dates(dates: pl.Series) -> pl.DataFrame:
    is_missing = pl.col("value").is_null()
    return dates.to_frame().select(
        "value",
        pl.when(is_missing.not_()).then(pl.lit(DatePrecision.DAY.value)).alias("precision"),
        pl.when(is_missing).then(DateProblem.MISSING.bit).otherwise(0).cast(pl.UInt16).alias("problems"),
        pl.lit(0, dtype=pl.UInt16).alias("mends"),
    )
