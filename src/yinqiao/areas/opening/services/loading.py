"""The load: the people of a signed rehearsal come into the register as already accepted, in one transaction, told to nobody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection
from psycopg import sql

from yinqiao.areas.handover.services import hold_people
from yinqiao.areas.opening import errors, events
from yinqiao.areas.opening.models import OldRow, Run
from yinqiao.areas.opening.queries.runs import city_of
from yinqiao.areas.opening.services.figures import count_anew
from yinqiao.areas.opening.services.runs import lock_run, tell
from yinqiao.areas.opening.types import RowState, RunState
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.services import INDEXES, PLAIN, Origin, register_prepared
from yinqiao.areas.retirees.types import RetireeStatus, Source
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.bulk import frame_of, set_based
from yinqiao.platform.faults.killpoints import killpoint

_PEOPLE = sql.SQL("""
SELECT w.id AS retiree_id, w.to_place AS place_no, w.accepted_on AS since, w.contacted_on, w.route_how, w.facts,
    w.facts_digest, w.former_name, {columns} FROM opening_oldrow w WHERE w.run_id = {run} AND w.state = 'ready'
""")
_COLUMNS = [sql.Identifier("w", name) for name in (*PLAIN, *INDEXES) if name != "place_no"]
_NAMED = sql.SQL("SELECT uuid_send(retiree_id), name, place_no, enterprise_id, former_name FROM ({people}) AS p")
_NAMED_TYPES = {"retiree_id": "uuid", "name": "text", "place_no": "int", "enterprise_id": "int", "former_name": "text"}
_OVERTAKEN = """
SELECT count(*) FROM handover_known_numbers(0, (
    SELECT coalesce(string_agg(id_no_index, ''), '') FROM opening_oldrow WHERE run_id = %s AND state = 'ready'))
WHERE standing <> 'roster_elsewhere'
"""
_TARGETS = "SELECT DISTINCT to_place FROM opening_oldrow WHERE run_id = %s AND state = 'ready'"
# Who is here already keeps the old number too: old papers must find the person.
_OLD_NUMBERS = """
INSERT INTO opening_oldnumber (number, retiree_id, run_id, place_no, system, accepted_on)
SELECT w.old_no, w.id, w.run_id, w.place_no, %(system)s, w.accepted_on FROM opening_oldrow w
WHERE w.run_id = %(run)s AND w.state = 'ready'
UNION ALL
SELECT DISTINCT ON (w.old_no, r.id) w.old_no, r.id, w.run_id, w.place_no, %(system)s, coalesce(w.accepted_on, r.status_on)
FROM opening_oldrow w JOIN retirees_retiree r ON r.id_no_index = w.id_no_index AND r.merged_into_id IS NULL
WHERE w.run_id = %(run)s AND w.state = 'known' AND w.old_no <> ''
ON CONFLICT (number, retiree_id) DO NOTHING
"""
# What an earlier table could not load is closed by the mended row that now loads, or turns out to be here.
_MEND = """
UPDATE opening_oldrow o SET state = 'mended', mended_by = n.run_id
FROM opening_oldrow n, opening_run e
WHERE n.run_id = %s AND n.state IN ('ready', 'known') AND n.old_no <> '' AND o.old_no = n.old_no
  AND o.run_id = e.id AND e.state = 'loaded' AND o.run_id <> n.run_id AND o.state = 'held'
"""
_MENDED_RUNS = "SELECT DISTINCT run_id FROM opening_oldrow WHERE mended_by = %s"


def load_run(*, actor: Actor, at: datetime, run_id: UUID) -> int:
    """Carry out a load that two people decided; returns how many people came in.

    Exactly what was rehearsed or nothing: Conflict `opening.register_moved` when somebody of it has come into the
    register since, `opening.places_moved` when a place is gone; the run is a proposal again then. A crash leaves it
    “loading”, and the job begins again from nothing. No offer, period, notice or message arises.
    """
    try:
        with perform(actor=actor, action="opening.load_run", at=at) as act:
            run = lock_run(act, run_id, "finish_load")
            with set_based(int(run.counts.get("ready", 0))):
                people = _load(act, run)
            killpoint("opening.load_before_commit")
    except DomainError as refusal:
        put_back(actor, run_id, RunState.LOADING, RunState.PROPOSED, refusal)
        raise
    killpoint("opening.load_after_commit")
    return people


def _load(act: Act, run: Run) -> int:
    _refuse_what_moved(run)
    people = _PEOPLE.format(columns=sql.SQL(", ").join(_COLUMNS), run=sql.Literal(str(run.pk)))
    with connection.cursor() as cursor:
        cursor.execute(_NAMED.format(people=people))
        named = frame_of(cursor.fetchall(), _NAMED_TYPES)
    origin = Origin(
        Source.OLD_SYSTEM, act.stamp.occurred_on, is_synthetic=settings.IS_DEMO, is_by_row=True, told=events.PERSON_LOADED
    )  # fmt: skip
    register_prepared(act=act, people=people, named=named, origin=origin, status=RetireeStatus.MANAGED)
    killpoint("opening.load_after_register")
    hold_people(act=act, people=people)
    with connection.cursor() as cursor:
        cursor.execute(_OLD_NUMBERS, {"run": run.pk, "system": run.system})
    run.loaded_at, run.load_act = act.at, act.id
    run.progress_step, run.progress_done = "done", named.height
    run.save()
    _mend_earlier(run)
    act.about("opening_run", run.pk, people=named.height)
    act.note(loaded=named.height, paper_no=run.paper_no)
    tell(act, events.LOADED, run, people=named.height)
    return named.height


def _refuse_what_moved(run: Run) -> None:
    """What both sides signed is loaded, or nothing."""
    tree = places()
    with connection.cursor() as cursor:
        cursor.execute(_TARGETS, [run.pk])
        if any(row[0] not in tree.by_no for row in cursor.fetchall()):
            raise errors.places_moved()
        cursor.execute(_OVERTAKEN, [run.pk])
        if overtaken := cursor.fetchone()[0]:
            raise errors.register_moved(overtaken)


def _mend_earlier(run: Run) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_MEND, [run.pk])
    count_mended(run)


def count_mended(run: Run) -> None:
    """Count those runs anew whose rows this one mended."""
    with connection.cursor() as cursor:
        cursor.execute(_MENDED_RUNS, [run.pk])
        for (earlier_id,) in cursor.fetchall():
            earlier = Run.objects.select_for_update().get(pk=earlier_id)
            count_anew(earlier)
            earlier.save(update_fields=["counts"])


def put_back(actor: Actor, run_id: UUID, at_work: RunState, back: RunState, refusal: DomainError) -> None:
    """A refusal puts the run back to where it stood, with the reason for the officer to read."""
    with acting(actor):
        run = Run.objects.select_for_update().filter(city_of(actor.scope), pk=run_id, state=at_work).first()
        if run is not None:
            run.state, run.progress_step = back, "refused"
            run.refusal_code, run.refusal_text = refusal.code, f"{refusal.message}{refusal.next_step}"[:300]
            run.save()


def loaded_ids(run: Run) -> list[UUID]:
    """The people whom a run has brought into the register."""
    return list(OldRow.objects.filter(run_id=run.pk, state=RowState.READY).values_list("id", flat=True))
