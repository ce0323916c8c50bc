"""Takes over party organisations that were on their way, or had arrived, before this platform came."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import polars as pl
from django.db import connection
from psycopg import sql

from yinqiao.areas.branches import events
from yinqiao.areas.branches.rules import due_on, owed_by, steps_of
from yinqiao.areas.branches.services.custody import CUSTODY
from yinqiao.areas.branches.services.locking import follow_names
from yinqiao.areas.branches.types import SIGNED, Need, Path, Stand, State
from yinqiao.areas.retirees.services import new_ids
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.acts import Act
from yinqiao.platform.database.bulk import copy_frame, set_based

_KEPT_DAYS = 180
_COLUMNS = {
    "id": "uuid", "enterprise_id": "int", "place_no": "int", "name": "text", "kind": "text", "members": "int",
    "path": "text", "state": "text", "next_step": "text", "owed_by": "text", "due_on": "date", "kept_until": "date",
    "now_name": "text", "return_reason": "text",
}  # fmt: skip
_STEP_COLUMNS = {
    "organisation_id": "uuid", "n": "int", "path": "text", "code": "text", "number": "text", "done_on": "date",
    "named": "text", "next_on": "date", "leads_to": "text", "side": "text",
}  # fmt: skip
_ORGANISATIONS = """
INSERT INTO branches_organisation (id, enterprise_id, place_no, name, kind, members, path, state, next_step, owed_by, due_on,
    kept_until, now_name, return_reason, round, listed_at, offered_at, settled_at)
SELECT id, enterprise_id, place_no, name, kind, members, path, state, next_step, owed_by, due_on, kept_until, now_name,
    return_reason, 1, %(at)s, %(at)s, CASE WHEN state = 'settled' THEN %(at)s::timestamptz END FROM pg_temp.branches_taken_over
"""
_STEPS = """
INSERT INTO branches_organisationstep (organisation_id, round, path, code, number, done_on, named, organisation_code, next_on,
    note, leads_to, side, author_name, act_id, recorded_at)
SELECT organisation_id, 1, path, code, number, done_on, named, '', next_on, '', leads_to, side, %(name)s, %(act)s, %(at)s
FROM pg_temp.branches_old_steps ORDER BY n
"""
_LINKS = """
INSERT INTO branches_rosterbranch (id, enterprise_id, organisation_id, state, name)
SELECT p.id, p.enterprise_id, t.id, t.state, t.name FROM pg_temp.branches_taken_over t
JOIN party_organisation p ON p.enterprise_id = t.enterprise_id AND p.name = t.name ON CONFLICT (id) DO NOTHING
"""
_TOLD = sql.SQL(
    "SELECT NULL::uuid AS retiree_id, t.id AS subject_id, t.enterprise_id, t.place_no, {data} AS data"
    " FROM pg_temp.branches_taken_over t {whom}"
)
_STATE = "jsonb_build_object('state', {state}, 'path', t.path{more})"


def take_over_organisations(*, act: Act, organisations: pl.DataFrame) -> int:
    """Keep organisations of old, each with the steps of its path that were done; those of rosters are linked by name.

    `organisations`: `enterprise_id`, `place_no`, `name`, `kind`, `members`, `path`, `steps` (how many are done), `done_on`
    (the day of the last), `returned` (a reason of the rulebook, or empty). Runs inside the caller's act, whose actor must
    reach every enterprise; returns how many.
    """
    ids = [UUID(bytes=one) for one in new_ids(organisations.height)]
    rows = list(zip(ids, organisations.to_dicts(), strict=True))
    told = pl.DataFrame([_row(key, one) for key, one in rows], schema=_schema(_COLUMNS), orient="row")
    steps = pl.DataFrame(
        [step for key, one in rows for step in _steps(key, one)], schema=_schema(_STEP_COLUMNS), orient="row"
    )
    values: dict[str, Any] = {"at": act.at, "act": act.id, "name": act.actor.name}
    with set_based(len(rows)), connection.cursor() as cursor:
        copy_frame("branches_taken_over", _COLUMNS, told)
        copy_frame("branches_old_steps", _STEP_COLUMNS, steps)
        for statement in (_ORGANISATIONS, _STEPS, _LINKS):
            cursor.execute(statement, values)
        signed = told.filter(
            pl.col("state").is_in([one.value for one in SIGNED]) & (pl.col("path") != Path.DISSOLVED.value)
        )
        CUSTODY.pass_to_place(act, [UUID(bytes=one) for one in signed["id"]])
        follow_names(ids)
        _tell(act, int(steps["n"].max() or 0))  # type: ignore[arg-type]
    return len(rows)


def _schema(columns: dict[str, str]) -> dict[str, Any]:
    kinds = {"uuid": pl.Binary, "int": pl.Int32, "date": pl.Date, "text": pl.String}
    return {name: kinds[kind] for name, kind in columns.items()}


def _row(key: UUID, one: dict[str, Any]) -> tuple[Any, ...]:
    """The organisation as its path leaves it after so many steps."""
    path = member_of(Path, one["path"])
    steps, done = steps_of(path), one["steps"]
    state = State.RETURNED if one["returned"] else steps[done - 1].leads_to if done else State.OFFERED
    is_over = bool(one["returned"]) or done == len(steps)
    stand = Stand(state, path, "" if is_over else steps[done].code)
    kept_until = one["done_on"] + timedelta(days=_KEPT_DAYS) if path is Path.KEPT and done else None
    now_name = one["name"] if any(Need.NAMED in step.needs for step in steps[:done]) and state in SIGNED else ""
    return (
        key.bytes, one["enterprise_id"], one["place_no"], one["name"], one["kind"], one["members"], path.value, state.value,
        stand.next_step, owed_by(stand) or "", due_on(stand, one["done_on"], kept_until), kept_until, now_name, one["returned"],
    )  # fmt: skip


def _steps(key: UUID, one: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The steps that were done."""
    path, day = member_of(Path, one["path"]), one["done_on"]
    later: date = day + timedelta(days=_KEPT_DAYS)
    return [
        (
            key.bytes, number, path.value, step.code, "原系统未载" if Need.NUMBER in step.needs else "", day,
            one["name"] if Need.NAMED in step.needs else "", later if Need.NEXT_ON in step.needs else None,
            step.leads_to.value, step.side.value,
        )
        for number, step in enumerate(steps_of(path)[: one["steps"]], start=1)
    ]  # fmt: skip


def _tell(act: Act, most: int) -> None:
    """What happened to each, in its order: offered, step by step, returned."""

    def emit(kind: Any, data: str, whom: str = "") -> None:
        act.emit_select(kind, _TOLD.format(data=sql.SQL(data), whom=sql.SQL(whom)), has_subject=True)

    emit(events.OFFERED, _STATE.format(state="'offered'", more=""))
    data = _STATE.format(state="s.leads_to", more=", 'step', s.code")
    for number in range(1, most + 1):
        emit(
            events.STEP_RECORDED,
            data,
            f"JOIN pg_temp.branches_old_steps s ON s.organisation_id = t.id AND s.n = {number}",
        )
    data = _STATE.format(state="t.state", more=", 'reason', t.return_reason")
    emit(events.RETURNED, data, "WHERE t.state = 'returned'")
