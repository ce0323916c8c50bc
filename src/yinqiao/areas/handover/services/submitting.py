"""The submission of a checked batch: people into the register, offers to their places, all in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import polars as pl
from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from yinqiao.areas.handover import errors, events
from yinqiao.areas.handover.models import RosterRow
from yinqiao.areas.handover.rules import answer_due
from yinqiao.areas.handover.services.differences import with_merged_profiles
from yinqiao.areas.handover.types import ROSTER, ROSTER_WORDS, RowState
from yinqiao.areas.lists.errors import nothing_to_submit
from yinqiao.areas.lists.services import add_findings, finish_submission, work_on
from yinqiao.areas.retirees.errors import number_taken
from yinqiao.areas.retirees.services import (
    INDEXES,
    PLAIN,
    SEALED,
    Origin,
    change_people,
    read_facts,
    register_prepared,
    set_places,
    set_status,
)
from yinqiao.areas.retirees.types import RetireeStatus, Source
from yinqiao.areas.rosters.queries import HELD_BY_PLACE, is_stopped
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Run, Subject, at_once
from yinqiao.platform.database.bulk import NEXT_ID, WITH_IDS, frame_of, set_based
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.rulebook import rulebook

# What the register knows of the ready rows' numbers, across all scopes.
_STANDINGS = sql.SQL("""
handover_known_numbers(%(enterprise)s, (
    SELECT coalesce(string_agg(id_no_index, ''), '') FROM handover_rosterrow WHERE batch_id = %(batch)s AND state = 'ready'
)) AS k
""")
_OVERTAKEN = sql.SQL("""
UPDATE handover_rosterrow w SET state = 'blocked' FROM {standings}
WHERE w.batch_id = %(batch)s AND w.state = 'ready' AND w.id_no_index = k.id_no_index AND k.standing IN ('other', 'deceased')
RETURNING w.row_no
""").format(standings=_STANDINGS)
_OVERTAKEN_FINDING = {"field": "id_no", "code": "roster.registered_elsewhere", "severity": "blocks"}
# The enterprise's own people among the ready rows, and those left to it: who they are, how they stand, whether somebody holds them. Looked
# up number by number (an array), not by reading the register: a small roster costs little in a large city.
_KNOWN = """
DROP TABLE IF EXISTS pg_temp.handover_known; CREATE TEMP TABLE handover_known ON COMMIT DROP AS
SELECT w.row_no, r.id AS known_id, r.status, r.status IN ('returned', 'moved_away') AND NOT EXISTS (
    SELECT 1 FROM handover_offer o WHERE o.retiree_id = r.id AND o.state IN ('offered', 'accepted')) AS is_loose
FROM handover_rosterrow w JOIN retirees_retiree r
  ON r.id_no_index = w.id_no_index AND r.merged_into_id IS NULL
  AND r.enterprise_id = ANY ((SELECT organisations_left_to({enterprise}))::int[])
WHERE w.batch_id = {batch} AND w.state = 'ready' AND r.id_no_index = ANY (ARRAY(
    SELECT id_no_index FROM handover_rosterrow WHERE batch_id = {batch} AND state = 'ready'))
"""
_NEW = """
SELECT w.facts_id AS retiree_id, w.route_how, w.facts, w.facts_digest, w.former_name, {columns} FROM handover_rosterrow w
WHERE w.batch_id = {batch} AND w.state = 'ready' AND {is_new}
"""
_IS_NEW = sql.SQL("NOT EXISTS (SELECT 1 FROM pg_temp.handover_known k WHERE k.row_no = w.row_no)")
_NAMED = "SELECT uuid_send(retiree_id), name, place_no, enterprise_id, former_name FROM ({people}) AS p"
_NAMED_TYPES = {"retiree_id": "uuid", "name": "text", "place_no": "int", "enterprise_id": "int", "former_name": "text"}
_CHANGED = """
SELECT uuid_send(k.known_id), k.status, w.facts_id, w.facts, {columns} FROM handover_rosterrow w
JOIN pg_temp.handover_known k ON k.row_no = w.row_no
WHERE w.batch_id = {batch} AND w.change <> 'unchanged' AND k.status <> 'deceased'
"""
_OFFERED_NEW = "SELECT retiree_id, name, born_on, place_no, route_how FROM ({people}) AS p"
# People whom nobody here holds or is offered (returned before, or gone to another city) are offered anew.
_OFFERED = """
{new}
UNION ALL
SELECT k.known_id, w.name, w.born_on, w.place_no, w.route_how FROM handover_rosterrow w
JOIN pg_temp.handover_known k ON k.row_no = w.row_no WHERE w.batch_id = {batch} AND k.is_loose
"""
_LOOSE = """
SELECT k.known_id, w.place_no FROM pg_temp.handover_known k
JOIN handover_rosterrow w ON w.batch_id = %s AND w.row_no = k.row_no WHERE k.is_loose
"""
_LOOSE_PEOPLE = sql.SQL("SELECT known_id AS retiree_id FROM pg_temp.handover_known WHERE is_loose")
_OFFER = """
INSERT INTO handover_offer (id, retiree_id, name, born_on, batch_id, enterprise_id, place_no, route_how, state,
    offered_on, due_on, risen_to, return_reason, return_note, answer_note, contacted_with, contact_card_no)
{ids} SELECT {id}, p.retiree_id, p.name, p.born_on, %s, %s, p.place_no, p.route_how, 'offered', %s, %s, 0, '', '', '', '', ''
FROM ({offered}) AS p
"""
_CLOSE_RETURNED = """
UPDATE handover_offer o SET state = 'withdrawn', decided_at = %s FROM pg_temp.handover_known k
WHERE k.is_loose AND o.retiree_id = k.known_id AND o.state = 'returned'
"""
# Rows that went with the submission stay as they are: the batch says that it was submitted. Only what had nothing to
# do is marked, for rewriting 88,000 sealed rows would cost as much as registering the people.
_ROWS_DONE = """
UPDATE handover_rosterrow w SET state = CASE WHEN k.is_loose THEN w.state ELSE 'skipped' END, retiree_id = k.known_id
FROM pg_temp.handover_known k WHERE w.batch_id = %s AND w.row_no = k.row_no
"""
_OFFER_EVENTS = sql.SQL(
    "SELECT p.retiree_id, {enterprise}::int AS enterprise_id, p.place_no,"
    " jsonb_build_object('how', p.route_how) AS data FROM ({offered}) AS p"
)


def submit_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> int:
    """Carry out a submission that an officer began; returns how many people were offered.

    New people are registered, known ones brought up to date, and everybody without a holder is offered to the place
    that the check routed to. A refusal puts the batch back to “checked” with the reason; a crash leaves it
    “submitting”, and the job begins again from nothing.
    """
    with work_on(actor=actor, at=at, kind=ROSTER, batch_id=batch_id, step="submit") as (act, batch):
        with set_based(int(batch.counts.get("ready", 0))):
            offered = _submit(act, batch)
        killpoint("handover.submit_before_commit")
    killpoint("handover.submit_after_commit")
    return offered


def _submit(act: Act, batch: Any) -> int:
    if not RosterRow.objects.filter(batch_id=batch.id, state=RowState.READY).exists():
        raise nothing_to_submit(ROSTER_WORDS)
    # Counted when the rows were stored, in their transaction.
    ready = int(batch.counts["ready"])
    _refuse_too_many(batch, 0)
    gaps = {
        "batch": sql.Literal(str(batch.id)),
        "enterprise": sql.Literal(batch.enterprise_id),
        "columns": sql.SQL(", ").join(map(_of_row, (*PLAIN, *INDEXES))),
    }
    with widened("handover.submit_people"):
        count, overtaken = _submit_new(act, batch, ready, gaps) or _submit_any(act, batch, ready, gaps)
    finish_submission(act=act, batch=batch, people=count, counts={"offered": count, "overtaken": overtaken})
    act.note(offered=count, overtaken=overtaken)
    act.emit(events.BATCH_SUBMITTED, [Subject(None, batch.enterprise_id, subject_id=batch.id, data={"people": count})])
    return count


def _submit_new(act: Act, batch: Any, ready: int, gaps: Mapping[str, sql.Composable]) -> tuple[int, int] | None:
    """A roster of new people, as the first of an enterprise is: offered and registered without a second look.

    Everything comes from what the check has committed, so that two connections can write it. The register's index of
    numbers knows everybody: None, and nothing done, when it holds one of them by now.
    """
    if int(batch.counts.get("change_new", 0)) != ready:
        return None
    people = sql.SQL(_NEW).format(is_new=sql.SQL("true"), **gaps)
    offered = sql.SQL(_OFFERED_NEW).format(people=people)
    try:
        with transaction.atomic(), act.beside(ready) as run:
            run(lambda: _offer(act, batch, offered))
            _register(act, people, run)
            killpoint("handover.submit_after_register")
            count = _tell_offered(act, batch, offered)
    except Conflict as refused:
        if refused.code != number_taken().code:
            raise
        return None
    return count, 0


def _submit_any(act: Act, batch: Any, ready: int, gaps: Mapping[str, sql.Composable]) -> tuple[int, int]:
    """New people and known ones; returns how many were offered, and how many rows somebody else had overtaken."""
    overtaken = _block_overtaken(act, batch)
    if len(overtaken) == ready:
        raise nothing_to_submit(ROSTER_WORDS)
    _refuse_too_many(batch, len(overtaken))
    _find_known(gaps)
    people = sql.SQL(_NEW).format(is_new=_IS_NEW, **gaps)
    _change(act, batch, sql.SQL(_CHANGED).format(**gaps))
    _let_loose(act, batch)
    offered = sql.SQL(_OFFERED).format(new=sql.SQL(_OFFERED_NEW).format(people=people), **gaps)
    _register(act, people, at_once)
    _offer(act, batch, offered)
    count = _tell_offered(act, batch, offered)
    with connection.cursor() as cursor:
        cursor.execute(_ROWS_DONE, [batch.id])
    return count, len(overtaken)


def _find_known(gaps: Mapping[str, sql.Composable]) -> None:
    """Keep the enterprise's own people among the ready rows in `pg_temp.handover_known`."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(_KNOWN).format(**gaps))


def _origin(act: Act) -> Origin:
    return Origin(Source.ROSTER, act.stamp.occurred_on, is_synthetic=settings.IS_DEMO)


def _of_row(column: str) -> sql.Composable:
    return sql.Identifier("w", column)


def _block_overtaken(act: Act, batch: Any) -> list[int]:
    """Rows whose people somebody else has registered, or who died, since the check: blocked with a finding."""
    with connection.cursor() as cursor:
        cursor.execute(_OVERTAKEN, {"enterprise": batch.enterprise_id, "batch": batch.id})
        numbers = [row[0] for row in cursor.fetchall()]
        if numbers:
            add_findings(act=act, batch=batch, row_numbers=numbers, **_OVERTAKEN_FINDING)
    return numbers


def _refuse_too_many(batch: Any, overtaken: int) -> None:
    rows, known = int(batch.counts.get("rows", 0)), int(batch.counts.get("doubles", 0)) + overtaken
    if is_stopped(rows, known):
        raise errors.too_many_duplicates(known, rows)


def _register(act: Act, people: sql.Composable, run: Run) -> None:
    """New people go from the roster's rows into the register inside the server: their facts are sealed already."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(_NAMED).format(people=people))
        named = frame_of(cursor.fetchall(), _NAMED_TYPES)
    if named.height:
        register_prepared(act=act, people=people, named=named, origin=_origin(act), run=run)


def _change(act: Act, batch: Any, changed: sql.Composable) -> None:
    """Bring the enterprise's own people up to date; where they live is the holder's to say once they are held."""
    with connection.cursor() as cursor:
        cursor.execute(changed)
        rows = cursor.fetchall()
    if not rows:
        return
    facts = read_facts([row[3] for row in rows], [row[2] for row in rows])
    sealed = [[known.get(name) for name in SEALED] for known in facts]
    columns = {"retiree_id": "uuid", "status": "text", **PLAIN, **INDEXES, **dict.fromkeys(SEALED, "text")}
    told = frame_of([(*row[:2], *row[4:], *more) for row, more in zip(rows, sealed, strict=True)], columns)
    told = with_merged_profiles(batch.enterprise_id, told)
    is_held = pl.col("status") == RetireeStatus.MANAGED.value
    told = told.with_columns(pl.when(is_held).then(None).otherwise(pl.col(name)).alias(name) for name in HELD_BY_PLACE)
    change_people(act=act, people=told.drop("status", "place_no", "enterprise_id", *INDEXES), origin=_origin(act))


def _let_loose(act: Act, batch: Any) -> None:
    """Whom nobody holds or is offered stands where the roster now routes to, and is offered anew."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOSE, [batch.id])
        loose = dict(cursor.fetchall())
        if loose:
            cursor.execute(_CLOSE_RETURNED, [act.at])
            set_places(act=act, places=loose)
            set_status(act=act, people=_LOOSE_PEOPLE, status=RetireeStatus.OFFERED)


def _offer(act: Act, batch: Any, offered: sql.Composable) -> None:
    rule = rulebook().get("handover.answer_days", region=settings.REGION, day=act.stamp.occurred_on)
    due = answer_due(act.stamp.occurred_on, 0, rule.parameters)
    statement = sql.SQL(_OFFER).format(offered=offered, ids=WITH_IDS, id=NEXT_ID)
    with connection.cursor() as cursor:
        cursor.execute(statement, [batch.id, batch.enterprise_id, act.stamp.occurred_on, due])


def _tell_offered(act: Act, batch: Any, offered: sql.Composable) -> int:
    """One event for everybody offered; returns how many."""
    told = _OFFER_EVENTS.format(enterprise=sql.Literal(batch.enterprise_id), offered=offered)
    return act.emit_select(events.PERSON_OFFERED, told)
