"""So many questions of everybody about everybody, in a process of its own, on a database of its own.

`python -m tests.soak.probing PROBES SECONDS SEED`: ends when either is reached, and prints as JSON what was asked, which
answers came, and what was wrong, in codes alone.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import sys
import tempfile
import time
from pathlib import Path
from random import Random


def main(probes: int, seconds: float, seed: int) -> None:
    """Ask until there are enough questions or no time is left."""
    import django

    django.setup()
    from django.test import override_settings
    from django.test.utils import setup_test_environment

    from tests.bench.databases import pointed_at
    from tests.bench_database import clone, drop
    from tests.probe_matrix.seats import take_seats
    from tests.probe_matrix.standing import standing_matrix
    from tests.probe_matrix.wandering import Wanderer
    from tests.soak.conftest import CROWD

    setup_test_environment()
    # A line for each refusal would only be in the way; a fault of ours is still told.
    logging.getLogger("django").setLevel(logging.ERROR)
    name = f"yq_probes_{secrets.token_hex(4)}"
    clone(name)
    try:
        with (
            pointed_at(name), tempfile.TemporaryDirectory() as files, override_settings(REFUSAL_STEP_MS=0),
            standing_matrix(Path(files), CROWD) as matrix,
        ):  # fmt: skip
            wanderer = Wanderer(matrix, take_seats(matrix), Random(seed))
            began = time.monotonic()
            while len(wanderer.asked) < probes and time.monotonic() - began < seconds:
                wanderer.wander()
            told = {"probes": len(wanderer.asked), "statuses": wanderer.statuses, "wrong": sorted(set(wanderer.wrong))}
    finally:
        drop(name)
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinqiao.config.settings")
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
