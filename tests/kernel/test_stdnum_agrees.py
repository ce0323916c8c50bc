"""Our readers against python-stdnum, where it has the same number.

Three differences are deliberate and taken out of the comparison of ID numbers: we flag birth dates in the future and
people over 130, and we believe a division that was in force when a number can have been issued (1984 or later), where
the library asks that it was in force in the year of birth. The last rule is applied on top of ours with `existed_in`.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from tests.kernel.hostile import KNOWN_DIVISIONS, STEADY, id_numbers
from yinqiao.kernel.columns.divisions import can_be_issued_array, existed_in_array
from yinqiao.kernel.columns.id_number import parse_id_number_column
from yinqiao.kernel.credit_code import ALPHABET, credit_code_check, parse_credit_code
from yinqiao.kernel.divisions import can_be_issued, existed_in
from yinqiao.kernel.id_number import IdProblem, parse_id_number

pytestmark = pytest.mark.fast
TODAY = date(2026, 11, 24)
_ELSEWHERE = {IdProblem.FUTURE, IdProblem.TOO_OLD, IdProblem.DIVISION}


def library_verdict(number: str) -> bool:
    """The library's verdict; it stumbles over a county that it does not know, which is a no."""
    try:
        return ric.is_valid(number)
    except KeyError:
        return False


def our_verdict(number: str) -> bool:
    reading = parse_id_number(number, today=TODAY)
    if set(reading.problems) - _ELSEWHERE or reading.value is None:
        return False
    return existed_in(reading.value[:6], int(reading.value[6:10]))


@STEADY
@given(id_numbers())
def test_id_numbers_get_the_librarys_verdict(number: str) -> None:
    assert our_verdict(number) == library_verdict(number)


def test_id_columns_get_the_librarys_verdict_on_20000_numbers() -> None:
    generator = np.random.default_rng(20261124)
    divisions = generator.choice(KNOWN_DIVISIONS, 20_000)
    years = generator.integers(1900, 2027, 20_000)
    month_days = generator.integers(1, 13, 20_000) * 100 + generator.integers(1, 32, 20_000)
    first17 = [
        f"{division}{year}{month_day:04d}{sequence:03d}"
        for division, year, month_day, sequence in zip(
            divisions, years, month_days, generator.integers(0, 1000, 20_000), strict=True
        )
    ]
    checks = generator.choice(list("0123456789X"), 20_000)
    numbers = [digits + (_right(digits) if place % 3 else checks[place]) for place, digits in enumerate(first17)]
    frame = parse_id_number_column(pl.Series(numbers), today=TODAY)
    others = np.uint16(~IdProblem.mask_of(_ELSEWHERE) & 0xFFFF)
    in_force = existed_in_array(divisions.astype(np.int32), years.astype(np.int32))
    ours = ((frame["problems"].to_numpy() & others) == 0) & in_force
    library = np.array([library_verdict(number) for number in numbers])
    assert library.any()
    assert not library.all()
    assert np.array_equal(ours, library)


def _right(first17: str) -> str:
    return ric.calc_check_digit(first17 + "0")


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
