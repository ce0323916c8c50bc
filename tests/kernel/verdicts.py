"""ID numbers in bulk with the library's verdict and ours, made comparable: for the tests here and for the bench.

Three differences are deliberate and taken out of the comparison: we flag birth dates in the future and people over
130, and we believe a division that was in force when a number can have been issued (1984 or later), where the library
asks that it was in force in the year of birth. The library's own rule is put in the place of ours.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray
from stdnum.cn import ric

from tests.kernel.hostile import KNOWN_DIVISIONS
from yinqiao.kernel.columns.divisions import existed_in_array
from yinqiao.kernel.columns.id_number import parse_id_number_column
from yinqiao.kernel.divisions import existed_in
from yinqiao.kernel.id_number import IdProblem, check_digit, parse_id_number

TODAY = date(2026, 11, 24)
_ELSEWHERE = (IdProblem.FUTURE, IdProblem.TOO_OLD, IdProblem.DIVISION)


def make_numbers(count: int, seed: int = 20261124) -> list[str]:
    """Numbers of 18 characters: about a third with a random check digit, some impossible dates, some unknown codes."""
    generator = np.random.default_rng(seed)
    known = generator.choice(np.array(KNOWN_DIVISIONS, dtype=np.int64), count)
    divisions = np.where(generator.random(count) < 0.95, known, generator.integers(100_000, 1_000_000, count))
    years = generator.integers(1900, 2027, count)
    month_days = generator.integers(1, 13, count) * 100 + generator.integers(1, 32, count)
    sequences = generator.integers(0, 1000, count)
    checks = generator.choice(list("0123456789Xx"), count)
    is_random = generator.random(count) < 0.3
    numbers = []
    for place in range(count):
        first17 = f"{divisions[place]}{years[place]}{month_days[place]:04d}{sequences[place]:03d}"
        numbers.append(first17 + (str(checks[place]) if is_random[place] else check_digit(first17)))
    return numbers


def library_verdict(number: str) -> bool:
    """The library's verdict; it stumbles over a county that it does not know, which is a no."""
    try:
        return ric.is_valid(number)
    except KeyError:
        return False


def our_verdict(number: str) -> bool:
    """Our scalar verdict under the library's division rule."""
    reading = parse_id_number(number, today=TODAY)
    if set(reading.problems) - set(_ELSEWHERE) or reading.value is None:
        return False
    return existed_in(reading.value[:6], int(reading.value[6:10]))


def our_verdicts(numbers: pl.Series) -> NDArray[np.bool_]:
    """Our columnar verdicts, likewise, for numbers of 18 characters."""
    frame = parse_id_number_column(numbers, today=TODAY)
    others = np.uint16(~IdProblem.mask_of(_ELSEWHERE) & 0xFFFF)
    divisions = frame["division"].cast(pl.Int32).to_numpy()
    years = frame["value"].str.slice(6, 4).cast(pl.Int32).to_numpy()
    verdicts: NDArray[np.bool_] = ((frame["problems"].to_numpy() & others) == 0) & existed_in_array(divisions, years)
    return verdicts
