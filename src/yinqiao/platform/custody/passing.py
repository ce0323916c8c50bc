"""A thing gets its first holder, or goes from one to the next: the only statements that write who holds what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.platform.acts import Act
from yinqiao.platform.database.bulk import NEXT_ID, WITH_IDS

_BEGIN = sql.SQL("""
INSERT INTO {table} (id, {column}, holder_enterprise_id, since, act_id)
{ids} SELECT {id}, a.id, a.enterprise_id, %(at)s, %(act)s FROM {things} a WHERE a.id = ANY (%(ids)s)
  AND NOT EXISTS (SELECT 1 FROM {table} c WHERE c.{column} = a.id AND c.until IS NULL)
""")
_CLOSE = sql.SQL("UPDATE {table} SET until = %(at)s WHERE {column} = ANY (%(ids)s) AND until IS NULL")
_TO_PLACE = sql.SQL("""
INSERT INTO {table} (id, {column}, holder_place_no, since, act_id)
{ids} SELECT {id}, a.id, a.place_no, %(at)s, %(act)s FROM {things} a WHERE a.id = ANY (%(ids)s)
""")
_FOLLOW = sql.SQL("UPDATE {things} SET place_no = %(new)s WHERE place_no = %(old)s")
_HELD_THERE = sql.SQL("SELECT {column} FROM {table} WHERE holder_place_no = %(old)s AND until IS NULL")
_TO_CITY = sql.SQL("""
INSERT INTO {table} (id, {column}, holder_city, since, act_id)
{ids} SELECT {id}, a.id, %(city)s, %(at)s, %(act)s FROM {things} a WHERE a.id = ANY (%(ids)s)
""")


@dataclass(frozen=True, slots=True)
class Custody:
    """A room's table of holders: its name, the table of the things, and the column that points to them.

    The table of the things has `enterprise_id`, whose they were, and `place_no`, to which place they go.
    """

    table: str
    things: str
    column: str

    def begin(self, act: Act, ids: Sequence[UUID]) -> None:
        """The enterprise holds these things from now on, as far as the books know of no holder yet."""
        self._run(_BEGIN, act, ids)

    def pass_to_place(self, act: Act, ids: Sequence[UUID]) -> None:
        """These things go from whoever holds them to the place to which they were offered.

        May be done beside the act (`Act.beside`): it needs nothing of the things that the act changes.
        """
        self._run(_CLOSE, act, ids)
        self._run(_TO_PLACE, act, ids)

    def pass_to_city(self, act: Act, ids: Sequence[UUID], city: str) -> None:
        """These things go from whoever holds them to another city, by its name."""
        self._run(_CLOSE, act, ids)
        self._run(_TO_CITY, act, ids, city)

    def follow_place(self, act: Act, old: int, new: int) -> int:
        """What was at or on its way to a place that is no more is at or on its way to its heir; how many changed hands."""
        names = {name: sql.Identifier(getattr(self, name)) for name in ("table", "things", "column")}
        with connection.cursor() as cursor:
            cursor.execute(_FOLLOW.format(**names), {"old": old, "new": new})
            cursor.execute(_HELD_THERE.format(**names), {"old": old})
            held = [row[0] for row in cursor.fetchall()]
        if held:
            self.pass_to_place(act, held)
        return len(held)

    def _run(self, statement: sql.SQL, act: Act, ids: Sequence[UUID], city: str = "") -> None:
        names = {name: sql.Identifier(getattr(self, name)) for name in ("table", "things", "column")}
        values: dict[str, Any] = {"at": act.at, "act": act.id, "ids": list(ids), "city": city}
        with connection.cursor() as cursor:
            cursor.execute(statement.format(**names, ids=WITH_IDS, id=NEXT_ID), values)
