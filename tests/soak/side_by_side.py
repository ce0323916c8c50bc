"""A long run in as many processes as there are cores, each with a seed of its own."""

from __future__ import annotations

import os
import sys
from subprocess import PIPE, Popen

PROCESSES = os.cpu_count() or 1
# Each process counts its seeds on from its own first one.
_APART = 1_000_000
_TOLD = 8_000


def seeds(first: int) -> list[int]:
    """The first seed of each process."""
    return [first + number * _APART for number in range(PROCESSES)]


def share(amount: int) -> int:
    """What each process does of so much."""
    return -(-amount // PROCESSES)


def run_side_by_side(module: str, *arguments: float, seed: int) -> list[str]:
    """The last line that each `python -m module ARGUMENTS SEED` printed; fails with what those that failed said."""
    running = [
        Popen([sys.executable, "-m", module, *map(str, arguments), str(one)], stdout=PIPE, stderr=PIPE, text=True)
        for one in seeds(seed)
    ]
    told = [process.communicate() for process in running]
    failed = [error[-_TOLD:] for process, (_, error) in zip(running, told, strict=True) if process.returncode]
    assert not failed, "\n".join(failed)
    return [out.splitlines()[-1] for out, _ in told]
