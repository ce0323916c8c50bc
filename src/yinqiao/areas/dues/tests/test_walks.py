"""Random walks: whatever is paid, reversed, corrected and moved, the ledger is in balance to the fen and tells what happened."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from yinqiao.areas.dues.tests.branch import Branch
from yinqiao.areas.dues.tests.walks import STEPS, walk

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_ledger_is_in_balance_after_any_sequence(branch: Branch, steps: list[tuple[str, int, int]]) -> None:
    walk(branch, steps)
