"""How what a list tells of people is written: the columns that follow from their facts, one statement for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import polars as pl
from django.db import connection

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.rosters.types import RouteHow
from yinqiao.areas.routine.rules import confirm_due
from yinqiao.areas.routine.services.sealing import EXPECTED_TABLE, Facts, seal
from yinqiao.areas.routine.types import ExpectedState, Plan, RetirementOption, Step
from yinqiao.platform.acts import Act
from yinqiao.platform.database.bulk import copy_frame
from yinqiao.platform.database.copybinary import POLARS_TYPES

# The first half of the key of an advisory lock; the second is the enterprise.
_LISTS_LOCK: Final = 7_305_017
TOLD_COLUMNS: Final = {
    "id": "uuid", "enterprise_id": "int", "id_no_index": "bytea", "name": "text", "sex": "smallint", "born_on": "date",
    "post": "text", "is_special": "boolean", "option": "text", "facts": "bytea", "place_no": "int", "route_how": "text",
    "statutory_on": "date", "earliest_on": "date", "latest_on": "date", "planned_on": "date", "is_postponed": "boolean",
    "state": "text", "due_on": "date", "withdraw_reason": "text", "ended_on": "date", "step": "text",
}  # fmt: skip
# Of somebody who has retired already the facts change, never the day on which the handover is due.
_CHANGE = """
UPDATE routine_expectedretiree x SET name = t.name, sex = t.sex, born_on = t.born_on, post = t.post,
    is_special = t.is_special, option = t.option, facts = t.facts, place_no = t.place_no, route_how = t.route_how,
    statutory_on = t.statutory_on, earliest_on = t.earliest_on, latest_on = t.latest_on, planned_on = t.planned_on,
    is_postponed = t.is_postponed, state = t.state, withdraw_reason = t.withdraw_reason, ended_on = t.ended_on,
    due_on = CASE WHEN t.state = 'confirmed' THEN x.due_on ELSE t.due_on END,
    risen_to = CASE WHEN t.state = 'confirmed' OR x.due_on IS NOT DISTINCT FROM t.due_on THEN x.risen_to ELSE 0 END
FROM pg_temp.routine_told t WHERE x.id = t.id
"""
_ADD = """
INSERT INTO routine_expectedretiree (id, enterprise_id, id_no_index, name, sex, born_on, post, is_special, option, facts,
    place_no, route_how, statutory_on, earliest_on, latest_on, planned_on, is_postponed, state, due_on, withdraw_reason,
    ended_on, risen_to, decision_no)
SELECT id, enterprise_id, id_no_index, name, sex, born_on, post, is_special, option, facts, place_no, route_how,
    statutory_on, earliest_on, latest_on, planned_on, is_postponed, state, due_on, withdraw_reason, ended_on, 0, ''
FROM pg_temp.routine_told t
WHERE NOT EXISTS (SELECT 1 FROM routine_expectedretiree x WHERE x.id = t.id) ORDER BY id
"""
_ENTRIES = """
INSERT INTO routine_routineentry (expected_id, enterprise_id, step, state, planned_on, reason, note, batch_id, act_id,
    author_name, author_unit, written_at)
SELECT id, enterprise_id, step, state, planned_on, withdraw_reason, '', %s, %s, %s, %s, %s FROM pg_temp.routine_told
ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Written:
    """One person as a list leaves them: `step` says what happened, `gone` why and since when somebody is off the list."""

    id: UUID
    id_no_index: bytes
    facts: Facts
    plan: Plan
    planned_on: date
    is_postponed: bool
    state: ExpectedState
    step: Step
    gone: tuple[str, date | None] = ("", None)


def write_people(*, act: Act, enterprise_id: int, people: Sequence[Written], batch_id: UUID) -> int:
    """Write these people and one entry each; returns how many. Whoever is known under the number keeps the row."""
    if not people:
        return 0
    sealed = seal([one.facts for one in people], [one.id for one in people], table=EXPECTED_TABLE)
    rows = [_columns(one, enterprise_id, facts) for one, facts in zip(people, sealed, strict=True)]
    schema: Mapping[str, Any] = {name: POLARS_TYPES[kind] for name, kind in TOLD_COLUMNS.items()}
    copy_frame("routine_told", TOLD_COLUMNS, pl.DataFrame(rows, schema=schema, orient="row"))
    with connection.cursor() as cursor:
        cursor.execute(_CHANGE)
        cursor.execute(_ADD)
        cursor.execute(_ENTRIES, [batch_id, act.id, act.actor.name, act.actor.unit or "", act.at])
    return len(people)


def _columns(one: Written, enterprise_id: int, sealed: bytes) -> tuple[Any, ...]:
    facts, reason_and_day = one.facts, one.gone
    is_gone = one.state is ExpectedState.WITHDRAWN
    return (
        one.id.bytes, enterprise_id, one.id_no_index, facts["name"][:60], int(facts["sex"]),
        date.fromisoformat(facts["born_on"]), facts.get("post", ""), bool(facts.get("is_special")),
        facts.get("option", RetirementOption.NONE.value), sealed, facts.get("place_no") or places().city.place_no,
        facts.get("route_how", RouteHow.CITY_DESK.value), one.plan.statutory_on, one.plan.earliest_on,
        one.plan.latest_on, one.planned_on, one.is_postponed, one.state.value,
        None if is_gone else confirm_due(one.planned_on), *reason_and_day, one.step.value,
    )  # fmt: skip


def lock_lists(enterprise_id: int) -> None:
    """One list of an enterprise is written after the other: two that name the same person must not both make the row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LISTS_LOCK, enterprise_id])
