"""Picks the offers that an act works on, locks them in one order, and leaves them in a temporary table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.areas.handover.types import OfferState
from yinqiao.platform.access.types import Scope
from yinqiao.platform.database.named import within

_NO_FACTS = sql.SQL("'{}'::jsonb")
PICKED = sql.SQL("pg_temp.handover_picked")

_PICK = sql.SQL(
    "DROP TABLE IF EXISTS pg_temp.handover_picked;"
    " CREATE TEMP TABLE handover_picked ON COMMIT DROP AS"
    " SELECT o.id, o.retiree_id, o.enterprise_id, o.place_no, o.route_how, o.risen_to, o.offered_on, o.batch_id"
    " FROM handover_offer o WHERE o.state = {state} AND {scope} AND {choice} ORDER BY o.id FOR UPDATE"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which offers: by id, or everything of a batch, an enterprise or a place (None: not narrowed)."""

    ids: tuple[UUID, ...] | None = None
    batch_id: UUID | None = None
    enterprise_id: int | None = None
    place_no: int | None = None

    @classmethod
    def of(cls, ids: Sequence[UUID]) -> Choice:
        """These offers and no others."""
        return cls(ids=tuple(ids))

    def predicate(self) -> sql.Composable:
        """The choice as a literal predicate on the offer `o`."""
        parts: list[sql.Composable] = [sql.SQL("true")]
        if self.ids is not None:
            parts.append(sql.SQL("o.id = ANY ({}::uuid[])").format(sql.Literal([str(one) for one in self.ids])))
        for column, value in (
            ("batch_id", self.batch_id),
            ("enterprise_id", self.enterprise_id),
            ("place_no", self.place_no),
        ):
            if value is not None:
                parts.append(sql.SQL("o.{} = {}").format(sql.Identifier(column), sql.Literal(value)))
        return sql.SQL(" AND ").join(parts)


def pick(scope: Scope, choice: Choice, state: OfferState) -> int:
    """Lock the chosen offers in `state` within `scope` and keep them in `pg_temp.handover_picked`; returns how many.

    Locks are taken in the order of ids, so that two officers with overlapping choices wait and never deadlock.
    """
    statement = _PICK.format(state=sql.Literal(state.value), scope=within(scope, "o"), choice=choice.predicate())
    with connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(PICKED))
        return int(cursor.fetchone()[0])


def picked_events(facts: sql.Composable = _NO_FACTS) -> sql.Composable:
    """The SELECT for events of everybody picked; `facts` is a jsonb expression, over the row `k` or constant."""
    return sql.SQL(
        "SELECT k.retiree_id, k.enterprise_id, k.place_no, {facts} AS data FROM pg_temp.handover_picked k"
    ).format(facts=facts)


def picked_people() -> sql.Composable:
    """The SELECT of the picked people's ids, as the register's set-based acts take it; any connection can run it."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT array_agg(retiree_id)::text FROM {}").format(PICKED))
        people = cursor.fetchone()[0] or "{}"
    return sql.SQL("SELECT unnest({}::uuid[]) AS retiree_id").format(sql.Literal(people))
