"""The last days of follow-ups counted anew by a corrected calendar."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings

from yinqiao.areas.ratings.models import Rating
from yinqiao.areas.ratings.rules import due
from yinqiao.areas.ratings.types import FollowUp
from yinqiao.kernel.working_days import WorkCalendar
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.workdays import Clocks, Moves, work_calendar


def recount_follow_ups(*, actor: Actor, at: datetime) -> Moves:
    """Count the last day of every open follow-up by the calendar of today, by the rule of the day that opened it."""
    with perform(actor=actor, action="ratings.recount_follow_ups", at=at) as act:
        running, moved = _count(work_calendar())
        for rated_on, due_on in moved.items():
            Rating.objects.filter(follow_up=FollowUp.OPEN, rated_on=rated_on).update(due_on=due_on)
        counted = Moves(running, _many(moved))
        act.note(moved=counted.moved)
    return counted


def _count(calendar: WorkCalendar) -> tuple[int, dict[date, date]]:
    """How many follow-ups are open, and the days of rating whose follow-ups move, with the last day of each."""
    open_ones = Rating.objects.filter(follow_up=FollowUp.OPEN).order_by()
    moved = {}
    for rated_on, due_on in set(open_ones.values_list("rated_on", "due_on")):
        rule = rulebook().get("ratings.follow_up", region=settings.REGION, day=rated_on)
        if due_on != (until := due(rated_on, rule.parameters, calendar)):
            moved[rated_on] = until
    return open_ones.count(), moved


def _many(moved: dict[date, date]) -> int:
    return Rating.objects.filter(follow_up=FollowUp.OPEN, rated_on__in=moved).count()


def _foresee(calendar: WorkCalendar) -> Moves:
    running, moved = _count(calendar)
    return Moves(running, _many(moved))


CLOCKS = Clocks("ratings", "差评回访", _foresee, lambda actor, at: recount_follow_ups(actor=actor, at=at))
