"""Where rooms register their machine endpoints; the shell puts them under one root."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ninja import Router

_routers: list[Router] = []
_bodies: dict[str, Callable[[], dict[str, Any]]] = {}


def register_endpoints(router: Router) -> None:
    """Make the endpoints of a room known; called in its `apps.py`, once is enough."""
    if router not in _routers:
        _routers.append(router)


def all_endpoints() -> tuple[Router, ...]:
    """The endpoints of every room, lower rooms first."""
    return tuple(_routers)


def register_request_body(operation_id: str, describe: Callable[[], dict[str, Any]]) -> None:
    """Describe the request of an endpoint that reads its body itself; asked when the description is made."""
    _bodies[operation_id] = describe


def request_bodies() -> Mapping[str, Callable[[], dict[str, Any]]]:
    """Operation → what describes its request."""
    return _bodies
