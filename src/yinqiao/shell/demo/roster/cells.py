"""Turns people into the cells of a roster form: words for codes, dates the way the form writes them."""

from __future__ import annotations

import polars as pl

from yinqiao.shell.demo.roster import words
from yinqiao.shell.demo.roster.layouts import DateForm, Layout

_FORMATS = {
    DateForm.ISO: ("%Y-%m-%d", "%Y-%m"),
    DateForm.DOTS: ("%Y.%m.%d", "%Y.%m"),
    DateForm.CHINESE: ("%Y年%-m月%-d日", "%Y年%-m月"),
    DateForm.DIGITS: ("%Y%m%d", "%Y%m"),
    DateForm.CELL: ("%Y-%m-%d", "%Y-%m-%d"),
}
# Fields that hold a day and fields that hold a month.
DAY_FIELDS = ("born_on", "work_start_on", "spouse_born_on", "certified_on")
MONTH_FIELDS = ("retired_on",)


def roster_cells(people: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """One String column per field of the form, one row per person; null is a blank cell."""
    made = _made_columns(people, layout)
    columns = [made.get(field, pl.col(field)).alias(field) for field in layout.fields]
    return people.select(pl.when(column.str.len_chars() > 0).then(column) for column in columns)


def _made_columns(people: pl.DataFrame, layout: Layout) -> dict[str, pl.Expr]:
    day, month = _FORMATS[layout.days][0], _FORMATS[layout.months][1]
    made = {
        "serial_no": pl.int_range(1, pl.len() + 1).cast(pl.String),
        "sex": _worded("sex", words.SEX, layout.wording),
        "ethnic_group": _worded("ethnic_group", words.ETHNIC, layout.wording),
        "political_status": _worded("political_status", words.POLITICAL, layout.wording),
        "education": _worded("education", words.EDUCATION, layout.wording),
        "id_no": pl.when("has_15_digit_id").then(_fifteen_digits()).otherwise("id_no"),
        "is_on_minimum_living_allowance": pl.when("on_minimum_allowance").then(pl.lit("是")).otherwise(pl.lit("否")),
        "residence_address": pl.col("address"),
        "community_name": pl.col("community"),
        "street_name": pl.col("street"),
        "district_name": pl.col("district"),
        "special_group": pl.col("special_groups"),
        "household_phone": pl.lit(None, dtype=pl.String),
        "residence_phone": pl.lit(None, dtype=pl.String),
    }
    made |= {field: pl.col(field).dt.strftime(day) for field in DAY_FIELDS if field in people.columns}
    made |= {field: pl.col(field).dt.strftime(month) for field in MONTH_FIELDS}
    return made


def _fifteen_digits() -> pl.Expr:
    """The number as it was given out before 1999: no century, no check digit."""
    return pl.concat_str(pl.col("id_no").str.slice(0, 6), pl.col("id_no").str.slice(8, 9))


def _worded(field: str, table: dict[int, tuple[str, str]] | dict[str, tuple[str, str]], wording: int) -> pl.Expr:
    mapping = {code: pair[wording] for code, pair in table.items()}
    return pl.col(field).replace_strict(mapping, default=None, return_dtype=pl.String)
