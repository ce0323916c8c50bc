"""Look-up tables over all six-digit division codes, for whole columns of codes and years (numpy arrays)."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yinqiao.kernel.divisions import (
    FIRST_ISSUE_YEAR,
    REGISTRAR_LAG_YEARS,
    RESIDENCE_PERMIT_DIVISIONS,
    all_historical_divisions,
)

_CODES = 1_000_000
_FOREVER = 9999
_YEARS = 10_000


def can_be_issued_array(codes: NDArray[np.int32], birth_years: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Twin of `can_be_issued`: codes 0 to 999999, years 0 to 9999."""
    year = np.maximum(FIRST_ISSUE_YEAR, birth_years) - REGISTRAR_LAG_YEARS
    fits: NDArray[np.bool_] = _last_years()[codes] >= year
    return fits


def existed_in_array(codes: NDArray[np.int32], years: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Twin of `existed_in`: codes 0 to 999999, years 0 to 9999."""
    places, in_force = _years_in_force()
    found: NDArray[np.bool_] = in_force[places[codes], years]
    return found


@cache
def _last_years() -> NDArray[np.int16]:
    """For each code the last year in which it was in force; -1 for a code that never was, 9999 for one that is."""
    last = np.full(_CODES, -1, dtype=np.int16)
    for entry in all_historical_divisions():
        year = _FOREVER if entry.to_year is None else entry.to_year
        last[int(entry.code)] = max(int(last[int(entry.code)]), year)
    for permit in RESIDENCE_PERMIT_DIVISIONS:
        last[int(permit)] = _FOREVER
    return last


@cache
def _years_in_force() -> tuple[NDArray[np.int16], NDArray[Any]]:
    """For each code its row in a table code x year; row 0 is for codes that never were."""
    entries = all_historical_divisions()
    known = sorted({entry.code for entry in entries})
    row_of = {code: row for row, code in enumerate(known, start=1)}
    places = np.zeros(_CODES, dtype=np.int16)
    in_force = np.zeros((len(known) + 1, _YEARS), dtype=np.bool_)
    for code, row in row_of.items():
        places[int(code)] = row
    for entry in entries:
        end = _YEARS if entry.to_year is None else entry.to_year + 1
        in_force[row_of[entry.code], entry.from_year or 0 : end] = True
    return places, in_force
