"""100,000 questions to the machine interface, good and hostile, with keys that open and keys that do not."""

from __future__ import annotations

import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count, product
from typing import Any

import pytest
from django.db import transaction
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.city import SIDES, STATES
from tests.probe_matrix.described import connection_kept, operations, statuses
from tests.probe_matrix.folk import KEYS
from tests.probe_matrix.inward import bind_source
from tests.probe_matrix.programmes import OPENING, SHUT, make_keys

pytestmark = [pytest.mark.soak, pytest.mark.timeout(4 * 3600)]
CASES = int(os.environ.get("YINQIAO_SOAK_CASES", "100000"))
SEED = 20_261_124
# Questions drawn from one seed; the next batch has another.
_BATCH = 100


@pytest.fixture
def tokens(matrix: Matrix) -> Iterator[dict[str, str]]:
    """Every key of the city by its name, those that do not open too."""
    with connection_kept(), transaction.atomic():
        # One of them tells, too: what it sends is judged event by event, the others' is refused as a whole.
        bind_source(matrix.city, KEYS["place.own"])
        yield make_keys(matrix)
        transaction.set_rollback(True)


def test_100000_questions_get_no_fault_of_ours_and_no_key_opens_what_is_not_its_own(
    matrix: Matrix,
    tokens: dict[str, str],
    record_property: Callable[[str, object], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    # A line for each of 100,000 refusals would only be in the way; a fault of ours is still told.
    caplog.set_level(logging.ERROR, "django.request")
    asked: dict[str, Counter[int]] = {kind: Counter() for kind in ("opening", "shut")}
    began = time.monotonic()
    for seed, name, operation, mode in _batches():
        kind = "opening" if name in OPENING else "shut"
        look = _only_own(matrix, name) if name in OPENING else _refused
        # What is wrong with one event of a good request stands in its receipt.
        held = [positive_data_acceptance] if operation.method == "post" else []
        asked[kind] += statuses(operation, mode, tokens[name], questions=_BATCH, seed=seed, look=look, held=held)
        if sum(one.total() for one in asked.values()) >= CASES:
            break
    cases = sum(one.total() for one in asked.values())
    record_property("seed", SEED)
    record_property("cases", cases)
    record_property("a_second", round(cases / (time.monotonic() - began), 1))
    record_property("statuses", {kind: dict(sorted(one.items())) for kind, one in asked.items()})
    assert [status for one in asked.values() for status in one if status >= 500] == []
    assert set(asked["shut"]) <= {401, 405}
    # It was no wall of refusals that let nothing through.
    assert asked["opening"][200] > cases / 20


def _batches() -> Iterator[tuple[int, str, Any, GenerationMode]]:
    """Without end: every key × operation × mode, each time from another seed."""
    known = operations()
    for seed in count(SEED):
        for key, name, mode in product((*OPENING, *SHUT), sorted(known), GenerationMode):
            yield seed, key, known[name], mode


def _refused(answer: Any) -> None:
    assert answer.status_code in (401, 405), "a key that does not open got through"


def _only_own(matrix: Matrix, key: str) -> Callable[[Any], None]:
    """Raises when an answer names a person whom this key may not know of, or holds what is planted on anybody."""
    own = key.partition(".")[2]
    foreign = [str(matrix.city.targets[f"{state}_person"][side]) for side in SIDES if side != own for state in STATES]
    planted = list(matrix.city.planted)

    def look(answer: Any) -> None:
        text = answer.text
        assert not any(one in text for one in foreign), f"{key}: a foreign person"
        assert not any(one in text for one in planted), f"{key}: a planted value"

    return look
