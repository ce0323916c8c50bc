"""Our readers against python-stdnum, where it has the same number; `verdicts` says what is compared and how."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from tests.kernel.hostile import KNOWN_DIVISIONS, STEADY, id_numbers
from tests.kernel.verdicts import library_verdict, make_numbers, our_verdict, our_verdicts
from yinqiao.kernel.columns.divisions import can_be_issued_array, existed_in_array
from yinqiao.kernel.credit_code import ALPHABET, credit_code_check, parse_credit_code
from yinqiao.kernel.divisions import can_be_issued, existed_in

pytestmark = pytest.mark.fast


@STEADY
@given(id_numbers())
def test_id_numbers_get_the_librarys_verdict(number: str) -> None:
    assert our_verdict(number) == library_verdict(number)


def test_id_columns_get_the_librarys_verdict_on_20000_numbers() -> None:
    numbers = make_numbers(20_000)
    library = np.array([library_verdict(number) for number in numbers])
    assert 0.1 < library.mean() < 0.9
    assert np.array_equal(our_verdicts(pl.Series(numbers)), library)


@STEADY
@given(
    st.one_of(st.sampled_from(KNOWN_DIVISIONS), st.integers(0, 999_999).map(lambda code: f"{code:06d}")),
    st.integers(0, 9999),
)
def test_division_tables_agree_with_the_scalar_rules(division: str, year: int) -> None:
    codes, years = np.array([int(division)], dtype=np.int32), np.array([year], dtype=np.int32)
    assert bool(can_be_issued_array(codes, years)[0]) == can_be_issued(division, year)
    assert bool(existed_in_array(codes, years)[0]) == existed_in(division, year)


letters = st.text(alphabet=ALPHABET, min_size=9, max_size=9)


@STEADY
@given(st.from_regex(r"[0-9]{8}", fullmatch=True), letters, st.sampled_from([*ALPHABET, None]))
def test_credit_codes_get_the_librarys_verdict(head: str, body: str, check: str | None) -> None:
    code = head + body + (check or credit_code_check(head + body))
    assert parse_credit_code(code).is_valid == uscc.is_valid(code)
