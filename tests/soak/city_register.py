"""Builds the demo city of so many people in a process of its own, whose memory is then its own.

`python -m tests.soak.city_register PEOPLE`: prints the database's name; quick when it stands already.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from subprocess import PIPE, Popen


@dataclass(frozen=True, slots=True)
class Built:
    """A register's database, and the greatest memory of the process that built it, in bytes."""

    database: str
    peak: int


def build(people: int) -> Built:
    """The database with so many people; RuntimeError when the process fails."""
    command = [sys.executable, "-m", "tests.soak.city_register", str(people)]
    with Popen(command, stdout=PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.read()
        # Waited for here and not by Popen: only so is its own peak told.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the demo city of {people} people was not built: {process.returncode}")
    return Built(told.strip(), usage.ru_maxrss * 1024)


def main() -> None:
    """Build it as `make demo` would, and analyse it."""
    import django

    django.setup()
    from tests.bench.databases import prepare, register_of

    prepare()
    sys.stdout.write(register_of(int(sys.argv[1])) + "\n")


if __name__ == "__main__":
    main()
