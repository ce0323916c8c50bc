"""The calendar in force here: the region's own entry of a year before the nation's."""

from __future__ import annotations

from datetime import date
from functools import cache

from django.conf import settings

from yinqiao.kernel.working_days import WorkCalendar
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.workdays.rules import RULE, calendar_of


@cache
def work_calendar() -> WorkCalendar:
    """Every year that the rulebook knows, each as it holds in the region of this installation."""
    since = sorted({rule.valid_from for rule in rulebook().history(RULE)})
    return calendar_of((day, _in_force(day)) for day in since)


def _in_force(day: date) -> dict[str, object]:
    return dict(rulebook().get(RULE, region=settings.REGION, day=day).parameters)
