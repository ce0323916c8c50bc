"""A checked roster submitted: organisations and members, letters that were told, who is responsible; and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.areas.lists.queries import get_batch
from yinqiao.areas.lists.services import (
    begin_submission,
    finish_submission,
    finish_undo,
    renew_annotated_copy,
    work_on,
)
from yinqiao.areas.party import errors, events
from yinqiao.areas.party.models import Member, Roster
from yinqiao.areas.party.queries import named_receivers
from yinqiao.areas.party.rules import next_roster_state
from yinqiao.areas.party.services.letters import void_letters
from yinqiao.areas.party.services.selection import count_picked, pick_roster, tell_picked
from yinqiao.areas.party.services.sending import offer_members
from yinqiao.areas.party.types import ROSTER, MemberState, RosterState, RosterStep
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.database.bulk import set_based

_HAS_REPORTED = sql.SQL("k.has_reported")
_TAKE_BACK = """
UPDATE party_member SET state = 'withdrawn', state_on = %s, return_reason = '', return_note = '', reported_on = NULL
WHERE id = ANY (ARRAY(SELECT id FROM pg_temp.party_picked))
"""


def begin_offer(*, actor: Actor, at: datetime, batch_id: UUID, place_no: int) -> None:
    """The officer names who receives those whose home is not known, and confirms; the submission itself is a job.

    Invalid `party.not_a_receiver` for a place that receives nobody. What the batch must be like is as for every list
    (`begin_submission`).
    """
    with perform(actor=actor, action="party.choose_receiver", at=at) as act:
        batch = get_batch(scope=actor.scope, kind=ROSTER, batch_id=batch_id)
        if place_no not in named_receivers().values():
            raise errors.not_a_receiver()
        begin_submission(actor=actor, at=at, kind=ROSTER, batch_id=batch_id)
        chosen = {"named_no": place_no, "batch_no": batch.batch_no, "enterprise_id": batch.enterprise_id}
        Roster.objects.update_or_create(pk=batch_id, defaults={**chosen, "state": RosterState.SENDING})
        act.about("party_roster", batch_id, people=0)
        act.note(place=place_no)


def submit_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> int:
    """Carry out a submission that an officer began; returns how many members are on their way now.

    A row whose member is in another roster or received by now stays behind with a finding. A refusal puts the batch
    back to “checked”; a crash leaves it “submitting”, and the job begins again from nothing.
    """
    with work_on(actor=actor, at=at, kind=ROSTER, batch_id=batch_id, step="submit") as (act, batch):
        return _submit(act, batch)


def _submit(act: Act, batch: Any) -> int:
    roster = _lock_roster(act, batch.id, RosterStep.OFFER)
    with set_based(int(batch.counts.get("ready", 0))):
        counts = offer_members(act, batch)
        members = roster.members = counts["offered"]
        roster.offered_at = act.at
        roster.save()
        finish_submission(act=act, batch=batch, people=members, counts=counts)
        renew_annotated_copy(act=act)
        act.note(**counts)
        facts = {"members": members, "letters": counts["letters"]}
        act.emit(events.ROSTER_OFFERED, [Subject(None, roster.enterprise_id, None, batch.id, data=facts)])
    return members


def _lock_roster(act: Act, roster_id: UUID, step: RosterStep) -> Roster:
    """The roster of an enterprise in scope, locked, its state moved on; Conflict where the flow forbids the step."""
    row = Roster.objects.select_for_update().filter(act.actor.scope.predicate(place="named_no"), pk=roster_id).first()
    if row is None:
        raise NotFound
    state = next_roster_state(RosterState(row.state), step)
    if state is None:
        raise errors.step_not_open(RosterState(row.state).label)
    row.state = state
    return row


def undo_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> int:
    """Take a roster back before a first member has reported in; returns how many stay with the enterprise.

    Their letters are void. Conflict `party.reporting_begun` afterwards; the batch then stands as submitted again.
    """
    with work_on(actor=actor, at=at, kind=ROSTER, batch_id=batch_id, step="undo") as (act, batch):
        roster = _lock_roster(act, batch.id, RosterStep.TAKE_BACK)
        people = pick_roster(act, batch.id)
        left = Member.objects.filter(roster_id=batch.id).exclude(state=MemberState.WITHDRAWN).count()
        if people < left or count_picked(_HAS_REPORTED):
            raise errors.reporting_begun()
        take_back_picked(act)
        roster.save()
        finish_undo(act=act, batch=batch, people=people)
        act.note(members=people)
        act.emit(events.ROSTER_UNDONE, [Subject(None, roster.enterprise_id, None, batch.id, data={"members": people})])
    return people


def take_back_picked(act: Act) -> None:
    """The picked members are the enterprise's again, as they were; their letters are void."""
    tell_picked(act, events.WITHDRAWN)
    void_letters(act)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_BACK, [act.stamp.occurred_on])
