"""What oversight puts on today's list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse

from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit.queries import get_seal_state
from yinqiao.platform.audit.unusual import list_unusual
from yinqiao.platform.retention.queries import count_proposed
from yinqiao.platform.ui import TodayEntry

_DAYS = 7


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Unusual look-ups of the last week, and what is due for destruction."""
    entries = []
    if actor.role in ("auditor", "data_protection_officer"):
        found = list_unusual(since=today - timedelta(days=_DAYS), today=today, region=settings.REGION)
        hits = [one for one in found if one.look is None]
        if get_seal_state().is_broken:
            entries.append(TodayEntry("审计记录与封存不一致", 1, reverse("shell:seal"), "立即查看", "overdue"))
        entries.append(
            TodayEntry(
                "需要关注的查询（最近7天）", len(hits), reverse("shell:unusual"), "查看", "soon" if hits else "normal"
            )
        )
    if actor.role == "data_protection_officer":
        entries.append(TodayEntry("到期应销毁的数据", count_proposed(), reverse("shell:retention"), "去确认", "normal"))
    return [entry for entry in entries if entry.count]
