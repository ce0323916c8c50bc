"""What a calendar makes of the clocks of open cases: counted once for all cases that stand alike, not once for each."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

from django.db.models import Count

from yinqiao.areas.applications.models import Case, ItemVersion
from yinqiao.areas.applications.queries.reads import item_of
from yinqiao.areas.applications.rules import case_clock
from yinqiao.areas.applications.types import OPEN
from yinqiao.kernel.working_days import WorkCalendar, read_spells

_ALIKE = ("item_id", "step", "spells")
_DAYS = ("half_on", "near_on", "due_on", "promised_on")


def clocks_moved_by(calendar: WorkCalendar) -> tuple[int, list[dict[str, Any]]]:
    """How many clocks run within the reader's reach, and of those that the calendar moves: who stands alike, the days
    that follow, how many they are.
    """
    groups = Case.objects.filter(state__in=OPEN).order_by().values(*_ALIKE, *_DAYS).annotate(cases=Count("pk"))
    used = Case.objects.filter(state__in=OPEN).values("item_id")
    versions = {one.pk: item_of(one) for one in ItemVersion.objects.filter(pk__in=used)}
    running, moved = 0, []
    for group in groups:
        running += group["cases"]
        clock = case_clock(read_spells(group["spells"]), versions[group["item_id"]], group["step"], calendar)
        days = dict(zip(_DAYS, astuple(clock), strict=True))
        if days != {name: group[name] for name in _DAYS}:
            moved.append({**{name: group[name] for name in _ALIKE}, **days, "cases": group["cases"]})
    return running, moved
