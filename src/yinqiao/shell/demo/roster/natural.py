"""What a checker may or must say about people who are in order: old numbers, missing phones, namesakes."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from yinqiao.shell.demo.roster.layouts import Layout
from yinqiao.shell.demo.roster.spoil import ANY_CODE

Answer = tuple[int, str, str, str, bool]


def natural_answers(people: pl.DataFrame, layout: Layout) -> Iterator[Answer]:
    """Answers for unspoiled rows: a 15-digit number must be seen; the rest may be remarked on."""
    rows = people.with_row_index("row")
    for row in rows.filter("has_15_digit_id")["row"]:
        yield row, "id_no", "roster.id_upgraded_15", "natural", True
    allowed = {
        "phone": pl.col("phone").is_null(),
        "community_name": pl.col("is_away"),
        "retired_on": pl.col("retirement_type") != "正常退休",
        "name": pl.struct("name", "born_on").is_duplicated(),
        "id_no": pl.struct("name", "born_on").is_duplicated(),
    }
    for field, condition in allowed.items():
        for row in rows.filter(condition)["row"]:
            yield row, field, ANY_CODE, "natural", False
