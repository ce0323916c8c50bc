"""A person takes over what somebody else knows: through the register's own correction, with its source."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from yinqiao.areas.completeness import errors, events
from yinqiao.areas.completeness.models import Request
from yinqiao.areas.completeness.queries import list_gaps, read_answers, suggest
from yinqiao.areas.completeness.rules import BY_ENTERPRISE, causes
from yinqiao.areas.completeness.services.asking import lock_request, move, tell
from yinqiao.areas.completeness.types import Cause, RequestState, RequestStep
from yinqiao.areas.retirees.queries import find_row
from yinqiao.areas.retirees.services import correct_details
from yinqiao.areas.retirees.types import Correction, Source
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def settle_request(*, actor: Actor, at: datetime, request_id: UUID, step: RequestStep, reason: str = "") -> None:
    """Take an answer over into the register, refuse it with a reason, close an “unknown”, or cancel the question.

    Conflict `completeness.step_not_open` when somebody was faster; what the register refuses (a number that somebody
    else has, a role that corrects nothing) leaves the question as it was.
    """
    with perform(actor=actor, action="completeness.settle_request", at=at) as act:
        found = lock_request(act, request_id)
        if actor.scope.is_enterprise:
            raise NotFound
        if step in BY_ENTERPRISE:
            raise errors.step_not_open(RequestState(found.state).label)
        move(found, step)
        if step is RequestStep.REFUSE:
            if not reason.strip():
                raise errors.reason_missing()
            found.reason = reason.strip()[:200]
        if step is RequestStep.TAKE:
            _take(act, found)
        found.closed_on, found.closed_name = act.stamp.occurred_on, actor.name
        found.save(update_fields=["state", "closed_on", "closed_name", "reason"])
        tell(act, found, events.SETTLED)


def _take(act: Act, found: Request) -> None:
    value = read_answers([found])[found.pk]
    since = found.answered_on or act.stamp.occurred_on
    _correct(act, found.retiree_id, Cause(found.cause), value, Source.ENTERPRISE, since)


def take_suggestion(*, actor: Actor, at: datetime, retiree_id: UUID, cause: Cause) -> None:
    """Take over what another source knows of a missing fact; the register notes the roster as its source.

    Conflict `completeness.no_suggestion` when the fact is there by now or the source tells nothing any more; NotFound out
    of scope.
    """
    with perform(actor=actor, action="completeness.take_suggestion", at=at) as act:
        find_row(actor.scope, retiree_id)
        today = act.stamp.occurred_on
        rows = list(list_gaps(scope=actor.scope, today=today, cause=cause.value).filter(retiree_id=retiree_id))
        told = suggest(scope=actor.scope, today=today, rows=rows)
        found = next(iter(told.values()), None)
        if found is None or not found.value:
            raise errors.no_suggestion()
        _correct(act, retiree_id, cause, found.value, Source.ROSTER, today)
        act.about("retiree", retiree_id)
        act.note(cause=cause.value)


def _correct(act: Act, retiree_id: UUID, cause: Cause, value: str, source: Source, since: date) -> None:
    version = find_row(act.actor.scope, retiree_id).lock_version
    correction = Correction({causes()[cause].field: value}, source, since, version)
    correct_details(actor=act.actor, at=act.at, retiree_id=retiree_id, correction=correction)
