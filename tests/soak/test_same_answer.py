"""Nobody learns from the answer, nor from how long it takes, whether an id that is not theirs exists."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import pytest

from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.doors import ABSENT, DOORS, FOREIGN, STEP_MS
from tests.probe_matrix.standing import standing_matrix

PAIRS = 10_000
SEED = 20261128


@pytest.fixture(scope="module")
def matrix(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    """The city of the matrix, with refusals held as the product holds them."""
    with django_db_blocker.unblock(), standing_matrix(tmp_path_factory.mktemp("files")) as built:
        yield built


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_in_10000_pairs_a_foreign_thing_is_the_slower_answer_in_50_percent_give_or_take_2(
    matrix: Matrix, record_property: Callable[[str, object], None]
) -> None:
    draw, slower, asked = random.Random(SEED), Counter[str](), Counter[str]()
    differences, at_first = [], 0
    for number in range(PAIRS):
        door = DOORS[number % len(DOORS)]
        first = draw.choice((FOREIGN, ABSENT))
        answers = {side: door.ask(matrix, side) for side in (first, ABSENT if first == FOREIGN else FOREIGN)}
        foreign, nothing = answers[FOREIGN], answers[ABSENT]
        assert foreign.faceless() == nothing.faceless(), door
        asked[str(door)] += 1
        slower[str(door)] += foreign.took > nothing.took
        differences.append(foreign.took - nothing.took)
        at_first += sum(one.took < 2 * STEP_MS * 1_000_000 for one in answers.values())
    shares = {door: round(100 * slower[door] / asked[door], 1) for door in asked}
    whole = 100 * slower.total() / PAIRS
    record_property("seed", SEED)
    record_property("percent_slower", whole)
    record_property("percent_slower_by_door", shares)
    record_property("median_difference_ns", median(differences))
    record_property("percent_at_the_first_stroke", round(50 * at_first / PAIRS, 1))
    assert 48 <= whole <= 52
    # Fewer pairs each: four standard errors of a fair coin.
    wide = {door: share for door, share in shares.items() if abs(share - 50) > 4 * 50 / asked[door] ** 0.5}
    assert wide == {}
