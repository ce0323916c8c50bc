"""Rows that name a person follow the register where two entries were one: to the entry that stays, and back when it was wrong.

An event of the merge names, for the entry that gave way, the one that stays (`kept`); that of the split likewise. A row
keeps for which entry it came, so that it goes back with that one, or with one that had given way to it before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.kernel.event_type import EventType

_ALONG: Final = sql.SQL("""
UPDATE {table} a SET retiree_id = (e.data ->> 'kept')::uuid FROM events_event e
WHERE e.act_id = %s AND e.type = %s AND e.data ? 'kept' AND a.retiree_id = e.retiree_id
""")
_BACK: Final = sql.SQL("""
WITH RECURSIVE again AS (
    SELECT e.retiree_id AS id, e.retiree_id AS root, (e.data ->> 'kept')::uuid AS kept FROM events_event e
    WHERE e.act_id = %s AND e.type = %s AND e.data ? 'kept'
    UNION SELECT r.id, again.root, again.kept FROM retirees_retiree r JOIN again ON r.merged_into_id = again.id
)
UPDATE {table} a SET retiree_id = again.root FROM again WHERE a.retiree_id = again.kept AND {entry} = again.id
""")


@dataclass(frozen=True, slots=True)
class Following:
    """A table whose `retiree_id` follows; `entry` is SQL that says of a row `a` for which entry it came."""

    table: str
    entry: sql.SQL

    def go_along(self, act_id: UUID, merged: EventType) -> int:
        """The rows of entries that have given way in this act go to those that stay; returns how many."""
        return self._move(_ALONG, act_id, merged)

    def go_back(self, act_id: UUID, split: EventType) -> int:
        """The rows that entries brought along go back with them; returns how many."""
        return self._move(_BACK, act_id, split)

    def _move(self, statement: sql.SQL, act_id: UUID, kind: EventType) -> int:
        told = statement.format(table=sql.Identifier(self.table), entry=self.entry)
        with connection.cursor() as cursor:
            cursor.execute(told, [act_id, kind.code])
            return int(cursor.rowcount)
