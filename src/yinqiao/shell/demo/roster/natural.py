"""What a checker may or must say about people who are in order: old numbers, missing phones, namesakes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from yinqiao.shell.demo.roster.layouts import Layout
from yinqiao.shell.demo.roster.spoil import ANY_CODE

Answer = tuple[int, str, str, str, bool]


@dataclass(frozen=True, slots=True)
class KnownNumbers:
    """ID numbers that the register or other rosters hold: what a checker with a database must find besides."""

    recorded_dead: frozenset[str] = frozenset()
    registered_elsewhere: frozenset[str] = frozenset()
    in_other_roster: frozenset[str] = frozenset()


def natural_answers(people: pl.DataFrame, layout: Layout, known: KnownNumbers) -> Iterator[Answer]:
    """Answers for people in order: a 15-digit or known number must be seen; the rest may be remarked on."""
    rows = people.with_row_index("row")
    required = {
        "roster.mended_id_upgraded": pl.col("has_15_digit_id"),
        "roster.recorded_dead": pl.col("id_no").is_in(list(known.recorded_dead)),
        "roster.registered_elsewhere": pl.col("id_no").is_in(list(known.registered_elsewhere)),
        "roster.in_other_roster": pl.col("id_no").is_in(list(known.in_other_roster)),
    }
    for code, condition in required.items():
        for row in rows.filter(condition)["row"]:
            yield row, "id_no", code, "natural", True
    namesake = pl.struct("name", "born_on").is_duplicated()
    allowed = {
        "phone": pl.col("phone").is_null(),
        "community_name": pl.col("is_away") | pl.col("community_is_ambiguous").fill_null(False),
        "retired_on": pl.lit("retirement_type" not in layout.fields) & (pl.col("retirement_type") != "正常退休"),
        "name": namesake,
        "id_no": namesake,
    }
    for field, condition in allowed.items():
        for row in rows.filter(condition)["row"]:
            yield row, field, ANY_CODE, "natural", False
