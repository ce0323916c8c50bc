"""A thing goes from whoever holds it to the next: the only statements that write who holds what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.platform.acts import Act

# Two acts that pass one thing on at once both count to the same number, and the key lets one of them through.
_PASS = sql.SQL("""
INSERT INTO {passings} ({column}, no, holder_place_no, holder_city, since, act_id)
SELECT a.id, 1 + (SELECT count(*) FROM {passings} p WHERE p.{column} = a.id), {place}, {city}, %(at)s, %(act)s
FROM {things} a WHERE {which}
""")
_FOLLOW = sql.SQL("UPDATE {things} SET place_no = %(new)s WHERE place_no = %(old)s")
_HELD_THERE = sql.SQL("""
SELECT p.{column} FROM {passings} p WHERE p.holder_place_no = %(old)s
  AND NOT EXISTS (SELECT 1 FROM {passings} n WHERE n.{column} = p.{column} AND n.no = p.no + 1)
""")
_TO_PLACE = (sql.SQL("a.place_no"), sql.SQL("''"))


@dataclass(frozen=True, slots=True)
class Custody:
    """A room's view of holders: its name, the table of the things, the column that points to them, the passings.

    The table of the things has `enterprise_id`, whose they were, `place_no`, to which place they go, and a moment since
    when the books know of them: `since`.
    """

    table: str
    things: str
    column: str
    passings: str = ""
    since: str = "entered_at"

    def pass_to_place(self, act: Act, things: Sequence[UUID] | sql.Composable) -> None:
        """These things go from whoever holds them to the place to which they were offered.

        `things`: their ids, or a condition on their table `a`. May be done beside the act (`Act.beside`): it needs
        nothing of the things that the act changes.
        """
        self._pass(act, things, _TO_PLACE)

    def pass_to_city(self, act: Act, things: Sequence[UUID], city: str) -> None:
        """These things go from whoever holds them to another city, by its name."""
        self._pass(act, things, (sql.SQL("NULL"), sql.Literal(city)))

    def follow_place(self, act: Act, old: int, new: int) -> int:
        """What was at or on its way to a place that is no more is at or on its way to its heir; how many changed hands."""
        names = self._names()
        with connection.cursor() as cursor:
            cursor.execute(_FOLLOW.format(**names), {"old": old, "new": new})
            cursor.execute(_HELD_THERE.format(**names), {"old": old})
            held = [row[0] for row in cursor.fetchall()]
        if held:
            self.pass_to_place(act, held)
        return len(held)

    def _names(self) -> dict[str, sql.Composable]:
        return {name: sql.Identifier(getattr(self, name)) for name in ("things", "column", "passings")}

    def _pass(
        self, act: Act, things: Sequence[UUID] | sql.Composable, holder: tuple[sql.Composable, sql.Composable]
    ) -> None:
        place, city = holder
        which = things if isinstance(things, sql.Composable) else sql.SQL("a.id = ANY (%(ids)s)")
        ids = [] if isinstance(things, sql.Composable) else list(things)
        statement = _PASS.format(**self._names(), place=place, city=city, which=which)
        with connection.cursor() as cursor:
            cursor.execute(statement, {"at": act.at, "act": act.id, "ids": ids})
