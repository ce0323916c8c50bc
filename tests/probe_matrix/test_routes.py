"""Every route × method × viewer × side answers what the reviewed table says, and a stranger's thing as nobody's."""

from __future__ import annotations

import pytest

from tests.architecture.test_addresses import OPEN, routes
from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.folk import ROLES, VIEWERS
from tests.probe_matrix.groups import HALVES, OF_SECOND, SECOND, group_of, half_of
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


def test_both_groups_ask_and_each_is_told_what_its_own_viewers_are() -> None:
    assert set(VIEWERS) > OF_SECOND > set()
    canary = "tests/probe_matrix/test_canaries.py::test_a_role_sees_exactly_what_its_row_allows"
    route = "tests/probe_matrix/test_routes.py::test_a_route_answers_each_role_as_the_table_says"
    for viewer in VIEWERS:
        half = half_of(viewer)
        assert group_of(f"{canary}[{viewer}]") == half == group_of(f"{route}[shell:person-{half}]")
    assert group_of("tests/probe_matrix/test_tokens.py::test_of_no_view") == SECOND
    assert group_of("tests/kernel/test_labels.py::test_of_no_matrix") == ""


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_route_answers_each_role_as_the_table_says(matrix: Matrix, name: str, half: str) -> None:
    wrong = judge(matrix, ROWS[name], [one for one in VIEWERS if half_of(one) == half])
    assert not wrong, "\n".join(wrong)
