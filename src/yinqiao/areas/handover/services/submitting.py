"""The submission of a checked batch: people into the register, offers to their places, all in one transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import polars as pl
from django.conf import settings
from django.db import connection
from psycopg import sql

from yinqiao.areas.handover import errors, events
from yinqiao.areas.handover.models import Batch, RosterRow
from yinqiao.areas.handover.roster.rulebook import shipped_parameters
from yinqiao.areas.handover.rules import answer_due, must_stop_for_duplicates
from yinqiao.areas.handover.services.batches import lock_batch
from yinqiao.areas.handover.services.differences import HELD_BY_PLACE, with_merged_profiles
from yinqiao.areas.handover.services.payload import as_people, merged_profiles, open_rows
from yinqiao.areas.handover.types import BatchState, RowState
from yinqiao.areas.retirees.services import Origin, change_people, register_people, set_places, set_status
from yinqiao.areas.retirees.types import RetireeStatus, Source
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting, widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.database.bulk import copy_frame, set_based
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.rulebook import rulebook

_OVERTAKEN = """
UPDATE handover_rosterrow w SET state = 'blocked'
FROM handover_known_numbers(%(enterprise)s, (
    SELECT coalesce(string_agg(id_no_index, ''), '') FROM handover_rosterrow WHERE batch_id = %(batch)s AND state = 'ready'
)) AS k
WHERE w.batch_id = %(batch)s AND w.state = 'ready' AND w.id_no_index = k.id_no_index AND k.standing IN ('other', 'deceased')
RETURNING w.row_no
"""
_OVERTAKEN_FINDINGS = """
INSERT INTO handover_finding (batch_id, row_no, enterprise_id, field, code, severity)
SELECT %s, unnest(%s::int[]), %s, 'id_no', 'roster.registered_elsewhere', 'blocks'
"""
_KNOWN = """
SELECT w.row_no, r.id, r.status, r.place_no,
       EXISTS (SELECT 1 FROM handover_offer o WHERE o.retiree_id = r.id AND o.state IN ('offered', 'accepted'))
FROM handover_rosterrow w JOIN retirees_retiree r
  ON r.id_no_index = w.id_no_index AND r.merged_into_id IS NULL AND r.enterprise_id = w.enterprise_id
WHERE w.batch_id = %s AND w.state = 'ready'
"""
_OFFER = """
INSERT INTO handover_offer (retiree_id, name, born_on, batch_id, enterprise_id, place_no, route_how, state, offered_on,
    due_on, risen_to, return_reason, return_note, answer_note, contacted_with, contact_card_no)
SELECT p.retiree_id, p.name, p.born_on, %s, %s, p.place_no, p.route_how, 'offered', %s, %s, 0, '', '', '', '', ''
FROM pg_temp.handover_offered p
"""
_CLOSE_RETURNED = """
UPDATE handover_offer o SET state = 'withdrawn', decided_at = %s FROM pg_temp.handover_offered p
WHERE o.retiree_id = p.retiree_id AND o.state = 'returned'
"""
# Rows that went with the submission stay as they are: the batch says that it was submitted. Only what had nothing to
# do is marked, for rewriting 88,000 sealed rows would cost as much as registering the people.
_ROWS_DONE = """
UPDATE handover_rosterrow w SET state = CASE WHEN p.was_offered THEN w.state ELSE 'skipped' END, retiree_id = p.known_id
FROM pg_temp.handover_row_people p WHERE w.batch_id = %s AND w.row_no = p.row_no
"""
_OFFERED = sql.SQL(
    "SELECT p.retiree_id, {}::int AS enterprise_id, p.place_no, jsonb_build_object('how', p.route_how) AS data"
    " FROM pg_temp.handover_offered p"
)


def submit_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> int:
    """Carry out a submission that an officer began; returns how many people were offered.

    New people are registered, known ones brought up to date, and everybody without a holder is offered to the place
    that the check routed to. A refusal puts the batch back to “checked” with the reason; a crash leaves it
    “submitting”, and the job begins again from nothing.
    """
    try:
        with perform(actor=actor, action="handover.submit_batch", at=at) as act:
            batch = lock_batch(act, batch_id, "finish_submit")
            with set_based(int(batch.counts.get("ready", 0))):
                offered = _submit(act, batch)
            killpoint("handover.submit_before_commit")
    except DomainError as refusal:
        _stop(actor, at, batch_id, refusal)
        raise
    killpoint("handover.submit_after_commit")
    return offered


def _submit(act: Act, batch: Batch) -> int:
    overtaken = _block_overtaken(batch)
    rows = _ready_rows(batch)
    _refuse_too_many(batch, overtaken, rows.height)
    known = _known_people(batch.id)
    fields = open_rows(batch.id, rows["row_no"].to_list(), rows["payload"].to_list())
    people = as_people(fields).join(rows.drop("payload"), on="row_no").join(known, on="row_no", how="left")
    people = people.with_columns(enterprise_id=pl.lit(batch.enterprise_id, dtype=pl.Int32))
    origin = Origin(Source.ROSTER, act.stamp.occurred_on)
    with widened("handover.submit_people"):
        new = _register(act, people.filter(pl.col("known_id").is_null()), origin)
        killpoint("handover.submit_after_register")
        _change(act, batch, people.filter(pl.col("known_id").is_not_null()), origin)
        again = _without_holder(act, people)
        offered = _offer(act, batch, pl.concat([new, again]))
        _mark_rows(batch, people, again)
    batch.submitted_at, batch.submit_act = act.at, act.id
    batch.progress_step, batch.progress_done = "done", offered
    batch.counts = {**batch.counts, "offered": offered, "overtaken": len(overtaken)}
    batch.save()
    act.about("batch", batch.id, people=offered)
    act.note(offered=offered, overtaken=len(overtaken))
    act.emit(
        events.BATCH_SUBMITTED, [Subject(None, batch.enterprise_id, subject_id=batch.id, data={"people": offered})]
    )
    return offered


def _block_overtaken(batch: Batch) -> list[int]:
    """Rows whose people somebody else has registered, or who died, since the check: blocked with a finding."""
    with connection.cursor() as cursor:
        cursor.execute(_OVERTAKEN, {"enterprise": batch.enterprise_id, "batch": batch.id})
        numbers = [row[0] for row in cursor.fetchall()]
        if numbers:
            cursor.execute(_OVERTAKEN_FINDINGS, [batch.id, numbers, batch.enterprise_id])
    return numbers


def _refuse_too_many(batch: Batch, overtaken: list[int], ready: int) -> None:
    if not ready:
        raise errors.nothing_to_submit()
    rows, known = int(batch.counts.get("rows", 0)), int(batch.counts.get("doubles", 0)) + len(overtaken)
    numbers = shipped_parameters()
    if must_stop_for_duplicates(rows, known, numbers.many_duplicates_percent, numbers.many_duplicates_floor):
        raise errors.too_many_duplicates(known, rows)


def _ready_rows(batch: Batch) -> pl.DataFrame:
    found = RosterRow.objects.filter(batch_id=batch.id, state=RowState.READY).order_by("row_no")
    rows = list(found.values_list("row_no", "payload", "place_no", "route_how", "id_no_index", "retiree_id"))
    return pl.DataFrame(
        {
            "row_no": pl.Series([row[0] for row in rows], dtype=pl.UInt32),
            "payload": pl.Series([bytes(row[1]) for row in rows], dtype=pl.Binary),
            "place_no": pl.Series([row[2] for row in rows], dtype=pl.Int32),
            "route_how": pl.Series([row[3] for row in rows], dtype=pl.String),
            "id_no_index": pl.Series([row[4] and bytes(row[4]) for row in rows], dtype=pl.Binary),
            "retiree_id": pl.Series([row[5] and row[5].bytes for row in rows], dtype=pl.Binary),
        }
    )


def _known_people(batch_id: UUID) -> pl.DataFrame:
    """The enterprise's own people among the ready rows: who they are, how they stand, whether somebody holds them."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [batch_id])
        rows = cursor.fetchall()
    return pl.DataFrame(
        {
            "row_no": pl.Series([row[0] for row in rows], dtype=pl.UInt32),
            "known_id": pl.Series([row[1].bytes for row in rows], dtype=pl.Binary),
            "status": pl.Series([row[2] for row in rows], dtype=pl.String),
            "known_place": pl.Series([row[3] for row in rows], dtype=pl.Int32),
            "has_holder": pl.Series([row[4] for row in rows], dtype=pl.Boolean),
        }
    )


_OFFERED_COLUMNS = ("row_no", "retiree_id", "name", "born_on", "place_no", "route_how")


# What handover knows about a row and the register does not take.
_OURS = ("row_no", "route_how", "id_no_index", "known_id", "status", "known_place", "has_holder")


def _register(act: Act, people: pl.DataFrame, origin: Origin) -> pl.DataFrame:
    if people.height:
        profiles = merged_profiles(people["profile"].to_list(), [None] * people.height)
        taken = people.drop(_OURS).with_columns(pl.Series("profile", profiles, dtype=pl.String))
        register_people(act=act, people=taken, origin=origin, is_synthetic=settings.IS_DEMO)
    return people.select(_OFFERED_COLUMNS)


def _change(act: Act, batch: Batch, people: pl.DataFrame, origin: Origin) -> None:
    """Bring the enterprise's own people up to date; where they live is the holder's to say once they are held."""
    living = people.filter(pl.col("status") != RetireeStatus.DECEASED.value)
    if living.is_empty():
        return
    told = with_merged_profiles(batch.enterprise_id, living)
    is_held = pl.col("status") == RetireeStatus.MANAGED.value
    told = told.with_columns(pl.when(is_held).then(None).otherwise(pl.col(name)).alias(name) for name in HELD_BY_PLACE)
    told = told.with_columns(retiree_id="known_id").drop(*_OURS, "place_no", "enterprise_id")
    change_people(act=act, people=told, origin=origin)


def _without_holder(act: Act, people: pl.DataFrame) -> pl.DataFrame:
    """Known people whom nobody holds or is offered (returned before): they are offered anew."""
    loose = people.filter(
        pl.col("known_id").is_not_null()
        & pl.col("has_holder").not_()
        & pl.col("status").is_in([RetireeStatus.RETURNED.value])
    )
    from_bytes = [UUID(bytes=value) for value in loose["known_id"].to_list()]
    set_places(act=act, places=dict(zip(from_bytes, loose["place_no"].to_list(), strict=True)))
    chosen = sql.SQL("SELECT unnest({}::uuid[]) AS retiree_id").format(sql.Literal([str(one) for one in from_bytes]))
    set_status(act=act, people=chosen, status=RetireeStatus.OFFERED)
    return loose.with_columns(retiree_id=pl.col("known_id")).select(_OFFERED_COLUMNS)


def _offer(act: Act, batch: Batch, offered: pl.DataFrame) -> int:
    columns = {"retiree_id": "uuid", "name": "text", "born_on": "date", "place_no": "int", "route_how": "text"}
    copy_frame("handover_offered", columns, offered)
    rule = rulebook().get("handover.answer_days", region=settings.REGION, day=act.stamp.occurred_on)
    due = answer_due(act.stamp.occurred_on, 0, rule.parameters)
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE_RETURNED, [act.at])
        cursor.execute(_OFFER, [batch.id, batch.enterprise_id, act.stamp.occurred_on, due])
    return act.emit_select(events.PERSON_OFFERED, _OFFERED.format(sql.Literal(batch.enterprise_id)))


def _mark_rows(batch: Batch, people: pl.DataFrame, again: pl.DataFrame) -> None:
    """Rows of known people learn whose they are; those whom nobody had to be offered are marked as skipped."""
    known = people.filter(pl.col("known_id").is_not_null()).select("row_no", "known_id")
    if known.is_empty():
        return
    marks = known.with_columns(was_offered=pl.col("row_no").is_in(again["row_no"].implode()))
    copy_frame("handover_row_people", {"row_no": "int", "known_id": "uuid", "was_offered": "boolean"}, marks)
    with connection.cursor() as cursor:
        cursor.execute(_ROWS_DONE, [batch.id])


def _stop(actor: Actor, at: datetime, batch_id: UUID, refusal: DomainError) -> None:
    """Put a refused submission back to “checked”, with the reason for the officer to read."""
    with acting(actor):
        batch = Batch.objects.select_for_update().filter(pk=batch_id, state=BatchState.SUBMITTING).first()
        if batch is not None:
            batch.state, batch.progress_step = BatchState.CHECKED, "refused"
            batch.refusal_code, batch.refusal_text = refusal.code, refusal.message[:300]
            batch.save()
