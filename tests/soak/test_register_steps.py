"""1,000,000 steps of the register's state machine, in several processes: register and model never tell different things.

`YINQIAO_SOAK_STEPS` names another number for a trial. The machine is that of `tests/faults/test_register_story.py`.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from subprocess import PIPE, Popen

import pytest

pytestmark = [pytest.mark.soak, pytest.mark.timeout(24 * 3600)]

SEED = 20_261_128
STEPS = int(os.environ.get("YINQIAO_SOAK_STEPS", "1000000"))
PROCESSES = os.cpu_count() or 1
# Each process counts its seeds on from its own first one.
APART = 1_000_000


@pytest.mark.usefixtures("django_db_setup")
def test_register_and_model_tell_the_same_over_a_million_steps(
    record_property: Callable[[str, object], None],
) -> None:
    begun = time.perf_counter()
    each = -(-STEPS // PROCESSES)
    commands = [
        [sys.executable, "-m", "tests.soak.register_steps", str(each), str(SEED + number * APART)]
        for number in range(PROCESSES)
    ]
    running = [Popen(command, stdout=PIPE, stderr=PIPE, text=True) for command in commands]
    told = [process.communicate() for process in running]
    seconds = time.perf_counter() - begun
    diverged = [error[-8000:] for process, (_, error) in zip(running, told, strict=True) if process.returncode]
    steps = sum(int(out) for out, _ in told if out)
    record_property("seed", SEED)
    record_property("steps", steps)
    record_property("divergences", len(diverged))
    record_property("seconds", round(seconds))
    record_property("steps per second", round(steps / seconds, 1))
    assert diverged == []
    assert steps >= STEPS
