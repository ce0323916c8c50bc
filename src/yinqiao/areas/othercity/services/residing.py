"""In which city those live whom the agency's desk looks after: read from the address, or said by an officer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.areas.othercity import errors
from yinqiao.areas.othercity.queries import desks, people_at_desk
from yinqiao.areas.othercity.rules import cities, find_city
from yinqiao.areas.othercity.types import ResidenceHow
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.named import within

# So many people are opened at a time.
_AT_ONCE = 1_000
_UNREAD = sql.SQL("""
SELECT r.id FROM retirees_retiree r LEFT JOIN othercity_residence h ON h.retiree_id = r.id
WHERE r.status = 'managed' AND r.place_no = ANY ({desks}) AND {scope}
  AND (h.retiree_id IS NULL OR h.facts_digest <> r.facts_digest) ORDER BY r.id
""")
_WRITE = """
INSERT INTO othercity_residence (retiree_id, city, how, facts_digest, act_id)
SELECT r.id, t.city, %s, r.facts_digest, %s FROM unnest(%s::uuid[], %s::text[]) AS t(id, city)
JOIN retirees_retiree r ON r.id = t.id
ON CONFLICT (retiree_id) DO UPDATE SET city = excluded.city, how = excluded.how, facts_digest = excluded.facts_digest,
    act_id = excluded.act_id
"""


def find_residences(*, actor: Actor, at: datetime) -> int:
    """Read the city of everybody at a desk in scope whose facts have changed since it was read; returns how many.

    What an officer said holds until the person's facts change.
    """
    with perform(actor=actor, action="othercity.find_residences", at=at) as act:
        with connection.cursor() as cursor:
            cursor.execute(_UNREAD.format(desks=sql.Literal(desks()), scope=within(actor.scope, "r")))
            unread = [row[0] for row in cursor.fetchall()]
        for start in range(0, len(unread), _AT_ONCE):
            some = unread[start : start + _AT_ONCE]
            rows = list(people_at_desk(scope=actor.scope).filter(pk__in=some))
            found = [find_city(one.get("address", "")) for one in facts_of(rows)]
            _write(act, ResidenceHow.ADDRESS, [row.pk for row in rows], found)
        act.people = len(unread)
    return len(unread)


def name_city(*, actor: Actor, at: datetime, ids: Sequence[UUID], city: str) -> int:
    """Say in which city these people live, where their addresses do not tell; returns how many.

    Invalid `othercity.city_unknown`; Conflict `othercity.nobody_open` when nobody of them is at a desk in scope.
    """
    if city not in cities():
        raise errors.city_unknown()
    with perform(actor=actor, action="othercity.name_city", at=at) as act:
        people = list(people_at_desk(scope=actor.scope).filter(pk__in=ids).values_list("pk", flat=True))
        if not people:
            raise errors.nobody_open()
        _write(act, ResidenceHow.BY_HAND, people, [city] * len(people))
        act.people = len(people)
        act.note(city=city)
    return len(people)


def _write(act: Act, how: ResidenceHow, people: Sequence[UUID], found: Sequence[str]) -> None:
    values: list[Any] = [how.value, act.id, list(people), list(found)]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, values)
