"""The last days for decisions, counted anew by a corrected calendar."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db.models import QuerySet

from yinqiao.areas.aid.models import Relief
from yinqiao.areas.aid.rules import decide_by
from yinqiao.areas.aid.types import ReliefState
from yinqiao.kernel.working_days import WorkCalendar
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.workdays import Clocks, Moves, work_calendar

_RUNNING = (ReliefState.APPLIED, ReliefState.CHECKED, ReliefState.SUBMITTED)


def recount_reliefs(*, actor: Actor, at: datetime) -> Moves:
    """Count the last day of every case that waits for a decision, by the rule of the day of its application."""
    with perform(actor=actor, action="aid.recount_reliefs", at=at) as act:
        running, moved = _count(work_calendar())
        changed = 0
        for (applied_on, is_complex), due in moved.items():
            changed += _running().filter(applied_on=applied_on, is_complex=is_complex).update(due_on=due)
        act.note(moved=changed)
    return Moves(running, changed)


def _running() -> QuerySet[Relief]:
    return Relief.objects.filter(state__in=_RUNNING, applied_on__isnull=False).order_by()


def _count(calendar: WorkCalendar) -> tuple[int, dict[tuple[date, bool], date]]:
    moved: dict[tuple[date, bool], date] = {}
    for applied_on, is_complex, due_on in set(_running().values_list("applied_on", "is_complex", "due_on")):
        if applied_on is None:
            continue
        rule = rulebook().get("aid.relief_days", region=settings.REGION, day=applied_on)
        until = decide_by(rule.parameters, applied_on, is_complex=is_complex, calendar=calendar)
        if due_on != until:
            moved[applied_on, is_complex] = until
    return _running().count(), moved


def _foresee(calendar: WorkCalendar) -> Moves:
    running, moved = _count(calendar)
    return Moves(running, sum(_running().filter(applied_on=day, is_complex=flag).count() for day, flag in moved))


CLOCKS = Clocks("aid", "救助申请", _foresee, lambda actor, at: recount_reliefs(actor=actor, at=at))
