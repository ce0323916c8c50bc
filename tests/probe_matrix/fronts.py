"""What stands before a view, read from the view itself: the methods that it takes and the roles that its gate lets in.

A view of the house is `@require_http_methods(…)` around `@requires(…)` around a function. Both are one piece of code for
all routes, they look at the method and at the actor's role alone, and what they turn away never comes to the function.
So what they answer on one route they answer on every route that they stand before, and the matrix need not hear it three
hundred times from each role. Anything else around a view, or a gate that differs from the table, and the row is asked
about in full.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver
from django.views.decorators.http import require_GET

from tests.architecture.test_addresses import routes
from tests.probe_matrix.folk import NO_ROLE, PROXY, ROLES
from tests.probe_matrix.table import METHODS, TABLE, Row, rows
from yinqiao.platform.ui.gates import requires, requires_portal, requires_retiree


def _page(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError


_GATE: Any = requires()(_page)
_LIMIT: Any = require_GET(_page)
_PORTAL: Any = requires_retiree(_page)
# The two gates of the portal differ in whether they let in the person alone.
_OF_PORTAL = {True: _PORTAL.required_roles, False: requires_portal(_page).required_roles}  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Front:
    """`roles` is None without a gate before the view (no role named lets in all), `methods` without a limit."""

    roles: frozenset[str] | None = None
    methods: frozenset[str] | None = None


def front_of(view: Callable[..., Any] | Any) -> Front:
    """Gate and limit as far as nothing else stands before them."""
    roles = methods = None
    while (code := getattr(view, "__code__", None)) in (_GATE.__code__, _LIMIT.__code__, _PORTAL.__code__):
        held = dict(zip(code.co_freevars, (cell.cell_contents for cell in view.__closure__), strict=True))
        if code is _GATE.__code__:
            roles, view = held["allowed"] if roles is None else roles, held["view"]
        elif code is _PORTAL.__code__:
            roles, view = _OF_PORTAL[held["alone"]] if roles is None else roles, held["view"]
        else:
            methods, view = methods or frozenset(held["request_method_list"]), held["func"]
    return Front(roles, methods)


@cache
def _fronts(root: str) -> dict[str, Front]:
    """Route name → what stands before it; `root` because a test plants addresses of its own."""
    return {name: front_of(one.callback) for name, _, one in routes()}


def front(row: Row) -> Front:
    """What stands before the route of a row."""
    return _fronts(settings.ROOT_URLCONF)[row.name]


def is_gated_as_written(row: Row) -> bool:
    """Whether the gate before the view lets in exactly whom the table lets in."""
    return row.roles != "open" and front(row).roles == frozenset(TABLE["groups"].get(row.roles, ()))


def is_limited_as_written(row: Row) -> bool:
    """Whether the limit before the view takes exactly the methods that the table says are served."""
    return front(row).methods == row.serves


@cache
def _turns() -> dict[str, tuple[int, int]]:
    """Route name → which one it is of the routes with the same gate, and of how many."""
    alike: dict[str, list[str]] = {}
    for name, row in sorted(rows().items()):
        alike.setdefault(row.roles, []).append(name)
    return {name: (at, len(names)) for names in alike.values() for at, name in enumerate(names)}


def takes_turn(row: Row, viewer: str) -> bool:
    """Whether it falls to this row to hear what its gate answers a role that it turns away.

    The routes of one gate share out the roles: every role asks at one of them at least, and every one hears some role.
    """
    if viewer == PROXY:
        # Turned away by the portal alone, whose routes are few.
        return True
    turned_away = [one for one in (*ROLES, NO_ROLE) if not row.may_open(one)]
    if row.name not in _turns() or not is_gated_as_written(row):
        return True
    at, count = _turns()[row.name]
    rounds = min(count, len(turned_away))
    return turned_away.index(viewer) % rounds == at % rounds


def unserved(row: Row) -> tuple[str, ...]:
    """The methods that the table does not list and that are asked for: one of them where the limit is as written."""
    rest = [one for one in METHODS if one not in row.serves]
    if row.name not in _turns() or not is_limited_as_written(row):
        return tuple(rest)
    at = sorted(rows()).index(row.name)
    return (rest[at % len(rest)],)


def is_shut(viewer: str, address: str) -> bool:
    """Whether the gate of an address turns a viewer away before anything is looked for."""
    path = address.partition("?")[0]
    row = rows()[get_resolver().resolve(path).view_name]
    return is_gated_as_written(row) and bool(row.gate(viewer.partition("@")[0]))
