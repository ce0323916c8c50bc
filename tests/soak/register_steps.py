"""So many steps of the register's state machine in a process of its own, on a database of its own.

`python -m tests.soak.register_steps STEPS SECONDS SEED`: ends when either is reached and prints how many steps were made.
A divergence ends it with the story that leads there and the seed that tells it again.
"""

from __future__ import annotations

import os
import secrets
import sys
import time

EACH, STORIES = 100, 20


def main(steps: int, seconds: float, first_seed: int) -> None:
    """Stories of up to a hundred steps, twenty under one seed, until there are enough or no time is left."""
    import django

    django.setup()
    from hypothesis import HealthCheck, seed, settings
    from hypothesis.stateful import invariant, run_state_machine_as_test

    from tests.bench.databases import pointed_at
    from tests.bench_database import clone, drop
    from tests.faults.test_register_story import Register
    from yinqiao.areas.retirees.tests.small_city import AT
    from yinqiao.platform.crypto.keys import new_keyring

    class Counted(Register):
        """The machine, counting."""

        ring = new_keyring(AT)
        made_steps = 0
        has_begun = False

        @invariant()
        def one_more(self) -> None:
            """Called after each step that both told the same of; the first one makes the empty city."""
            Counted.made_steps += self.has_begun
            self.has_begun = True

    as_asked = settings(
        max_examples=STORIES, stateful_step_count=EACH, deadline=None, database=None, print_blob=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    name = f"yq_steps_{secrets.token_hex(4)}"
    clone(name)
    try:
        with pointed_at(name):
            run, began = 0, time.monotonic()
            while Counted.made_steps < steps and time.monotonic() - began < seconds:
                sys.stderr.write(f"seed {first_seed + run}\n")
                run_state_machine_as_test(seed(first_seed + run)(Counted), settings=as_asked)
                run += 1
    finally:
        drop(name)
    sys.stdout.write(f"{Counted.made_steps}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinqiao.config.settings")
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
