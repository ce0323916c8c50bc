"""When a roster must stop until a person has looked at it."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.rosters.rules.rulebook import shipped_parameters
from yinqiao.areas.rosters.types.findings import FindingCode

# By ID number and therefore certain. A probable double is pointed out and never counts: its enterprise could do nothing
# about namesakes who are two people.
_DOUBLES = (FindingCode.DUPLICATE_IN_FILE, FindingCode.IN_OTHER_ROSTER, FindingCode.REGISTERED_ELSEWHERE)


def count_doubles(findings: pl.DataFrame) -> int:
    """Rows whose ID number stands in an earlier row, in another enterprise's roster or in its register."""
    return findings.filter(pl.col("code").is_in([code.value for code in _DOUBLES]))["row_no"].n_unique()


def is_stopped(rows: int, doubles: int) -> bool:
    """`must_stop_for_duplicates` by the rulebook's numbers: one answer for the page and for the act."""
    numbers = shipped_parameters()
    return must_stop_for_duplicates(rows, doubles, numbers.many_duplicates_percent, numbers.many_duplicates_floor)


def must_stop_for_duplicates(rows: int, doubles: int, percent: int, floor: int) -> bool:
    """Whether so many rows of a batch are doubles that no community should see any of it yet.

    At least `floor` rows and at least `percent` of all.
    """
    return doubles >= floor and doubles * 100 >= rows * percent
