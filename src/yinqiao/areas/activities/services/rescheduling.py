"""One time of an offering is held at another time, or not at all: whoever has a seat is to be told."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yinqiao.areas.activities import errors
from yinqiao.areas.activities.models import Enrolment, Session
from yinqiao.areas.activities.queries import get_session
from yinqiao.areas.activities.services.offering import everybody, locked
from yinqiao.areas.activities.types import Slot, Standing, State, ToTell
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def reschedule(*, actor: Actor, at: datetime, session_id: UUID, to: Slot | None) -> None:
    """Hold a session of the scope at another time; None: it is not held. Its room stays, and is asked anew.

    NotFound out of scope; Invalid `activities.not_complete` for a time that has passed, lies within enrolment or ends before
    it begins; Conflict `.state_forbids` for a session that is over or cancelled, `.room_taken`.
    """
    with perform(actor=actor, action="activities.reschedule", at=at) as act:
        found = get_session(scope=actor.scope, session_id=session_id)
        offering = locked(act, found.offering_id)
        row = Session.objects.select_for_update().get(pk=session_id)
        if offering.state == State.CANCELLED or row.is_cancelled or row.starts_at <= at:
            raise errors.state_forbids()
        if to is None:
            row.is_cancelled = True
        else:
            _move(row, to, at, offering.closes_on)
        try:
            with transaction.atomic():
                row.save(update_fields=["starts_at", "ends_at", "is_cancelled"])
        except IntegrityError as problem:
            raise errors.room_taken() from problem
        held = offering.sessions.filter(is_cancelled=False).order_by("starts_at").values_list("starts_at", flat=True)
        if days := [timezone.localdate(one) for one in held]:
            offering.first_on, offering.ends_on = days[0], days[-1]
            offering.save(update_fields=["first_on", "ends_on"])
        _tell(act, offering.pk)


def _move(row: Session, to: Slot, at: datetime, closes_on: date) -> None:
    here = timezone.get_current_timezone()
    row.starts_at, row.ends_at = (datetime.combine(to.day, one, here) for one in (to.begins, to.ends))
    wrong = {}
    if to.ends <= to.begins:
        wrong["ends"] = "结束时间应晚于开始时间。"
    if row.starts_at <= at:
        wrong["day"] = "新的时间已经过了。"
    elif to.day <= closes_on:
        wrong["day"] = "应晚于报名截止日。"
    if wrong:
        raise errors.not_complete(wrong)


def _tell(act: Act, offering_id: UUID) -> None:
    """Whoever has yet to be told of the seat is told with it; all others with a seat of the change."""
    seated = Enrolment.objects.filter(offering_id=offering_id, state=Standing.SEATED, to_tell="")
    with everybody():
        act.note(people=seated.update(to_tell=ToTell.CHANGED))
