"""A person says to have come, by the code that is shown at the session.

A code of another course or of an hour ago opens nothing, and wrong ones are counted so that none is guessed.
"""

from __future__ import annotations

from datetime import datetime
from hmac import compare_digest
from uuid import UUID

from yinqiao.areas.activities import errors
from yinqiao.areas.activities.models import Attendance, Enrolment, Session
from yinqiao.areas.activities.queries import code_in, coming_rule, find_session_now, get_own
from yinqiao.areas.activities.rules import code_of, must_rest, window_of, wrong_so_far
from yinqiao.areas.activities.services.enrolling import whole
from yinqiao.areas.activities.types import Came, Standing
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

_BY = "本人报码"


def come(*, actor: Actor, at: datetime, offering_id: UUID, code: str) -> Came:
    """The person of the scope has come to the session that is on: noted once.

    A wrong code is counted, which is why it is told and not refused. NotFound for nobody of the portal; Refused
    `activities.in_person`; Conflict `activities.not_on_list`, `.no_session_now`, `.too_many_codes`.
    """
    with perform(actor=actor, action="activities.come", at=at) as act:
        if actor.scope.person is None:
            raise NotFound
        if actor.scope.warrant is not None:
            raise errors.in_person()
        mine = get_own(scope=actor.scope, offering_id=offering_id)
        if mine is None or mine.state != Standing.SEATED:
            raise errors.not_on_list()
        session = find_session_now(scope=actor.scope, offering=mine.offering, at=at)
        if session is None:
            raise errors.no_session_now()
        act.about("retiree", mine.retiree_id)
        with whole(offering_id):
            return _take(act, at, session, mine.pk, code)


def _take(act: Act, at: datetime, session: Session, enrolment_id: UUID, code: str) -> Came:
    rule = coming_rule(act.stamp.occurred_on)
    row = Enrolment.objects.select_for_update().get(pk=enrolment_id)
    if row.state != Standing.SEATED:
        raise errors.not_on_list()
    if Attendance.objects.filter(session=session, enrolment=row, was_present=True).exists():
        return Came.ALREADY
    if must_rest(rule, row.wrong_codes, row.wrong_since, at):
        raise errors.too_many_codes()
    now, typed = window_of(rule, at), code_of(code) or ""
    if not any(compare_digest(typed.encode(), code_in(session.pk, one).encode()) for one in (now, now - 1)):
        so_far = wrong_so_far(rule, row.wrong_codes, row.wrong_since, at)
        row.wrong_codes, row.wrong_since = so_far + 1, row.wrong_since if so_far else at
        row.save(update_fields=["wrong_codes", "wrong_since"])
        return Came.WRONG
    Attendance.objects.update_or_create(
        session=session, enrolment=row, defaults={"was_present": True, "noted_name": _BY, "by_code": True}
    )
    Enrolment.objects.filter(pk=row.pk).update(wrong_codes=0, wrong_since=None)
    act.note(session=str(session.pk))
    return Came.NOTED
