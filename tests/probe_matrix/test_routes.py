"""Every route × method × viewer × side answers what the reviewed table says, and a stranger's thing as nobody's."""

from __future__ import annotations

import pytest

from tests.architecture.test_addresses import OPEN, routes
from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.folk import ROLES, VIEWERS
from tests.probe_matrix.judging import judge
from tests.probe_matrix.table import TABLE, rows
from yinqiao.areas.accounts.types import Role

pytestmark = pytest.mark.db
ROWS = rows()


def test_the_table_has_a_row_for_each_route_and_for_no_other() -> None:
    known = {name for name, _, _ in routes()}
    assert known == set(ROWS)
    assert {name for name, row in ROWS.items() if row.roles == "open"} == set(OPEN)


def test_the_table_lets_in_whom_the_gates_let_in() -> None:
    wrong = {}
    for name, _, one in routes():
        gate = getattr(one.callback, "required_roles", None)
        written = TABLE["groups"].get(ROWS[name].roles)
        if gate and (written is None or set(written) != gate):
            wrong[name] = sorted(gate)
    assert wrong == {}


def test_every_role_asks() -> None:
    assert set(ROLES) == {role.value for role in Role}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_route_answers_each_role_as_the_table_says(matrix: Matrix, name: str) -> None:
    wrong = judge(matrix, ROWS[name], VIEWERS)
    assert not wrong, "\n".join(wrong)
