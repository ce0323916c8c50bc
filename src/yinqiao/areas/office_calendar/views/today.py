"""What the calendar puts on today's list: the year ahead that nobody entered, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.office_calendar.queries import is_missing, list_versions
from yinqiao.areas.office_calendar.rules import MANAGERS
from yinqiao.areas.office_calendar.types import VersionState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry

# The State Council announces a year's holidays in the autumn before it.
_SINCE_MONTH = 11


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """For the city's managers."""
    if actor.role not in MANAGERS:
        return ()
    entries = []
    if today.month >= _SINCE_MONTH and is_missing(today.year + 1, today):
        page = reverse("office_calendar:year", args=[today.year + 1])
        hint = "放假通知印发后录入；录入前只按法定放假日计算，调休没有算进去。"
        entries.append(TodayEntry(f"{today.year + 1} 年工作日历还没有录入", 1, page, "去录入", "soon", hint))
    waits = list_versions(scope=actor.scope, state=VersionState.PROPOSED).exclude(drafted_by=actor.id).count()
    if waits:
        page = reverse("office_calendar:years") + "?pending=yes"
        entries.append(TodayEntry("待批准的工作日历", waits, page, "去查看", "soon", "由录入人以外的市级管理员批准。"))
    return entries
