"""1,000,000 questions of everybody about everybody, each drawn anew, in several processes: nobody learns what is not for him.

`YINQIAO_SOAK_PROBES` asks fewer, `YINQIAO_SOAK_MINUTES` ends earlier; what was really asked is told.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable

import pytest

from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.looking import everything_seen
from tests.probe_matrix.seats import take_seats
from tests.soak.side_by_side import run_side_by_side, seeds, share

pytestmark = [pytest.mark.soak, pytest.mark.timeout(12 * 3600)]
PROBES = int(os.environ.get("YINQIAO_SOAK_PROBES", "1000000"))
SECONDS = 60 * float(os.environ.get("YINQIAO_SOAK_MINUTES", "700"))
SEED = int(os.environ.get("YINQIAO_SOAK_SEED", "20261124"))


def test_each_seat_elsewhere_sees_its_own_people(matrix: Matrix) -> None:
    for seat in take_seats(matrix):
        if seat.side != "own":
            seen = {(kind, whose) for kind, owners in everything_seen(matrix, seat.viewer).items() for whose in owners}
            assert seen <= seat.may_see()
            assert ("name", f"{seat.side}.waiting") in seen


@pytest.mark.usefixtures("django_db_setup")
def test_1000000_questions_bring_nothing_to_light(record_property: Callable[[str, object], None]) -> None:
    began = time.monotonic()
    lines = run_side_by_side("tests.soak.probing", share(PROBES), SECONDS, seed=SEED)
    told = [json.loads(line) for line in lines]
    statuses = sum((Counter(one["statuses"]) for one in told), Counter[str]())
    probes = sum(one["probes"] for one in told)
    record_property("seeds", seeds(SEED))
    record_property("probes", probes)
    record_property("a_second", round(probes / (time.monotonic() - began), 1))
    record_property("statuses", dict(sorted(statuses.items())))
    wrong = sorted({one for each in told for one in each["wrong"]})
    record_property("wrong", len(wrong))
    assert not wrong, "\n".join(wrong)
    # Every kind of answer was met: it was no wall of refusals that let nothing through.
    assert {"200", "302", "403", "404", "405", "422"} <= set(statuses)
