"""Picks the members that an act works on, locks them in one order, and leaves them in a temporary table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.areas.party import errors
from yinqiao.areas.party.rules import states_before
from yinqiao.areas.party.types import MemberStep
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act
from yinqiao.platform.database.bulk import array_text
from yinqiao.platform.database.named import within

_NO_FACTS = sql.SQL("'{}'::jsonb")
# Whose a step is: the rest is the receiver's.
_OF_ENTERPRISE = frozenset({MemberStep.ISSUE, MemberStep.WITHDRAW})
_PICK = sql.SQL(
    "DROP TABLE IF EXISTS pg_temp.party_picked;"
    " CREATE TEMP TABLE party_picked ON COMMIT DROP AS"
    " SELECT m.id, m.retiree_id, m.enterprise_id, m.place_no, m.reported_on, m.has_reported FROM party_member m"
    " WHERE m.state = ANY ({states}) AND {scope} AND {choice} ORDER BY m.id FOR NO KEY UPDATE"
)
_COUNT = sql.SQL(
    "SELECT count(*) FROM pg_temp.party_picked k"
    " LEFT JOIN party_letter l ON l.member_id = k.id AND l.voided_at IS NULL WHERE {condition}"
)

_PICKED_EVENTS = sql.SQL(
    "SELECT k.retiree_id, k.id AS subject_id, k.enterprise_id, k.place_no, {facts} AS data FROM pg_temp.party_picked k"
)


def pick_members(act: Act, ids: Sequence[UUID], step: MemberStep) -> int:
    """Lock those of these members in the actor's scope that may take `step`, and keep them; returns how many.

    NotFound for who is not of the side whose step it is; Conflict `party.members_not_open` when nobody is left.
    """
    if act.actor.scope.is_enterprise is not (step in _OF_ENTERPRISE):
        raise NotFound
    chosen = sql.SQL("m.id = ANY ({}::uuid[])").format(sql.Literal(array_text(ids)))
    people = _pick(act, step, chosen)
    if not people:
        raise errors.members_not_open()
    return people


def pick_roster(act: Act, roster_id: UUID) -> int:
    """Lock all members of a roster that may still be taken back, and keep them; returns how many."""
    return _pick(act, MemberStep.WITHDRAW, sql.SQL("m.roster_id = {}").format(sql.Literal(str(roster_id))))


def _pick(act: Act, step: MemberStep, choice: sql.Composable) -> int:
    # Locks are taken in the order of ids, so that two officers with overlapping choices wait and never deadlock; who is
    # responsible may be written beside the act, for no key changes.
    states = sql.Literal([state.value for state in states_before(step)])
    with connection.cursor() as cursor:
        cursor.execute(_PICK.format(states=states, scope=within(act.actor.scope, "m"), choice=choice))
        cursor.execute("SELECT count(*) FROM pg_temp.party_picked")
        act.people = int(cursor.fetchone()[0])
    return act.people


def count_picked(condition: sql.Composable, values: Sequence[date] = ()) -> int:
    """How many of the picked members `k`, with the letter `l` that holds, meet a condition."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(condition=condition), list(values))
        return int(cursor.fetchone()[0])


def picked_here(alias: str) -> sql.Composable:
    """The condition that a row of `alias` is one of the picked members; any connection can ask it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(id)::text FROM pg_temp.party_picked")
        picked = cursor.fetchone()[0]
    return sql.SQL("{}.id = ANY ({}::uuid[])").format(sql.Identifier(alias), sql.Literal(picked or "{}"))


def tell_picked(act: Act, kind: EventType, facts: sql.Composable = _NO_FACTS) -> None:
    """Emit an event for every picked member; `facts` is a constant jsonb expression."""
    act.emit_select(kind, _PICKED_EVENTS.format(facts=facts), has_subject=True)
