"""A form of a foreign page, sent by a browser that is signed in here, is refused: for want of the token, nothing else."""

from __future__ import annotations

import pytest

from tests.probe_matrix.asking import TOKEN, Matrix
from tests.probe_matrix.judging import fault, rightful, send, taken_without_token
from tests.probe_matrix.table import rows

pytestmark = pytest.mark.db
ROWS = rows()
FORMS = sorted(name for name, row in ROWS.items() if "POST" in row.serves)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_who_may_send_a_form_may_not_send_it_without_the_token(matrix: Matrix, name: str) -> None:
    assert rightful(ROWS[name])
    wrong = taken_without_token(matrix, ROWS[name])
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", FORMS)
def test_the_same_form_with_the_token_is_taken(matrix: Matrix, name: str) -> None:
    row = ROWS[name]
    viewer = rightful(row)[0]
    assert not fault(row, "POST", viewer, "own", matrix.short(send(matrix, row, "POST", viewer, token=TOKEN)))


def test_a_token_of_another_browser_is_none(matrix: Matrix) -> None:
    assert send(matrix, ROWS["retirees:note"], "POST", "community_officer", token=TOKEN[::-1]).kind == "no_token"
