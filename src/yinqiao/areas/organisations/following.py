"""What goes on to the heir of a place that is no more: columns and custodies that rooms register when they start."""

from __future__ import annotations

from yinqiao.platform.custody.passing import Custody

COLUMNS: set[tuple[str, str]] = set()
CUSTODIES: set[Custody] = set()


def follows_place(table: str, column: str = "place_no") -> None:
    """The rows of `table` name a place in `column`; when it is no more, they name its heir."""
    COLUMNS.add((table, column))


def follows_in_custody(custody: Custody) -> None:
    """Things that were held by a place, or offered to it, are its heir's when it is no more, as custody says from then."""
    CUSTODIES.add(custody)
