"""A thing gets its first holder, or goes from one to the next: the only statements that write who holds what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.platform.acts import Act

_BEGIN = sql.SQL("""
INSERT INTO {table} ({column}, holder_enterprise_id, since, act_id)
SELECT a.id, a.enterprise_id, %(at)s, %(act)s FROM {things} a WHERE a.id = ANY (%(ids)s)
  AND NOT EXISTS (SELECT 1 FROM {table} c WHERE c.{column} = a.id AND c.until IS NULL)
""")
_CLOSE = sql.SQL("UPDATE {table} SET until = %(at)s WHERE {column} = ANY (%(ids)s) AND until IS NULL")
_TO_PLACE = sql.SQL("""
INSERT INTO {table} ({column}, holder_place_no, since, act_id)
SELECT a.id, a.place_no, %(at)s, %(act)s FROM {things} a WHERE a.id = ANY (%(ids)s)
""")
_TO_CITY = sql.SQL("""
INSERT INTO {table} ({column}, holder_city, since, act_id)
SELECT a.id, %(city)s, %(at)s, %(act)s FROM {things} a WHERE a.id = ANY (%(ids)s)
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
        """These things go from whoever holds them to the place to which they were offered."""
        self._run(_CLOSE, act, ids)
        self._run(_TO_PLACE, act, ids)

    def pass_to_city(self, act: Act, ids: Sequence[UUID], city: str) -> None:
        """These things go from whoever holds them to another city, by its name."""
        self._run(_CLOSE, act, ids)
        self._run(_TO_CITY, act, ids, city)

    def _run(self, statement: sql.SQL, act: Act, ids: Sequence[UUID], city: str = "") -> None:
        names = {name: sql.Identifier(getattr(self, name)) for name in ("table", "things", "column")}
        with connection.cursor() as cursor:
            cursor.execute(statement.format(**names), {"at": act.at, "act": act.id, "ids": list(ids), "city": city})
