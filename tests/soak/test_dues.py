"""10,000 random walks through the money of a branch: the ledger is in balance to the fen after each."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from yinqiao.areas.dues.tests.branch import Branch
from yinqiao.areas.dues.tests.conftest import branch, keys, scene
from yinqiao.areas.dues.tests.walks import STEPS, walk

__all__ = ["branch", "keys", "scene"]
pytestmark = [pytest.mark.soak, pytest.mark.db, pytest.mark.django_db]


@settings(
    max_examples=10_000, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(steps=STEPS)
def test_the_ledger_is_in_balance_after_ten_thousand_walks(
    branch: Branch,
    steps: list[tuple[str, int, int]],
) -> None:
    walk(branch, steps)
