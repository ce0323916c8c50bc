"""What statements put on today's list: lines that differ, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.reconciliation import queries
from yinqiao.areas.reconciliation.types import COMPARERS, LineState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of who compares; empty for other roles."""
    if actor.role not in COMPARERS:
        return []
    counts, url = queries.count_open(scope=actor.scope), reverse("reconciliation:statements")
    entries = [
        TodayEntry("对账单中待处理的差异", counts[LineState.OPEN], url, "去处理", "soon", "逐行核对，写明原因。"),
        TodayEntry("对账单撤销待复核", queries.count_removals(scope=actor.scope), f"{url}?state=proposed", "去复核", "soon",
                   "提出撤销的人不能自己复核。"),
        TodayEntry("对账差异待复核", counts[LineState.PROPOSED], url, "去复核", "soon", "提出处理的人不能自己复核。"),
    ]  # fmt: skip
    return [one for one in entries if one.count]
