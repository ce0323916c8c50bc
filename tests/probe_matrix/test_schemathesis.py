"""The interface against its own description: what it promises is what it answers, to good and to hostile questions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from schemathesis import GenerationMode

from tests.architecture.test_addresses import BY_KEY, READ_BY_KEY
from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.described import connection_kept, operations, statuses
from tests.probe_matrix.folk import KEYS

pytestmark = pytest.mark.db
QUESTIONS = 40


@pytest.fixture(autouse=True)
def connection_stays() -> Iterator[None]:
    """Each of these asks through the server's own entrance."""
    with connection_kept():
        yield


@pytest.mark.parametrize("name", sorted(READ_BY_KEY))
@pytest.mark.parametrize("holder", ["place.own", "firm.own"])
def test_what_the_description_allows_is_answered_as_it_says(matrix: Matrix, name: str, holder: str) -> None:
    operation = operations()[name.removeprefix("api:")]
    counted = statuses(operation, GenerationMode.POSITIVE, KEYS[holder], questions=QUESTIONS)
    assert set(counted) <= {200, 403, 404, 409}
    assert counted[200] >= 3, counted


@pytest.mark.parametrize("name", sorted(READ_BY_KEY))
def test_what_the_description_does_not_allow_is_refused_as_it_says(matrix: Matrix, name: str) -> None:
    operation = operations()[name.removeprefix("api:")]
    counted = statuses(operation, GenerationMode.NEGATIVE, KEYS["place.own"], questions=QUESTIONS)
    assert counted[422] >= QUESTIONS // 3, counted


def test_the_description_served_names_the_endpoints_that_there_are(matrix: Matrix) -> None:
    assert {f"api:{name}" for name in operations()} == BY_KEY
