"""10,000 random walks through the money of a branch: the ledger is in balance to the fen after each.

In ten parts, each with a seed of its own, so that a stop loses one part (YINQIAO_SOAK_SEED, YINQIAO_SOAK_WALKS).
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from yinqiao.areas.dues.tests.branch import Branch
from yinqiao.areas.dues.tests.conftest import branch, keys, scene
from yinqiao.areas.dues.tests.walks import STEPS, walk

__all__ = ["branch", "keys", "scene"]
pytestmark = [pytest.mark.soak, pytest.mark.db, pytest.mark.django_db]
SEED = int(os.environ.get("YINQIAO_SOAK_SEED", "20261130"))
WALKS = int(os.environ.get("YINQIAO_SOAK_WALKS", "10000"))
PARTS = 10


@pytest.mark.parametrize("part", range(PARTS))
def test_the_ledger_is_in_balance_after_ten_thousand_walks(
    branch: Branch, part: int, record_property: Callable[[str, object], None]
) -> None:
    walked = 0

    @seed(SEED + part)
    @settings(
        max_examples=WALKS // PARTS, deadline=None, phases=[Phase.explicit, Phase.generate], database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )  # fmt: skip
    @given(steps=STEPS)
    def walk_on(steps: list[tuple[str, int, int]]) -> None:
        nonlocal walked
        walk(branch, steps)
        walked += 1

    walk_on()
    record_property("seed", SEED + part)
    record_property("walks", walked)
