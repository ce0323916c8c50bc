"""What activities put on today's list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.activities import queries
from yinqiao.areas.activities.rules import ORGANISERS
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Lists to settle, people to tell."""
    if actor.role not in ORGANISERS:
        return []
    settle, tell = queries.count_to_settle(scope=actor.scope, today=today), queries.count_to_tell(scope=actor.scope)
    entries = [
        TodayEntry("报名已截止的活动", settle, f"{reverse('activities:offerings')}?when=to_settle", "确定名单", "normal",
                   "人数超过名额的当众抽签。"),
        TodayEntry("待告知的报名人员", tell, reverse("activities:to_tell"), "去告知", "soon", "录取、候补、取消都要告诉本人。"),
    ]  # fmt: skip
    return [entry for entry in entries if entry.count]
