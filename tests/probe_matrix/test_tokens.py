"""A form of a foreign page, sent by a browser that is signed in here, is refused: for want of the token, nothing else.

That the same form with the token is taken is what `test_routes` asks: each of its forms comes with the token, and it is
looked at there as here.
"""

from __future__ import annotations

import pytest

from tests.architecture.test_addresses import routes
from tests.probe_matrix.asking import TOKEN, Matrix
from tests.probe_matrix.judging import rightful, send, taken_without_token
from tests.probe_matrix.table import UNSAFE, rows

pytestmark = pytest.mark.db
ROWS = rows()
# Sent by no browser: the signature of the payment provider stands for the token.
SIGNED = {"dues:notice"}


def test_no_view_is_excused_from_the_token() -> None:
    assert [name for name, _, one in routes() if getattr(one.callback, "csrf_exempt", False)] == sorted(SIGNED)


@pytest.mark.parametrize("name", sorted(ROWS.keys() - SIGNED))
def test_who_may_send_a_form_may_not_send_it_without_the_token(matrix: Matrix, name: str) -> None:
    assert rightful(ROWS[name])
    wrong = taken_without_token(matrix, ROWS[name])
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("method", UNSAFE)
def test_the_token_is_asked_for_whatever_the_method(matrix: Matrix, method: str) -> None:
    for name in ("retirees:note", "shell:person", "account_login"):
        assert send(matrix, ROWS[name], method, "community_officer", token="").kind == "no_token"


def test_a_token_of_another_browser_is_none(matrix: Matrix) -> None:
    assert send(matrix, ROWS["retirees:note"], "POST", "community_officer", token=TOKEN[::-1]).kind == "no_token"
    assert send(matrix, ROWS["retirees:note"], "POST", "community_officer", token=TOKEN).kind == "served"
