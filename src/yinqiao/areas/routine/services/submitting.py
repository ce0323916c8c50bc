"""A checked list taken over: new people are expected from now on, known ones brought up to date; and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import polars as pl
from django.conf import settings
from django.db import connection

from yinqiao.areas.lists.errors import nothing_to_submit
from yinqiao.areas.lists.services import (
    add_findings,
    finish_submission,
    finish_undo,
    renew_annotated_copy,
    work_on,
)
from yinqiao.areas.retirees.types import member_of
from yinqiao.areas.rosters.queries import OWN_STANDINGS
from yinqiao.areas.routine import errors, events
from yinqiao.areas.routine.models import RetiringRow
from yinqiao.areas.routine.rules import OPEN_TO_LISTS, finding_words, next_state, plan_of
from yinqiao.areas.routine.services.judging import STANDING_FINDINGS, changes_of, merged, told_of
from yinqiao.areas.routine.services.sealing import EXPECTED_TABLE, ROW_TABLE, Facts, seal, unseal
from yinqiao.areas.routine.services.writing import Written, lock_lists, write_people
from yinqiao.areas.routine.types import (
    RETIRING,
    RETIRING_WORDS,
    ExpectedState,
    ListFinding,
    Plan,
    RowState,
    Step,
    WithdrawReason,
)
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject
from yinqiao.platform.database.bulk import copy_frame, set_based
from yinqiao.platform.rulebook import rulebook

_READY = """
SELECT w.row_no, w.id_no_index, w.facts_id, w.facts, k.standing FROM routine_retiringrow w
LEFT JOIN handover_known_numbers(%(enterprise)s, (
    SELECT coalesce(string_agg(id_no_index, ''), '') FROM routine_retiringrow WHERE batch_id = %(batch)s AND state = 'ready'
)) k ON k.id_no_index = w.id_no_index AND k.standing <> 'roster_elsewhere'
WHERE w.batch_id = %(batch)s AND w.state = 'ready' ORDER BY w.row_no
"""
_KNOWN = """
SELECT x.id_no_index, x.id, x.state, x.facts, x.planned_on, x.is_postponed, x.withdraw_reason, x.ended_on
FROM routine_expectedretiree x WHERE x.enterprise_id = %(enterprise)s AND x.id_no_index = ANY (ARRAY(
    SELECT id_no_index FROM routine_retiringrow WHERE batch_id = %(batch)s AND state = 'ready'))
ORDER BY x.id FOR UPDATE
"""
_TAKEN = {"row_no": "int", "facts_id": "uuid", "facts": "bytea", "before": "bytea"}
_ROWS_TAKEN = """
UPDATE routine_retiringrow w SET facts_id = t.facts_id, facts = t.facts, before = t.before FROM pg_temp.routine_taken t
WHERE w.batch_id = %s AND w.row_no = t.row_no
"""
# Whoever was dealt with after the list came in.
_LATER = """
SELECT count(DISTINCT e.expected_id) FROM routine_routineentry e JOIN routine_routineentry later
  ON later.expected_id = e.expected_id AND later.id > e.id AND later.act_id <> e.act_id
WHERE e.act_id = %s AND e.enterprise_id = %s
"""
_TOUCHED = """
SELECT x.id, x.id_no_index, x.state, e.step, w.before, x.facts, x.planned_on FROM routine_routineentry e
JOIN routine_expectedretiree x ON x.id = e.expected_id
JOIN routine_retiringrow w ON w.batch_id = %s AND w.facts_id = x.id
WHERE e.act_id = %s ORDER BY x.id FOR UPDATE OF x
"""


@dataclass(frozen=True, slots=True)
class _Before:
    """How somebody stood before a list came in."""

    id: UUID
    state: ExpectedState
    facts: Facts
    planned_on: date
    is_postponed: bool
    gone: tuple[str, date | None]

    def kept(self) -> Facts:
        """As it is sealed beside the row."""
        reason, ended_on = self.gone
        return {
            "facts": self.facts, "planned_on": self.planned_on.isoformat(), "is_postponed": self.is_postponed,
            "reason": reason, "ended_on": ended_on.isoformat() if ended_on else None,
        }  # fmt: skip


def submit_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> int:
    """Carry out a submission that an officer began; returns how many people were taken in or brought up to date.

    A row whose person is on the way to a place by now, or stands in the register, stays behind with a finding. A refusal
    puts the batch back to “checked”; a crash leaves it “submitting”, and the job begins again from nothing.
    """
    with work_on(actor=actor, at=at, kind=RETIRING, batch_id=batch_id, step="submit") as (act, batch):
        return _submit(act, batch)


def _submit(act: Act, batch: Any) -> int:
    lock_lists(batch.enterprise_id)
    keys = {"batch": batch.id, "enterprise": batch.enterprise_id}
    with set_based(int(batch.counts.get("ready", 0))), connection.cursor() as cursor:
        cursor.execute(_READY, keys)
        ready = cursor.fetchall()
        cursor.execute(_KNOWN, keys)
        known = _known(cursor.fetchall())
    told = unseal([row[3] for row in ready], [row[2] for row in ready], table=ROW_TABLE)
    people: list[Written] = []
    taken: list[tuple[int, Facts, Written, _Before | None]] = []
    overtaken: dict[ListFinding, list[int]] = {}
    for (row_no, index, facts_id, _, standing), facts in zip(ready, told, strict=True):
        before = known.get(bytes(index))
        found = _taken(act, (facts_id, bytes(index), facts), before, standing)
        if isinstance(found, ListFinding):
            overtaken.setdefault(found, []).append(row_no)
        elif found is not None:
            people.append(found)
            taken.append((row_no, facts, found, before))
    left = _leave_behind(act, batch, overtaken)
    if left == len(ready):
        raise nothing_to_submit(RETIRING_WORDS)
    count = write_people(act=act, enterprise_id=batch.enterprise_id, people=people, batch_id=batch.id)
    _keep_before(batch, taken)
    new = sum(one.step is Step.EXPECT for one in people)
    finish_submission(act=act, batch=batch, people=count, counts={"expected": new, "overtaken": left})
    renew_annotated_copy(act=act)
    act.note(expected=new, changed=count - new, overtaken=left)
    data = {"expected": new, "changed": count - new}
    act.emit(events.LIST_SUBMITTED, [Subject(None, batch.enterprise_id, subject_id=batch.id, data=data)])
    return count


def _known(rows: Sequence[tuple[Any, ...]]) -> Mapping[bytes, _Before]:
    opened = unseal([row[3] for row in rows], [row[1] for row in rows], table=EXPECTED_TABLE)
    return {
        bytes(row[0]): _Before(row[1], member_of(ExpectedState, row[2]), facts, row[4], row[5], (row[6], row[7]))
        for row, facts in zip(rows, opened, strict=True)
    }


def _taken(
    act: Act, told: tuple[UUID, bytes, Facts], before: _Before | None, standing: str | None
) -> Written | ListFinding | None:
    """What a row makes of its person; the finding that keeps it back; None where it says nothing new."""
    facts_id, index, cells = told
    if before is not None and before.state not in OPEN_TO_LISTS:
        return ListFinding.HANDED_OVER
    if standing and (before is None or standing not in OWN_STANDINGS):
        return STANDING_FINDINGS[standing]
    is_back = before is None or before.state is ExpectedState.WITHDRAWN
    if before is not None and not is_back and not changes_of(before.facts, cells):
        return None
    facts = merged(before.facts if before else {}, cells)
    plan = _plan(act, facts)
    if isinstance(plan, ListFinding):
        return plan
    planned_on, is_postponed = plan.planned_on, False
    if before is not None and before.is_postponed and not is_back:
        was = _plan(act, before.facts)
        # Somebody's postponement stands until a list says another month.
        if isinstance(was, Plan) and was.planned_on == plan.planned_on:
            planned_on, is_postponed = before.planned_on, True
    step = Step.EXPECT if is_back else Step.RENEW
    state = ExpectedState.EXPECTED if before is None else next_state(before.state, step)
    if state is None:
        return ListFinding.HANDED_OVER
    return Written(before.id if before else facts_id, index, facts, plan, planned_on, is_postponed, state, step)


def _plan(act: Act, facts: Facts) -> Plan | ListFinding:
    told = told_of(facts)
    if told is None:
        return ListFinding.MONTH_MISSING
    rule = rulebook().get("routine.retirement_month", region=settings.REGION, day=act.stamp.occurred_on)
    plan, wrong = plan_of(told, rule.parameters)
    return plan or wrong[0][0]


def _leave_behind(act: Act, batch: Any, overtaken: Mapping[ListFinding, list[int]]) -> int:
    """Rows that something has overtaken since the check are held back with a finding; returns how many."""
    for code, rows in overtaken.items():
        RetiringRow.objects.filter(batch_id=batch.id, row_no__in=rows).update(state=RowState.BLOCKED)
        severity = finding_words()[code]["severity"]
        add_findings(act=act, batch=batch, row_numbers=rows, field="id_no", code=code.value, severity=severity)
    return sum(map(len, overtaken.values()))


def _keep_before(batch: Any, taken: Sequence[tuple[int, Facts, Written, _Before | None]]) -> None:
    """Bind each row to its person, with what was known before, so that the list can be taken back."""
    ids = [one.id for _, _, one, _ in taken]
    facts = seal([told for _, told, _, _ in taken], ids, table=ROW_TABLE)
    kept = [before.kept() if before else None for _, _, _, before in taken]
    before = seal(kept, ids, table=ROW_TABLE, column="before")
    frame = pl.DataFrame(
        {
            "row_no": pl.Series([row for row, _, _, _ in taken], dtype=pl.Int32),
            "facts_id": pl.Series([one.bytes for one in ids], dtype=pl.Binary),
            "facts": pl.Series(facts, dtype=pl.Binary),
            "before": pl.Series(before, dtype=pl.Binary),
        }
    )
    copy_frame("routine_taken", _TAKEN, frame)
    with connection.cursor() as cursor:
        cursor.execute(_ROWS_TAKEN, [batch.id])


def undo_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> int:
    """Take a list back before anything else was done with its people; returns how many it concerned.

    Whoever came with it is off the list, whoever was changed gets the former content back. Conflict
    `routine.later_work_rests_on_it` otherwise; the batch then stands as submitted again.
    """
    with work_on(actor=actor, at=at, kind=RETIRING, batch_id=batch_id, step="undo") as (act, batch):
        lock_lists(batch.enterprise_id)
        with connection.cursor() as cursor:
            cursor.execute(_LATER, [batch.submit_act, batch.enterprise_id])
            if later := cursor.fetchone()[0]:
                raise errors.later_work_rests_on_it(later)
            cursor.execute(_TOUCHED, [batch.id, batch.submit_act])
            touched = cursor.fetchall()
        people = _as_before(act, touched)
        count = write_people(act=act, enterprise_id=batch.enterprise_id, people=people, batch_id=batch.id)
        finish_undo(act=act, batch=batch, people=count)
        gone = sum(one.step is Step.TAKE_OFF for one in people)
        act.note(removed=gone, restored=count - gone)
        facts = {"removed": gone, "restored": count - gone}
        act.emit(events.LIST_UNDONE, [Subject(None, batch.enterprise_id, subject_id=batch.id, data=facts)])
    return count


def _as_before(act: Act, touched: Sequence[tuple[Any, ...]]) -> list[Written]:
    ids = [row[0] for row in touched]
    kept = unseal([row[4] for row in touched], ids, table=ROW_TABLE, column="before")
    now = unseal([row[5] for row in touched], ids, table=EXPECTED_TABLE)
    people = []
    for row, before, facts in zip(touched, kept, now, strict=True):
        step = Step.TAKE_OFF if row[3] == Step.EXPECT else Step.RESTORE
        state = next_state(member_of(ExpectedState, row[2]), step)
        former = before.get("facts", facts)
        plan = _plan(act, former)
        if state is None or isinstance(plan, ListFinding):
            raise errors.later_work_rests_on_it(1)
        planned_on = date.fromisoformat(before["planned_on"]) if before else row[6]
        gone: tuple[str, date | None] = ("", None)
        if step is Step.TAKE_OFF:
            ended = before.get("ended_on")
            reason = before.get("reason") or WithdrawReason.LIST_TAKEN_BACK.value
            gone = (reason, date.fromisoformat(ended) if ended else act.stamp.occurred_on)
        is_postponed = bool(before.get("is_postponed"))
        people.append(
            Written(row[0], bytes(row[1]), former, plan, planned_on, is_postponed, state, step, gone)
        )  # fmt: skip
    return people
