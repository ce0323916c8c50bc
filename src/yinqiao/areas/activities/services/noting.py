"""Who came to a session: the whole list at once, as often as it is put right."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.activities import errors
from yinqiao.areas.activities.models import Attendance, Enrolment, Offering
from yinqiao.areas.activities.queries import get_session
from yinqiao.areas.activities.types import Standing
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def note_attendance(
    *, actor: Actor, at: datetime, session_id: UUID, present: Collection[UUID], seen: Collection[UUID] = ()
) -> int:
    """Note who of those seated came; everybody else of them did not. Returns how many came.

    Whoever came by the code stays present unless `seen`: the officer's page showed it and the tick was taken away.
    A page that was opened before somebody came says nothing of that person.

    NotFound for a session of another place; Conflict `activities.not_held_yet` before its day, `.state_forbids` for one
    that is cancelled.
    """
    with perform(actor=actor, action="activities.note_attendance", at=at) as act:
        session = get_session(scope=actor.scope, session_id=session_id)
        if session.is_cancelled:
            raise errors.state_forbids()
        if timezone.localdate(session.starts_at) > act.stamp.occurred_on:
            raise errors.not_held_yet()
        # Who keeps a seat after moving is called by the number: the name is another community's.
        own = Enrolment.objects.filter(offering_id=session.offering_id, state=Standing.SEATED, is_guest=False)
        seated = list(own.order_by("pk"))
        # Whoever enters the code in this moment waits for the list, or is on it.
        Offering.objects.select_for_update().get(pk=session.offering_id)
        coded = Attendance.objects.filter(session=session, by_code=True, was_present=True)
        kept = set(coded.values_list("enrolment_id", flat=True)) - (set(seen) - set(present))
        noted = [
            Attendance(session=session, enrolment=one, was_present=one.pk in present, noted_name=actor.name[:64])
            for one in seated
            if one.pk not in kept
        ]
        Attendance.objects.bulk_create(
            noted, update_conflicts=True, unique_fields=["session", "enrolment"],
            update_fields=["was_present", "noted_name", "by_code"],
        )  # fmt: skip
        came = len(kept) + sum(one.was_present for one in noted)
        act.about("offering", session.offering_id, people=len(seated))
        act.note(session=str(session.pk), came=came)
    return came
