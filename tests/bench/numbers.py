"""The row of ID numbers: a million through the columnar check and through python-stdnum, with the same verdict."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

import polars as pl

from tests.bench.figures import Figure, times_faster
from tests.kernel.verdicts import TODAY, library_verdict, make_numbers, our_verdicts
from yinqiao.kernel.columns.id_number import parse_id_number_column

COUNT = 1_000_000


def id_numbers() -> Iterator[Figure]:
    """Ours three times around one run of the library; raises when one verdict of the million differs."""
    numbers = make_numbers(COUNT)
    column = pl.Series("id_no", numbers)
    seconds = [_ours(column)]
    start = time.perf_counter()
    theirs = [library_verdict(number) for number in numbers]
    library = time.perf_counter() - start
    seconds += [_ours(column), _ours(column)]
    differing = int((our_verdicts(column) != pl.Series(theirs).to_numpy()).sum())
    if differing:
        raise RuntimeError(f"{differing} verdicts differ")
    note = f"same verdict on {COUNT:,} numbers, {sum(theirs):,} of them valid"
    yield times_faster("id_number_columns", statistics.median(seconds), library, 20, note=note)


def _ours(column: pl.Series) -> float:
    start = time.perf_counter()
    parse_id_number_column(column, today=TODAY)
    return time.perf_counter() - start
