"""The second person: a year is published or sent back; until its day has begun it may be taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.office_calendar import errors
from yinqiao.areas.office_calendar.models import CalendarYear
from yinqiao.areas.office_calendar.rules import FLOW
from yinqiao.areas.office_calendar.services.proposing import require_manager
from yinqiao.areas.office_calendar.types import VersionState
from yinqiao.kernel.publishing import earliest
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Act, perform


def decide_year(*, actor: Actor, at: datetime, version_id: UUID, is_approved: bool, words: str = "") -> None:
    """Approve a proposed year, which holds from the first day that has begun nowhere, or send it back with words.

    Refused `office_calendar.same_person`; Conflict `office_calendar.not_waiting`.
    """
    with perform(actor=actor, action="office_calendar.decide", at=at) as act:
        found = _lock(act, version_id)
        if found.drafted_by == actor.id:
            raise errors.same_person()
        found.state = _next(found, "approve" if is_approved else "refuse")
        if is_approved:
            found.valid_from = earliest(timezone.localtime(at))
        found.decided_by, found.decided_name, found.decided_at = actor.id, actor.name[:64], at
        found.words = words.strip()[:500]
        found.save(update_fields=["state", "valid_from", "decided_by", "decided_name", "decided_at", "words"])
        act.note(answer=found.state)


def withdraw_year(*, actor: Actor, at: datetime, version_id: UUID, reason: str) -> None:
    """Take a year back: a proposal by who made it, a published one by any manager before its day.

    Refused `office_calendar.only_own`; Conflict `office_calendar.not_waiting`, `office_calendar.too_late`.
    """
    with perform(actor=actor, action="office_calendar.withdraw", at=at) as act:
        found = _lock(act, version_id)
        if found.state == VersionState.PROPOSED and found.drafted_by != actor.id:
            raise errors.only_own()
        state = _next(found, "withdraw")
        if found.valid_from is not None and found.valid_from < earliest(timezone.localtime(at)):
            raise errors.too_late()
        found.state, found.withdrawn_name, found.withdrawn_at = state, actor.name[:64], at
        found.withdrawn_reason = reason.strip()[:500]
        found.save(update_fields=["state", "withdrawn_name", "withdrawn_at", "withdrawn_reason"])


def _lock(act: Act, version_id: UUID) -> CalendarYear:
    require_manager(act.actor)
    found = CalendarYear.objects.select_for_update().filter(pk=version_id).first()
    if found is None:
        raise errors.not_found()
    act.about("calendar_year", found.pk, people=0)
    act.note(year=found.year)
    return found


def _next(found: CalendarYear, step: str) -> VersionState:
    state = FLOW[VersionState(found.state)].get(step)
    if state is None:
        raise errors.not_waiting()
    return state
