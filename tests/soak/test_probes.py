"""1,000,000 questions of everybody about everybody, each drawn anew: nobody learns what is not for him.

`YINQIAO_SOAK_PROBES` asks fewer, `YINQIAO_SOAK_MINUTES` ends earlier; what was really asked is told.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from random import Random

import pytest

from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.looking import everything_seen
from tests.probe_matrix.seats import Seat, take_seats
from tests.probe_matrix.wandering import Wanderer

pytestmark = [pytest.mark.soak, pytest.mark.timeout(12 * 3600)]
PROBES = int(os.environ.get("YINQIAO_SOAK_PROBES", "1000000"))
SECONDS = 60 * float(os.environ.get("YINQIAO_SOAK_MINUTES", "700"))
SEED = int(os.environ.get("YINQIAO_SOAK_SEED", "20261124"))


@pytest.fixture(scope="module")
def seats(matrix: Matrix) -> tuple[Seat, ...]:
    """Everybody who asks."""
    return take_seats(matrix)


def test_each_seat_elsewhere_sees_its_own_people(matrix: Matrix, seats: tuple[Seat, ...]) -> None:
    for seat in seats:
        if seat.side != "own":
            seen = {(kind, whose) for kind, owners in everything_seen(matrix, seat.viewer).items() for whose in owners}
            assert seen <= seat.may_see()
            assert ("name", f"{seat.side}.waiting") in seen


def test_1000000_questions_bring_nothing_to_light(
    matrix: Matrix, seats: tuple[Seat, ...], record_property: Callable[[str, object], None],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level("ERROR", "django")
    wanderer = Wanderer(matrix, seats, Random(SEED))
    began = time.monotonic()
    while len(wanderer.asked) < PROBES and time.monotonic() - began < SECONDS:
        wanderer.wander()
    record_property("seed", SEED)
    record_property("probes", len(wanderer.asked))
    record_property("a_second", round(len(wanderer.asked) / (time.monotonic() - began), 1))
    record_property("statuses", dict(sorted(wanderer.statuses.items())))
    assert not wanderer.wrong, "\n".join(sorted(set(wanderer.wrong)))
    # Every kind of answer was met: it was no wall of refusals that let nothing through.
    assert {200, 302, 403, 404, 405, 422} <= set(wanderer.statuses)
