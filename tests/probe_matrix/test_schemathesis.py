"""The interface against its own description: what it promises is what it answers, to good and to hostile questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from tests.architecture.test_addresses import BY_KEY
from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.folk import KEYS
from yinqiao.platform.events.sequencer import sequence_all

pytestmark = [pytest.mark.db, pytest.mark.xdist_group("matrix")]
QUESTIONS = 40


@pytest.fixture(autouse=True)
def connection_stays() -> Iterator[None]:
    """A server lets go of the connection after a request; here it holds the city, as Django's own test client knows."""
    signals = (request_started, request_finished)
    for one in signals:
        one.disconnect(close_old_connections)
    yield
    for one in signals:
        one.connect(close_old_connections)


def _operations() -> dict[str, Any]:
    """Every operation of the description as it is served, by its id."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    found = [one.ok() for one in schema.get_all_operations()]
    return {str(one.definition.raw["operationId"]): one for one in found}


def _statuses(operation: Any, mode: GenerationMode, key: str) -> Counter[int]:
    """Ask what the description allows (or what it does not) and hold each answer against it; status → how often."""
    counted: Counter[int] = Counter()
    headers = {"Authorization": f"Bearer {key}"} if key else {}

    @settings(
        max_examples=QUESTIONS, deadline=None, database=None, derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        cache.clear()
        answer = case.call(headers=headers)
        counted[answer.status_code] += 1
        case.validate_response(answer, headers=headers)

    with transaction.atomic():
        sequence_all()
        ask()
        transaction.set_rollback(True)
    return counted


@pytest.mark.parametrize("name", sorted(BY_KEY))
@pytest.mark.parametrize("holder", ["place.own", "firm.own"])
def test_what_the_description_allows_is_answered_as_it_says(matrix: Matrix, name: str, holder: str) -> None:
    counted = _statuses(_operations()[name.removeprefix("api:")], GenerationMode.POSITIVE, KEYS[holder])
    assert set(counted) <= {200, 403, 404, 409}
    assert counted[200] >= 3, counted


@pytest.mark.parametrize("name", sorted(BY_KEY))
def test_what_the_description_does_not_allow_is_refused_as_it_says(matrix: Matrix, name: str) -> None:
    counted = _statuses(_operations()[name.removeprefix("api:")], GenerationMode.NEGATIVE, KEYS["place.own"])
    assert counted[422] >= QUESTIONS // 3, counted


def test_the_description_served_names_the_endpoints_that_there_are(matrix: Matrix) -> None:
    assert {f"api:{name}" for name in _operations()} == BY_KEY
