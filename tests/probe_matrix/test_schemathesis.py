"""The interface against its own description: what it promises is what it answers, to good and to hostile questions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.architecture.test_addresses import BY_KEY, READ_BY_KEY, SENT_BY_KEY
from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.described import connection_kept, operations, statuses
from tests.probe_matrix.folk import KEYS
from tests.probe_matrix.inward import bind_source

pytestmark = pytest.mark.db
QUESTIONS = 40
# Without a parameter there is nothing to ask wrongly.
ASKS_NOTHING = {"api:list_receipt_keys"}


@pytest.fixture(autouse=True)
def connection_stays() -> Iterator[None]:
    """Each of these asks through the server's own entrance."""
    with connection_kept():
        yield


@pytest.mark.parametrize("name", sorted(READ_BY_KEY))
@pytest.mark.parametrize("holder", ["place.own", "firm.own", "sandbox.own"])
def test_what_the_description_allows_is_answered_as_it_says(matrix: Matrix, name: str, holder: str) -> None:
    operation = operations()[name.removeprefix("api:")]
    counted = statuses(operation, GenerationMode.POSITIVE, KEYS[holder], questions=QUESTIONS)
    assert set(counted) <= {200, 403, 404, 409}
    assert counted[200] >= 3, counted


@pytest.mark.parametrize("name", sorted(READ_BY_KEY - ASKS_NOTHING))
def test_what_the_description_does_not_allow_is_refused_as_it_says(matrix: Matrix, name: str) -> None:
    operation = operations()[name.removeprefix("api:")]
    counted = statuses(operation, GenerationMode.NEGATIVE, KEYS["place.own"], questions=QUESTIONS)
    # How much of it is wrong in the key alone, which is told before anything else, is the generator's chance.
    assert counted[422] >= QUESTIONS // 5, counted


@pytest.mark.parametrize("holder", ["place.own", "sandbox.own"])
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("name", sorted(SENT_BY_KEY))
def test_whatever_a_source_sends_is_answered_as_described_and_never_a_fault(
    matrix: Matrix, name: str, mode: GenerationMode, holder: str
) -> None:
    with transaction.atomic():
        if holder == "place.own":
            bind_source(matrix.city, KEYS[holder])
        operation = operations()[name.removeprefix("api:")]
        counted = statuses(operation, mode, KEYS[holder], questions=QUESTIONS, held=[positive_data_acceptance])
        transaction.set_rollback(True)
    # What is wrong with one event stands in its receipt; what is no request at all is refused as a whole.
    assert set(counted) <= {200, 401, 405, 413, 415, 422, 429}
    assert counted.total() - counted[401] >= QUESTIONS // 4, counted


def test_the_description_served_names_the_endpoints_that_there_are(matrix: Matrix) -> None:
    assert {f"api:{name}" for name in operations()} == BY_KEY
