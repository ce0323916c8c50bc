"""The city of the matrix, built once for all its modules; what is asked of it is undone at the end.

A process that runs alone builds it in the transaction that is undone; those of a parallel run copy it from one another.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.test import override_settings

if TYPE_CHECKING:
    from tests.probe_matrix.asking import Matrix


@pytest.fixture(scope="package")
def matrix(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    """`asking.Matrix` over a city of its own. Its thousands of refusals are not held: `test_same_answer` has them held."""
    from tests.probe_matrix.standing import copied_matrix, standing_matrix

    files = tmp_path_factory.mktemp("matrix-files")
    standing = copied_matrix if "PYTEST_XDIST_TESTRUNUID" in os.environ else standing_matrix
    with django_db_blocker.unblock(), override_settings(REFUSAL_STEP_MS=0), standing(files) as built:
        yield built
