"""1,000,000 steps of the register's state machine, in several processes: register and model never tell different things.

`YINQIAO_SOAK_STEPS` makes fewer, `YINQIAO_SOAK_MINUTES` ends earlier; what was really made is told.
The machine is that of `tests/faults/test_register_story.py`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

from tests.soak.side_by_side import run_side_by_side, seeds, share

pytestmark = [pytest.mark.soak, pytest.mark.timeout(24 * 3600)]

SEED = int(os.environ.get("YINQIAO_SOAK_SEED", "20261128"))
STEPS = int(os.environ.get("YINQIAO_SOAK_STEPS", "1000000"))
SECONDS = 60 * float(os.environ.get("YINQIAO_SOAK_MINUTES", "1400"))


@pytest.mark.usefixtures("django_db_setup")
def test_register_and_model_tell_the_same_over_a_million_steps(
    record_property: Callable[[str, object], None],
) -> None:
    begun = time.perf_counter()
    lines = run_side_by_side("tests.soak.register_steps", share(STEPS), SECONDS, seed=SEED)
    seconds = time.perf_counter() - begun
    steps = sum(map(int, lines))
    record_property("seeds", seeds(SEED))
    record_property("steps", steps)
    record_property("seconds", round(seconds))
    record_property("a_second", round(steps / seconds, 1))
    assert steps >= STEPS or seconds >= SECONDS
