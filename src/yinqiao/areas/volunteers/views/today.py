"""What volunteering puts on today's list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.volunteers import queries
from yinqiao.areas.volunteers.rules import ORGANISERS
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Services that are over, whose hours nobody has confirmed."""
    del today
    if actor.role not in ORGANISERS:
        return []
    waits = queries.count_to_confirm(scope=actor.scope, now=timezone.now())
    entry = TodayEntry(
        "待确认的志愿服务时长", waits, f"{reverse('volunteers:records')}?wait=1", "去确认", "normal",
        "确认过的时长才能开证明。",
    )  # fmt: skip
    return [entry] if waits else []
