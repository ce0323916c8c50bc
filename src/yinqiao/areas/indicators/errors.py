"""Faults of the room of indicators."""

from __future__ import annotations


class BookError(ValueError):
    """A measure or an indicator that cannot be used; the message names it and the fault."""
