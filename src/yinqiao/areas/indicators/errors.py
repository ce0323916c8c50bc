"""Refusals and faults of the room of indicators."""

from __future__ import annotations

from yinqiao.kernel.errors import NotFound


class BookError(ValueError):
    """A measure or an indicator that cannot be used; the message names it and the fault."""


def no_indicator() -> NotFound:
    """Not there, or not for this role: the same answer."""
    return NotFound()
