"""Where rooms register their machine endpoints; the shell puts them under one root."""

from __future__ import annotations

from ninja import Router

_routers: list[Router] = []


def register_endpoints(router: Router) -> None:
    """Make the endpoints of a room known; called in its `apps.py`, once is enough."""
    if router not in _routers:
        _routers.append(router)


def all_endpoints() -> tuple[Router, ...]:
    """The endpoints of every room, lower rooms first."""
    return tuple(_routers)
