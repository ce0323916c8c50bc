"""Blocks of scans beside a backup: copied into a folder that grows by what is new, brought back, counted against the rows.

The file of the backup holds the database and what it names; terabytes of scans in one file would restore nowhere.
"""

from __future__ import annotations

import os
from pathlib import Path

from psycopg import sql

from yinqiao.platform.backup.site import Site
from yinqiao.platform.scans.backs import FolderBack, back
from yinqiao.platform.scans.copying import Carried, carry, missing_from
from yinqiao.platform.scans.naming import NAMED


def copy_folder() -> Path | None:
    """`YINQIAO_SCANS_COPY_TO`, which belongs on another machine; None where a bucket keeps its own versions."""
    name = os.environ.get("YINQIAO_SCANS_COPY_TO", "")
    return Path(name) if name else None


def copy_blocks(folder: Path) -> Carried:
    """Copy what is new in the store, after the database was dumped: whatever the dump names is there."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return carry(back(), FolderBack(folder))


def restore_blocks(folder: Path) -> Carried:
    """Bring back what the store has not; what it has is left."""
    return carry(FolderBack(folder), back())


def lost_blocks(site: Site) -> int:
    """How many blocks rows name that the store has not."""
    with site.connect("backup") as reader:
        reader.execute("SELECT set_config('row_security', 'off', false)")
        named: set[str] = set()
        for table, column in NAMED:
            asked = sql.SQL("SELECT DISTINCT {} FROM {}").format(sql.Identifier(column), sql.Identifier(table))
            named |= {str(row[0]) for row in reader.execute(asked)}
    return len(missing_from(back(), named))
