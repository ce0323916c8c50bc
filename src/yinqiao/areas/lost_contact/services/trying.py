"""Attempts to reach somebody: how each ended, coded; one noted by mistake is made void."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.lost_contact import errors, events
from yinqiao.areas.lost_contact.models import ContactAttempt
from yinqiao.areas.lost_contact.queries import get_attempt
from yinqiao.areas.lost_contact.rules import TRY
from yinqiao.areas.lost_contact.services.reaching import recount
from yinqiao.areas.lost_contact.types import Attempt
from yinqiao.areas.retirees.queries import require_past, subject
from yinqiao.areas.retirees.services import lock_person
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def record_attempt(*, actor: Actor, at: datetime, retiree_id: UUID, attempt: Attempt) -> UUID:
    """Note how an attempt ended; returns its id. Whoever was reached is out of doubt, a declaration stays until a person
    ends it.

    Invalid for a day before the birth or after today; Refused for who is not managed; NotFound out of scope.
    """
    with perform(actor=actor, action="lost_contact.record_attempt", at=at) as act:
        row = lock_person(act=act, retiree_id=retiree_id, rule=TRY)
        require_past(attempt.occurred_on, row, act.stamp.occurred_on, "occurred_on")
        made = ContactAttempt.objects.create(
            retiree_id=retiree_id, outcome=attempt.outcome, occurred_on=attempt.occurred_on, author_name=actor.name,
        )  # fmt: skip
        recount(retiree_id=retiree_id)
        act.emit(events.TRIED, [subject(row, outcome=attempt.outcome.value)])
        act.note(attempt=str(made.pk), outcome=attempt.outcome.value)
    return made.pk


def void_attempt(*, actor: Actor, at: datetime, attempt_id: UUID) -> UUID:
    """Make an attempt void that was noted by mistake; returns the person. Conflict when it was before."""
    with perform(actor=actor, action="lost_contact.void_attempt", at=at) as act:
        found = get_attempt(scope=actor.scope, attempt_id=attempt_id)
        row = lock_person(act=act, retiree_id=found.retiree_id, rule=TRY)
        changed = ContactAttempt.objects.filter(pk=attempt_id, voided_at__isnull=True).update(
            voided_at=at, voided_name=actor.name
        )
        if not changed:
            raise errors.attempt_void()
        recount(retiree_id=row.pk)
        act.emit(events.ATTEMPT_VOIDED, [subject(row, outcome=found.outcome)])
        act.note(attempt=str(attempt_id))
    return row.pk
