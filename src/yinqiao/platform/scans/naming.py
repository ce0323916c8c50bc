"""Which columns name blocks: told by the rooms that keep scans, asked after a restore."""

from __future__ import annotations

from typing import Final

from yinqiao.platform.crypto.stores import register_store
from yinqiao.platform.scans.renewing import Blocks

NAMED: Final[list[tuple[str, str]]] = []


def names_blocks(table: str, column: str) -> None:
    """Say at start that a column of a table holds addresses of blocks; a rotation of keys brings them along."""
    if (table, column) not in NAMED:
        NAMED.append((table, column))
        register_store(f"{table}.{column}", Blocks(table, column))
