"""Administrative division codes: levels, parents, and which code existed when (GB/T 2260 and its history).

The history comes with python-stdnum; codes below the county are statistical codes of 9 (street) or 12 digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from stdnum import numdb

FIRST_ISSUE_YEAR = 1984
"""Resident identity cards were first issued in 1984 (trial regulations of 6 April 1984)."""

REGISTRAR_LAG_YEARS = 2
"""A police station may go on using an abolished code for a while; within these years it is believed."""

RESIDENCE_PERMIT_DIVISIONS = frozenset({"810000", "820000", "830000"})
"""Prefixes of residence permits for Hong Kong, Macao and Taiwan residents (国办发〔2018〕81号)."""


class DivisionLevel(IntEnum):
    """The level of a division; the value is the length of its unpadded code."""

    PROVINCE = 2
    CITY = 4
    DISTRICT = 6
    STREET = 9
    COMMUNITY = 12


@dataclass(frozen=True, slots=True)
class HistoricalDivision:
    """One name that a six-digit code has borne; years are inclusive, None means open."""

    code: str
    name: str
    from_year: int | None
    to_year: int | None


def trim_division(code: str) -> str:
    """The unpadded code: 430000 → 43, 430104000000 → 430104.

    Raises ValueError when the code is not 2, 4, 6, 9 or 12 digits.
    """
    if not (code.isascii() and code.isdigit() and len(code) in set(DivisionLevel)):
        raise ValueError("a division code has 2, 4, 6, 9 or 12 digits")
    if len(code) == 12 and code.endswith("000"):
        code = code[:9]
    if len(code) == 9 and code.endswith("000"):
        code = code[:6]
    if len(code) == 6 and code.endswith("00"):
        code = code[:4]
    if len(code) == 4 and code.endswith("00"):
        code = code[:2]
    return code


def division_level(code: str) -> DivisionLevel:
    """The level of a code, padded or not."""
    return DivisionLevel(len(trim_division(code)))


def division_parents(code: str) -> tuple[str, ...]:
    """The unpadded codes above this one, nearest first: 430104001 → (430104, 4301, 43)."""
    trimmed = trim_division(code)
    return tuple(trimmed[:length] for length in (9, 6, 4, 2) if length < len(trimmed))


def division_parent(code: str) -> str | None:
    """The unpadded code one level up; None above a province."""
    parents = division_parents(code)
    return parents[0] if parents else None


def is_within(code: str, ancestor: str) -> bool:
    """Whether the division lies in the ancestor or is the ancestor itself."""
    return trim_division(code).startswith(trim_division(ancestor))


def historical_divisions(code: str) -> tuple[HistoricalDivision, ...]:
    """Every name the six-digit code has borne, oldest first; empty when the code never existed."""
    return _history().get(code, ())


def is_known_division(code: str) -> bool:
    """Whether the six-digit code has ever existed."""
    return code in _history()


def can_be_issued(division: str, birth_year: int) -> bool:
    """Whether an ID number of someone born in that year can begin with this division.

    A number takes the code in force when it is issued, at the earliest in 1984, not when its holder was born. So a
    code fits when it was still in force (plus the registrars' lag) in the later of 1984 and the year of birth.
    """
    if division in RESIDENCE_PERMIT_DIVISIONS:
        return True
    year = max(FIRST_ISSUE_YEAR, birth_year) - REGISTRAR_LAG_YEARS
    return any(entry.to_year is None or entry.to_year >= year for entry in historical_divisions(division))


def existed_in(division: str, year: int) -> bool:
    """Whether the six-digit code was in force in that year (both years of change count)."""
    return any(
        (entry.from_year is None or entry.from_year <= year) and (entry.to_year is None or year <= entry.to_year)
        for entry in historical_divisions(division)
    )


_NAME = re.compile(r"(?:\[(\d*)-(\d*)\])?([^,\[\]]+)")


@cache
def _history() -> dict[str, tuple[HistoricalDivision, ...]]:
    history: dict[str, tuple[HistoricalDivision, ...]] = {}
    for _, province, _, _, counties in numdb.get("cn/loc").prefixes:
        for _, county, _, properties, _ in counties:
            code = province + county
            entries = [
                HistoricalDivision(code, name, int(begin) if begin else None, int(end) if end else None)
                for begin, end, name in _NAME.findall(properties["county"])
            ]
            history[code] = (*history.get(code, ()), *entries)
    return history


def all_historical_divisions() -> tuple[HistoricalDivision, ...]:
    """Every name of every code, for tables that columns look codes up in."""
    return tuple(entry for entries in _history().values() for entry in entries)
