"""What the matrix does not ask route by route is asked elsewhere: every gate hears every role, every route somebody."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from tests.probe_matrix.folk import ANONYMOUS, NO_ROLE, NO_SECOND, ROLES, UNREADY, VIEWERS
from tests.probe_matrix.fronts import Front, front, front_of, is_gated_as_written, is_limited_as_written
from tests.probe_matrix.judging import cells
from tests.probe_matrix.table import METHODS, REACHES, TABLE, UNSAFE, rows
from yinqiao.platform.ui.gates import requires

pytestmark = pytest.mark.fast
ROWS = rows()
GATED = [row for row in ROWS.values() if is_gated_as_written(row)]


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_gate_and_limit_are_read_from_a_view() -> None:
    assert front_of(require_POST(requires("auditor")(_page))) == Front(frozenset({"auditor"}), frozenset({"POST"}))
    assert front_of(requires()(require_GET(_page))) == Front(frozenset(), frozenset({"GET"}))
    assert front_of(_page) == Front()


def test_what_stands_before_a_gate_hides_it() -> None:
    assert front_of(csrf_exempt(require_GET(requires("auditor")(_page)))) == Front()
    assert front_of(require_GET(csrf_exempt(requires("auditor")(_page)))) == Front(None, frozenset({"GET"}))


def test_every_view_that_is_not_open_has_its_gate_in_front() -> None:
    assert [row.name for row in ROWS.values() if row.roles != "open" and not is_gated_as_written(row)] == []


def test_a_limit_takes_what_the_table_says() -> None:
    limited = {name for name, row in ROWS.items() if front(row).methods is not None}
    assert {name for name in limited if not is_limited_as_written(ROWS[name])} == set()
    assert len(limited) > 0.9 * len(ROWS)


@pytest.mark.parametrize("group", sorted(TABLE["groups"]))
def test_a_gate_hears_every_role_that_it_turns_away(group: str) -> None:
    behind = [row for row in GATED if row.roles == group]
    away = {one for one in (*ROLES, NO_ROLE) if one not in TABLE["groups"][group]}
    asked = {one for row in behind for one in away if list(cells(row, one))}
    assert asked == (away if behind else set())


def test_every_route_hears_who_is_not_signed_in_who_has_a_duty_and_a_role_that_it_turns_away() -> None:
    for row in GATED:
        for viewer in (ANONYMOUS, UNREADY, NO_SECOND):
            assert [one for one in cells(row, viewer) if one[0] in row.serves], (row.name, viewer)
        away = [one for one in (*ROLES, NO_ROLE) if row.gate(one)]
        asked = {one for viewer in away for one in cells(row, viewer)}
        sides = {REACHES[0], REACHES[-1]} if row.target else {REACHES[0]}
        assert not away or asked == {(method, side) for method in row.serves for side in sides}, row.name


def test_who_comes_through_is_asked_about_every_method_and_side() -> None:
    for row in ROWS.values():
        for viewer in VIEWERS:
            asked = [one for one in cells(row, viewer) if one[0] in row.serves]
            sides = REACHES if row.target else REACHES[:1]
            assert row.gate(viewer) or sorted(asked) == sorted((one, side) for one in row.serves for side in sides)


def test_every_method_that_nobody_serves_is_asked_for_on_many_routes() -> None:
    asked = [method for row in ROWS.values() for viewer in VIEWERS for method, _ in cells(row, viewer)
             if method not in row.serves]  # fmt: skip
    assert all(asked.count(method) > 30 for method in METHODS if method not in ("GET", "POST"))
    assert {"GET", *UNSAFE} <= set(asked)
