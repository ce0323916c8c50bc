"""The city of the matrix, built once for all its modules in one transaction that is undone at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.probe_matrix.asking import Matrix


@pytest.fixture(scope="package")
def matrix(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    """`asking.Matrix` over a city of its own. Nothing is committed: each question is undone, and the city at the end."""
    from tests.probe_matrix.standing import standing_matrix

    with django_db_blocker.unblock(), standing_matrix(tmp_path_factory.mktemp("matrix-files")) as built:
        yield built
