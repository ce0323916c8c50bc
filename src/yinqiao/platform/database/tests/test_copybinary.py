"""What goes over in binary form arrives as it was."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import polars as pl
import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from yinqiao.platform.database.bulk import copy_frame

pytestmark = pytest.mark.django_db

_TYPES = {
    "small": "smallint",
    "number": "int",
    "large": "bigint",
    "day": "date",
    "flag": "boolean",
    "words": "text",
    "raw": "bytea",
    "id": "uuid",
}
_SCHEMA = {
    "small": pl.Int16, "number": pl.Int32, "large": pl.Int64, "day": pl.Date, "flag": pl.Boolean, "words": pl.String,
    "raw": pl.Binary, "id": pl.Binary,
}  # fmt: skip
_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
_ROW = st.tuples(
    st.integers(-(2**15), 2**15 - 1),
    st.integers(-(2**31), 2**31 - 1),
    st.integers(-(2**63), 2**63 - 1),
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.booleans(),
    _TEXT,
    st.binary(max_size=40),
    st.binary(min_size=16, max_size=16),
)


@st.composite
def _rows(draw: st.DrawFn) -> list[tuple[Any, ...]]:
    rows = draw(st.lists(_ROW, min_size=1, max_size=12))
    holes = draw(st.lists(st.tuples(*[st.booleans()] * 8), min_size=len(rows), max_size=len(rows)))
    return [
        tuple(None if hole else value for value, hole in zip(row, gaps, strict=True))
        for row, gaps in zip(rows, holes, strict=True)
    ]


@settings(max_examples=60, deadline=None)
@given(_rows())
def test_every_type_arrives_as_it_was_and_null_stays_null(rows: list[tuple[Any, ...]]) -> None:
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row")

    assert copy_frame("arrived", _TYPES, frame) == len(rows)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM pg_temp.arrived")
        found = [(*row[:6], None if row[6] is None else bytes(row[6]), row[7]) for row in cursor.fetchall()]
    assert found == [(*row[:7], None if row[7] is None else UUID(bytes=row[7])) for row in rows]


def test_a_frame_of_several_parts_arrives_whole_and_in_order() -> None:
    frame = pl.DataFrame({"number": pl.Series(range(20_001), dtype=pl.Int32), "words": ["长沙"] * 20_001})

    copy_frame("arrived", {"number": "int", "words": "text"}, frame)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), min(number), max(number), count(DISTINCT number) FROM pg_temp.arrived")
        assert cursor.fetchone() == (20_001, 0, 20_000, 20_001)


def test_an_empty_frame_makes_an_empty_table() -> None:
    assert copy_frame("arrived", {"words": "text"}, pl.DataFrame(schema={"words": pl.String})) == 0

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_temp.arrived")
        assert cursor.fetchone() == (0,)
