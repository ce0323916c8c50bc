"""What papers put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.papers.forms import LATE
from yinqiao.areas.papers.queries import count_outstanding, count_to_settle
from yinqiao.areas.papers.rules import PRINTERS
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of one actor; empty for roles that print nothing."""
    if actor.role not in PRINTERS:
        return []
    late, waiting = count_outstanding(scope=actor.scope, today=today), count_to_settle(scope=actor.scope)
    entries = [
        TodayEntry("盖章件逾期未归档的文书", late, f"{reverse('papers:papers')}?state={LATE}", "查看", "soon",
                   "已打印，盖章后请扫描归档；不再需要的请作废。"),
        TodayEntry("有页面待办理的扫描件", waiting, f"{reverse('papers:scans')}?standing=waiting", "去办理", "soon",
                   "没有识别到二维码的页，请录入编号或不归档。"),
    ]  # fmt: skip
    return [entry for entry in entries if entry.count]
