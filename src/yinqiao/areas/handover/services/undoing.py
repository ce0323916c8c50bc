"""A submitted batch taken back as a whole, as long as nothing later rests on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yinqiao.areas.handover import errors, events
from yinqiao.areas.handover.types import ROSTER, ROSTER_WORDS
from yinqiao.areas.lists.errors import batch_not_open
from yinqiao.areas.lists.services import finish_undo, work_on
from yinqiao.areas.lists.types import BatchState
from yinqiao.areas.retirees.services import remove_people, restore_people
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject
from yinqiao.platform.database.bulk import set_based
from yinqiao.platform.faults.killpoints import killpoint

_LOCK_PEOPLE = """
SELECT r.id FROM retirees_retiree r WHERE EXISTS (
    SELECT 1 FROM retirees_retireeversion v WHERE v.pgh_obj_id = r.id AND v.act_id = %s) ORDER BY r.id FOR UPDATE
"""
# Whoever was accepted, returned, moved or corrected since stands in a version, an offer's answer, a note, a request or
# a contact. That nobody answered in time, so that an offer rose, is nobody's work.
_LATER = """
SELECT count(DISTINCT who) FROM (
    SELECT o.retiree_id AS who FROM handover_offer o
    WHERE o.enterprise_id = %(enterprise)s AND o.batch_id = %(batch)s
      AND (o.state <> 'offered' OR o.return_reason <> '')
    UNION ALL
    SELECT v.pgh_obj_id FROM retirees_retireeversion v
    JOIN (SELECT pgh_obj_id, max(pgh_id) AS last FROM retirees_retireeversion WHERE act_id = %(act)s GROUP BY 1) AS ours
      ON ours.pgh_obj_id = v.pgh_obj_id AND v.pgh_id > ours.last
    UNION ALL
    SELECT n.retiree_id FROM retirees_note n JOIN handover_offer o ON o.retiree_id = n.retiree_id
    WHERE o.enterprise_id = %(enterprise)s AND o.batch_id = %(batch)s
    UNION ALL
    SELECT d.retiree_id FROM retirees_datarequest d JOIN handover_offer o ON o.retiree_id = d.retiree_id
    WHERE o.enterprise_id = %(enterprise)s AND o.batch_id = %(batch)s
    UNION ALL
    SELECT c.retiree_id FROM retirees_contactperson c JOIN handover_offer o ON o.retiree_id = c.retiree_id
    WHERE o.enterprise_id = %(enterprise)s AND o.batch_id = %(batch)s
) AS later
"""
_TOUCHED = """
SELECT pgh_obj_id, bool_or(pgh_label = 'insert') FROM retirees_retireeversion WHERE act_id = %s GROUP BY 1
"""
# Returns that the submission closed because it offered the people anew stand open again, as of when they were made.
_RETURNS_BACK = """
UPDATE handover_offer SET state = 'returned', decided_at = coalesce(returned_at, decided_at)
WHERE state = 'withdrawn' AND decided_at = %s AND retiree_id = ANY (%s::uuid[])
"""
_ROWS_BACK = """
UPDATE handover_rosterrow SET state = 'ready' WHERE batch_id = %s AND state = 'skipped'
"""


def undo_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> int:
    """Take a submission back: new people leave the register, changed ones get their values back; returns how many.

    Events and history stay and grow. Conflict `handover.later_work_rests_on_it` when a community or anybody else
    has worked on one of the people; the batch then stands as submitted again.
    """
    with work_on(actor=actor, at=at, kind=ROSTER, batch_id=batch_id, step="undo") as (act, batch):
        people = _undo(act, batch)
        killpoint("handover.undo_before_commit")
    killpoint("handover.undo_after_commit")
    return people


def _undo(act: Act, batch: Any) -> int:
    submission = batch.submit_act
    if submission is None:
        raise batch_not_open(ROSTER_WORDS, BatchState(batch.state).label)
    rows = int(batch.counts.get("offered", 0))
    with widened("handover.undo_batch"), set_based(rows), connection.cursor() as cursor:
        cursor.execute(_LOCK_PEOPLE, [submission])
        cursor.execute(_LATER, {"batch": batch.id, "enterprise": batch.enterprise_id, "act": submission})
        if later := cursor.fetchone()[0]:
            raise errors.later_work_rests_on_it(later)
        cursor.execute(_TOUCHED, [submission])
        touched: list[tuple[UUID, bool]] = cursor.fetchall()
        new = [who for who, is_new in touched if is_new]
        changed = [who for who, is_new in touched if not is_new]
        cursor.execute(
            "DELETE FROM handover_offer WHERE enterprise_id = %s AND batch_id = %s", [batch.enterprise_id, batch.id]
        )
        cursor.execute(_RETURNS_BACK, [batch.submitted_at, changed])
        killpoint("handover.undo_after_offers")
        remove_people(act=act, ids=new)
        restore_people(act=act, ids=changed, before_act=submission)
        cursor.execute(_ROWS_BACK, [batch.id])
        finish_undo(act=act, batch=batch, people=len(touched))
        act.note(removed=len(new), restored=len(changed))
        facts = {"removed": len(new), "restored": len(changed)}
        act.emit(events.BATCH_UNDONE, [Subject(None, batch.enterprise_id, subject_id=batch.id, data=facts)])
    return len(touched)
