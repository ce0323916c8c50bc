"""What relief puts on today's list: counts that equal the list they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.aid import queries
from yinqiao.areas.aid.rules import LOOK
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """What waits for this role; empty for roles that look after nobody."""
    if actor.role not in LOOK.roles:
        return []
    turns, late = queries.count_relief_turns(scope=actor.scope, role=actor.role, today=today)
    entries = [
        TodayEntry(
            "等您办的困难帮扶", turns, reverse("aid:reliefs"), "去办理", "overdue" if late else "soon",
            f"其中 {late} 件已超过期限。" if late else "",
        ),
    ]  # fmt: skip
    return [entry for entry in entries if entry.count]
