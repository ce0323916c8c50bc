"""Columns of cells as joined text: each number is told once and stands wherever it stood."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.platform.sheets.celltext import LONG_NUMBER, Cell, cell_text, pack_column
from yinqiao.platform.sheets.wire import SEPARATOR

pytestmark = pytest.mark.fast
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters=SEPARATOR), max_size=4)
NUMBERS = st.one_of(st.integers(-(2**60), 2**60), st.floats(), st.sampled_from([0.0, -0.0, 1, 1.0, 2.5, 1e15, -1e15]))


@given(st.lists(st.one_of(TEXTS, NUMBERS, st.booleans(), st.none(), st.dates()), min_size=1, max_size=30))
def test_a_column_is_told_as_cell_by_cell(cells: list[Cell]) -> None:
    column, has_long = pack_column(cells)
    told = [cell_text(cell) for cell in cells]
    assert column.text.decode().split(SEPARATOR) == [text for text, _ in told]
    assert (column.kinds or bytes(len(cells))) == bytes([kind for _, kind in told])
    assert has_long == any(isinstance(cell, int | float) and abs(cell) >= LONG_NUMBER for cell in cells)


def test_a_moment_beside_numbers_makes_no_number_long() -> None:
    column, has_long = pack_column([dt.date(2026, 3, 2), 7, "七"])
    assert (column.text.decode().split(SEPARATOR), has_long) == (["2026-03-02", "7", "七"], False)
