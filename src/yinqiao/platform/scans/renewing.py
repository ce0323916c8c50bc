"""Blocks of scans brought under the active key: each is sealed anew under a new address, to which its row then points.

The old block stays until the sweep of a night: whoever reads the scan at this moment reads on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, cast

from django.db import connection
from psycopg import sql

from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access.session import acting
from yinqiao.platform.acts.perform import perform
from yinqiao.platform.crypto.errors import data_damaged
from yinqiao.platform.crypto.files import Pieces
from yinqiao.platform.crypto.stores import ACTION, HEAD, ROTATOR, Renewed, is_old
from yinqiao.platform.scans.backs import back
from yinqiao.platform.scans.sealing import open_block, put_blocks

_BATCH = 8
_NEXT = "SELECT id, scan_id, no, size, {column} FROM {table} WHERE id > %s ORDER BY id LIMIT %s FOR UPDATE"
_POINT = "UPDATE {table} SET {column} = %s WHERE id = %s"
_ALL = "SELECT {column} FROM {table}"


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks that a table names in a column; beside it stand `id`, `scan_id`, `no` and `size`."""

    table: str
    column: str

    @property
    def label(self) -> str:
        """What lies there."""
        return "扫描件分段"

    def heads(self) -> Iterator[bytes]:
        """The first bytes of each block that a row names."""
        with acting(ROTATOR), connection.cursor() as cursor:
            cursor.execute(self._query(_ALL))
            addresses = [one for (one,) in cursor.fetchall()]
        for address in addresses:
            yield _head(address)

    def renew(self, *, at: datetime) -> Iterator[Renewed]:
        """Batch by batch. Unavailable `scans.not_stored` when the store is full: nothing is lost then."""
        last = 0
        while True:
            with perform(actor=ROTATOR, action=ACTION, at=at) as act, connection.cursor() as cursor:
                cursor.execute(self._query(_NEXT), [last, _BATCH])
                rows = cursor.fetchall()
                told = [self._renew(cursor, row) for row in rows]
                act.note(store=self.table, rows=told.count(True), unreadable=told.count(None))
            yield Renewed(told.count(True), told.count(None))
            if len(rows) < _BATCH:
                return
            last = rows[-1][0]

    def _renew(self, cursor: Any, row: tuple[Any, ...]) -> bool | None:
        """Whether it was old; None for one that is lost or damaged, which stays as it is."""
        row_id, scan_id, no, size, address = row
        try:
            if not is_old(_head(address)):
                return False
            plain = b"".join(open_block(address, scan_id, no))
            if len(plain) != size:
                raise data_damaged()
        except DomainError:
            return None
        (sealed,) = put_blocks(cast(BinaryIO, Pieces(iter([plain]))), scan_id, no, sizes=[size])
        cursor.execute(self._query(_POINT), [sealed.address, row_id])
        return True

    def _query(self, text: str) -> sql.Composed:
        return sql.SQL(text).format(table=sql.Identifier(self.table), column=sql.Identifier(self.column))


def _head(address: str) -> bytes:
    try:
        return back().head(address, HEAD)
    except FileNotFoundError:
        return b""
