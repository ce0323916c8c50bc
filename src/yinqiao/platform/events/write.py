"""Appends events in the transaction of an act: one by one for a screen, by one statement for a roster."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.kernel.event_type import EventType
from yinqiao.platform.database.bulk import NEXT_ID, WITH_IDS, array_text


@dataclass(frozen=True, slots=True)
class Subject:
    """To whom it happened, with the facts of the event. `data` names codes, counts and dates, no personal numbers."""

    retiree_id: UUID | None
    enterprise_id: int | None = None
    place_no: int | None = None
    subject_id: UUID | None = None
    occurred_on: date | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which act and whose: what every event of one act has in common.

    `caused_by` is the type of the event of the same act to which these are the reaction; empty for the act's own.
    """

    act_id: UUID
    occurred_on: date
    actor_name: str
    actor_unit: str
    caused_by: str = ""


def append_events(stamp: Stamp, kind: EventType, subjects: Sequence[Subject]) -> int:
    """Append one event per subject in one statement, in their order; returns how many."""
    if not subjects:
        return 0
    columns = [
        array_text(one.retiree_id for one in subjects), array_text(one.subject_id for one in subjects),
        array_text(one.enterprise_id for one in subjects), array_text(one.place_no for one in subjects),
        array_text(one.occurred_on or stamp.occurred_on for one in subjects),
        array_text(json.dumps(dict(one.data), ensure_ascii=False) for one in subjects),
    ]  # fmt: skip
    values: list[Any] = [
        kind.code, kind.version, kind.is_shared, stamp.act_id, stamp.actor_name, stamp.actor_unit, stamp.caused_by,
        *columns,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
    return len(subjects)


_INSERT = sql.SQL(
    "INSERT INTO events_event (id, type, version, retiree_id, subject_id, enterprise_id, place_no, is_shared,"
    " occurred_on, act_id, actor_name, actor_unit, data, caused_by)"
    " {ids} SELECT {id}, %s, %s, s.retiree_id, s.subject_id, s.enterprise_id, s.place_no, %s, s.occurred_on, %s, %s, %s,"
    " s.data, %s FROM unnest(%s::uuid[], %s::uuid[], %s::int[], %s::int[], %s::date[], %s::jsonb[])"
    " AS s (retiree_id, subject_id, enterprise_id, place_no, occurred_on, data)"
).format(ids=WITH_IDS, id=NEXT_ID)


def append_from_select(
    stamp: Stamp, kind: EventType, select: sql.Composable, params: Sequence[Any] = (), *, has_subject: bool = False
) -> int:
    """Append one event per row of `select`, in one statement; returns how many.

    `select` yields the columns `retiree_id uuid, enterprise_id int, place_no int, data jsonb`, and for things that are
    nobody's person `subject_id uuid` (`has_subject`); its parameters are `params`. A roster of 88,000 people costs one
    statement.
    """
    statement = sql.SQL(
        "INSERT INTO events_event (id, type, version, retiree_id, subject_id, enterprise_id, place_no, is_shared,"
        " occurred_on, act_id, actor_name, actor_unit, caused_by, data)"
        " {ids} SELECT {id}, %s, %s, s.retiree_id, {subject}, s.enterprise_id, s.place_no, %s, %s, %s, %s, %s, %s, s.data"
        " FROM ({select}) AS s"
    ).format(
        select=select, ids=WITH_IDS, id=NEXT_ID, subject=sql.SQL("s.subject_id" if has_subject else "NULL::uuid")
    )  # fmt: skip
    values = [
        kind.code, kind.version, kind.is_shared, stamp.occurred_on, stamp.act_id, stamp.actor_name,
        stamp.actor_unit, stamp.caused_by, *params,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount
