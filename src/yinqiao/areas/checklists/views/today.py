"""What checklists put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.agreements.queries import PARTIES
from yinqiao.areas.checklists.queries import count_turns
from yinqiao.areas.checklists.types import Turn
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry

# To whom items rise that are late for long.
_URGERS = ("district_manager", "city_manager")


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of one actor; empty for roles that have no part in agreements."""
    if actor.role not in PARTIES:
        return []
    counts, listed = count_turns(scope=actor.scope, today=today), reverse("checklists:items")
    entries = [
        TodayEntry("已逾期的移交准备事项", counts.overdue, f"{listed}?turn={Turn.OVERDUE}", "去办理", "danger",
                   "由本方准备，期限已过。"),
        TodayEntry("近期到期的移交准备事项", counts.soon, f"{listed}?turn={Turn.SOON}", "去办理", "soon",
                   "由本方准备，一周内到期。"),
        TodayEntry("等待本方确认的移交准备事项", counts.to_answer, f"{listed}?turn={Turn.ANSWER}", "去确认", "soon",
                   "对方已报告就绪，请核对后确认或退回。"),
        TodayEntry("逾期上升督办的移交准备事项", counts.risen if actor.role in _URGERS else 0, f"{listed}?turn={Turn.RISEN}",
                   "去督办", "danger", "双方逾期已久，请督促责任方；可打印催办单。"),
    ]  # fmt: skip
    return [entry for entry in entries if entry.count]
