"""Steps of expected retirees: picked and locked in one order, written in one statement, each with an entry of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.areas.routine.rules import state_after, states_before
from yinqiao.areas.routine.types import Step
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access.types import Scope
from yinqiao.platform.acts import Act, Subject
from yinqiao.platform.database.named import within

_PICK = sql.SQL(
    "DROP TABLE IF EXISTS pg_temp.routine_picked;"
    " CREATE TEMP TABLE routine_picked ON COMMIT DROP AS"
    " SELECT x.id, x.enterprise_id FROM routine_expectedretiree x"
    " WHERE x.state = ANY ({states}) AND {scope} AND {chosen} ORDER BY x.id FOR UPDATE"
)
_ENTRIES: Final = """
INSERT INTO routine_routineentry (expected_id, enterprise_id, step, state, planned_on, retired_on, reason, note, batch_id,
    act_id, author_name, author_unit, written_at)
SELECT x.id, x.enterprise_id, %(step)s, x.state, x.planned_on, x.retired_on, %(reason)s, %(note)s,
    coalesce(x.batch_id, %(batch)s), %(act)s, %(name)s, %(unit)s, %(at)s
FROM routine_expectedretiree x JOIN pg_temp.routine_picked k ON k.id = x.id ORDER BY x.id
"""
_ENTERPRISES = "SELECT enterprise_id, count(*) FROM pg_temp.routine_picked GROUP BY 1 ORDER BY 1"
EVERYBODY: Final = sql.SQL("true")


def pick(step: Step, chosen: sql.Composable, scope: Scope | None = None) -> int:
    """Lock everybody whom `chosen` (a predicate on the expected retiree `x`) names and whose state allows the step.

    They stand in `pg_temp.routine_picked`; returns how many. Without a scope the act that called has stated it.
    """
    states = sql.Literal([one.value for one in states_before(step)])
    statement = _PICK.format(states=states, scope=within(scope, "x") if scope else EVERYBODY, chosen=chosen)
    with connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("SELECT count(*) FROM pg_temp.routine_picked")
        return int(cursor.fetchone()[0])


def these(ids: Sequence[UUID]) -> sql.Composable:
    """The predicate that names these people."""
    return sql.SQL("x.id = ANY ({}::uuid[])").format(sql.Literal([str(one) for one in ids]))


def write_step(
    *, act: Act, step: Step, kind: EventType, values: Mapping[str, Any], told: Mapping[str, Any] | None = None
) -> dict[int, int]:
    """Move everybody picked on by `step` with `values` (column → value or SQL), note it and tell it.

    `told` are `reason`, `note` and `batch` of the entries. Returns enterprise → how many people.
    """
    columns = {"state": state_after(step).value, **values}
    pairs = [
        sql.SQL("{} = {}").format(
            sql.Identifier(name), value if isinstance(value, sql.Composable) else sql.Literal(value)
        )
        for name, value in columns.items()
    ]
    change = sql.SQL("UPDATE routine_expectedretiree x SET {} FROM pg_temp.routine_picked k WHERE k.id = x.id").format(
        sql.SQL(", ").join(pairs)
    )
    entry: dict[str, Any] = {
        "step": step.value, "reason": "", "note": "", "batch": None, "act": act.id, "name": act.actor.name,
        "unit": act.actor.unit or "", "at": act.at, **(told or {}),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(change)
        cursor.execute(_ENTRIES, entry)
        cursor.execute(_ENTERPRISES)
        counted: dict[int, int] = dict(cursor.fetchall())
    act.emit(kind, [Subject(None, one, data={"people": people}) for one, people in counted.items()])
    return counted
