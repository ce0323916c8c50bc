"""Which columns name blocks: told by the rooms that keep scans, asked after a restore."""

from __future__ import annotations

from typing import Final

NAMED: Final[list[tuple[str, str]]] = []


def names_blocks(table: str, column: str) -> None:
    """Say at start that a column of a table holds addresses of blocks."""
    if (table, column) not in NAMED:
        NAMED.append((table, column))
