"""Every hostile roster ends as a table or as a refusal with a code; every valid one is read."""

from __future__ import annotations

import pytest

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.sheets.reader import read_sheet
from yinqiao.platform.sheets.refusals import NOTHING_STORED, REFUSAL_TEXTS
from yinqiao.platform.sheets.tests.hostile import hostile_files
from yinqiao.platform.sheets.tests.hostile_invalid import HOSTILE_CASES
from yinqiao.platform.sheets.tests.hostile_valid import VALID_CASES

pytestmark = pytest.mark.fast
_EVERY_CASE_ONCE = 2 * max(len(HOSTILE_CASES), len(VALID_CASES))


def test_150_generated_files_end_as_table_or_refusal_and_every_valid_one_is_read() -> None:
    wrong: list[str] = []
    valid = 0
    for file in hostile_files(seed=20261124, count=max(150, _EVERY_CASE_ONCE)):
        valid += file.is_valid
        try:
            read = read_sheet(file.content)
            outcome = "read" if read.frame.height else "empty"
        except Invalid as refusal:
            outcome = refusal.code
            assert outcome in REFUSAL_TEXTS
            assert NOTHING_STORED in refusal.message
            assert refusal.next_step
        expected = "read" if file.is_valid else file.code
        if expected is not None and outcome != expected:
            wrong.append(f"{file.why}: {outcome}, not {expected}")
    assert wrong == []
    assert valid >= 45


def test_the_same_seed_gives_the_same_files() -> None:
    once = [file.content for file in hostile_files(seed=7, count=40)]
    again = [file.content for file in hostile_files(seed=7, count=40)]
    assert [a == b for a, b in zip(once, again, strict=True)].count(False) <= 4  # writers that stamp the time


def test_three_in_ten_of_any_long_run_are_valid() -> None:
    files = list(hostile_files(seed=3, count=400))
    assert sum(file.is_valid for file in files) >= 120
