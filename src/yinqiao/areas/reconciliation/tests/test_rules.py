"""Matching and explaining, pure: whatever lines and entries there are, the parts add up to the fen and nothing is taken twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from yinqiao.areas.reconciliation.rules import explain, match_bank, match_wechat
from yinqiao.areas.reconciliation.types import AGREED, Found

DAY = date(2026, 3, 2)


def _lines(*rows: tuple[int, int, str, str]) -> pl.DataFrame:
    """Days from the second of March, fen, number, words."""
    return pl.DataFrame(
        [(n, DAY + timedelta(days=days), fen, number, words) for n, (days, fen, number, words) in enumerate(rows)],
        schema={"n": pl.UInt32, "on_day": pl.Date, "fen": pl.Int64, "number": pl.String, "words": pl.String}, orient="row",
    )  # fmt: skip


def _ours(*rows: tuple[int, int, str], booked: bool = True) -> pl.DataFrame:
    return pl.DataFrame(
        [(number, str(UUID(int=n + 1)), DAY + timedelta(days=days), fen, booked) for n, (days, fen, number) in enumerate(rows)],
        schema={"number": pl.String, "ref_id": pl.String, "on_day": pl.Date, "fen": pl.Int64, "is_booked": pl.Boolean},
        orient="row",
    )  # fmt: skip


def _words(found: pl.DataFrame) -> list[str]:
    return found.sort("n")["found"].to_list()


def test_an_order_is_found_by_its_number_and_told_as_it_stands() -> None:
    lines = _lines(
        (0, 2500, "DF1", ""), (0, 2400, "DF2", ""), (0, 1, "DF3", ""), (0, -700, "TK1", ""), (0, -1, "TK9", "")
    )
    ours = _ours((0, 2500, "DF1"), (0, 2500, "DF2"), (0, -700, "TK1"))
    assert _words(match_wechat(lines, ours)) == ["matched", "differs", "unknown", "refund", "unknown"]
    assert _words(match_wechat(lines[:1], _ours((0, 2500, "DF1"), booked=False))) == ["unbooked"]


def test_a_bank_line_is_found_by_voucher_by_words_and_by_the_only_sum_that_is_near() -> None:
    ours = _ours((0, 1000, "C-0001"), (0, -500, "S-0002"), (9, 3000, "C-0003"), (0, 77, "C-0004"), (0, 88, "C-0005"),
                 (1, 88, "C-0006"))  # fmt: skip
    lines = _lines(
        (5, 1000, "C-0001", ""), (9, -500, "", "上缴 S-0002 党费"), (8, 3000, "", "存入"), (4, 77, "", ""), (0, 88, "", ""),
        (0, 990, "C-0001", ""),
    )  # fmt: skip
    assert _words(match_bank(lines, ours, 3)) == [
        "matched", "matched", "matched", "unknown_bank", "several", "unknown_bank",
    ]  # fmt: skip
    assert _words(match_bank(_lines((0, 990, "C-0001", "")), ours, 3)) == ["differs"]
    assert _words(match_bank(_lines((0, -1000, "C-0001", "")), ours, 3)) == ["unknown_bank"]
    assert _words(match_bank(_lines((0, 5, "", "")), ours[:0], 3)) == ["unknown_bank"]


_ROW = st.tuples(st.integers(0, 5), st.integers(1, 4) | st.integers(-4, -1), st.sampled_from(("", "N-001", "N-002")))


@settings(deadline=None, max_examples=200)
@given(st.lists(_ROW, max_size=8), st.lists(_ROW, max_size=8))
def test_no_entry_is_taken_for_two_lines_and_what_agrees_has_one_sum(lines: list[Any], ours: list[Any]) -> None:
    found = match_bank(_lines(*((*one, "") for one in lines)), _ours(*ours), 2)
    assert found["n"].to_list() == list(range(len(lines)))
    taken = found["ref_id"].drop_nulls()
    assert taken.n_unique() == taken.len()
    agreed = found.filter(pl.col("found").is_in([one.value for one in AGREED]))
    assert all(lines[n][1] == fen for n, fen in agreed.select("n", "our_fen").iter_rows())


_FOUND = st.tuples(
    st.sampled_from([one for one in Found if one is not Found.MISSING]), st.integers(-900, 900),
    st.none() | st.integers(1, 6).map(lambda n: UUID(int=n)),
)  # fmt: skip


@given(
    st.integers(-999, 999), st.integers(-999, 999), st.integers(-999, 999),
    st.dictionaries(st.integers(1, 6).map(lambda n: UUID(int=n)), st.integers(-900, 900)),
    st.lists(_FOUND, max_size=8, unique_by=lambda one: one[2] or object()),
)  # fmt: skip
def test_the_parts_explain_the_difference_to_the_fen(
    moved: int, opening: int, before: int, ours: dict[UUID, int], lines: list[Any]
) -> None:
    told = explain(moved=moved, opening=opening, ledger_before=before, ours=ours, lines=lines)
    assert told.rest == 0
    assert (told.statement_fen, told.ledger_fen) == (opening + moved, before + sum(ours.values()))
