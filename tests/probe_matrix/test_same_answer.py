"""A refusal is held for a whole step, whatever it took to find; what is right and who is nobody are not held."""

from __future__ import annotations

import time

import pytest
from django.test import override_settings

from tests.probe_matrix.asking import ANONYMOUS, Matrix
from tests.probe_matrix.doors import ABSENT, DOORS, FOREIGN, OWN, STEP_MS, Door

pytestmark = pytest.mark.db


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each answer was held, in seconds; held it is all the same."""
    pauses: list[float] = []
    sleep = time.sleep
    monkeypatch.setattr(time, "sleep", lambda seconds: (pauses.append(seconds), sleep(seconds)))
    return pauses


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_foreign_thing_and_nothing_are_held_for_a_step_and_an_own_thing_is_not(
    matrix: Matrix, held: list[float], door: Door
) -> None:
    with override_settings(REFUSAL_STEP_MS=STEP_MS):
        own = door.ask(matrix, OWN)
        assert (own.kind, held) == ("served", [])
        foreign, nothing = door.ask(matrix, FOREIGN), door.ask(matrix, ABSENT)
    assert foreign.faceless() == nothing.faceless()
    assert foreign.status in (404, 409)
    assert len(held) == 2 and all(0 < one <= STEP_MS / 1000 for one in held)
    assert min(foreign.took, nothing.took) >= STEP_MS * 1_000_000


def test_who_is_not_signed_in_keeps_no_thread_busy(matrix: Matrix, held: list[float]) -> None:
    with override_settings(REFUSAL_STEP_MS=STEP_MS):
        assert matrix.ask(ANONYMOUS, "GET", "/nothing-here/").status == 404
        assert held == []
        assert matrix.ask("community_officer", "GET", "/nothing-here/").status == 404
        assert len(held) == 1
