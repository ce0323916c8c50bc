"""10,000 generated rosters, good and hostile, through the reader: none may crash, hang, or be judged wrongly."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import psutil
import pytest

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.sheets.reader import read_sheet
from yinqiao.platform.sheets.refusals import REFUSAL_TEXTS
from yinqiao.platform.sheets.tests.hostile import HostileFile, hostile_files

pytestmark = [pytest.mark.soak, pytest.mark.timeout(4 * 3600)]
_COUNT = 10_000
_SEED = 20_261_124
_AT_ONCE = 50
_LONGEST_SECONDS = 60.0


def test_10000_hostile_rosters_end_as_table_or_refusal_and_every_valid_one_is_read(
    record_property: Callable[[str, object], None],
) -> None:
    record_property("seed", _SEED)
    files = hostile_files(_SEED, _COUNT)
    outcomes: list[tuple[str, str, bool]] = []
    with ThreadPoolExecutor(2) as pool:
        while few := list(islice(files, _AT_ONCE)):
            outcomes += pool.map(_outcome, few)
    wrong = [wrong for wrong, _, _ in outcomes if wrong]
    record_property("outcomes", dict(Counter(code for _, code, _ in outcomes)))
    assert wrong == [], f"seed {_SEED}: {len(wrong)} of {_COUNT}"
    assert sum(is_valid for _, _, is_valid in outcomes) >= 0.3 * _COUNT
    assert psutil.Process().children() == []


def _outcome(file: HostileFile) -> tuple[str, str, bool]:
    """(what was wrong or "", how it ended, whether it was a valid file)."""
    began = time.monotonic()
    try:
        outcome = "read" if read_sheet(file.content).frame.height else "empty"
    except Invalid as refusal:
        outcome = refusal.code if refusal.code in REFUSAL_TEXTS else f"unknown code {refusal.code}"
    except Exception as error:
        outcome = f"escaped {type(error).__name__}"
    wrong = ""
    expected = "read" if file.is_valid else file.code
    if (expected and outcome != expected) or outcome.startswith(("unknown", "escaped", "empty")):
        wrong = f"{file.name} ({file.why}): {outcome}"
    if time.monotonic() - began > _LONGEST_SECONDS:
        wrong = f"{file.name} ({file.why}): too slow"
    return wrong, outcome, file.is_valid
