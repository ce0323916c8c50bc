"""What visits due and relief put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.aid import queries
from yinqiao.areas.aid.rules import LOOK
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Those who wait, the overdue apart; empty for roles that do not visit."""
    if actor.role not in LOOK.roles:
        return []
    waiting, overdue = queries.count_visits(scope=actor.scope, today=today)
    page, reliefs = reverse("aid:visits"), reverse("aid:reliefs")
    turns, late = queries.count_relief_turns(scope=actor.scope, role=actor.role, today=today)
    entries = [
        TodayEntry("超过期限的应走访人员", overdue, f"{page}?state=overdue", "去走访", "overdue"),
        TodayEntry("应走访人员", waiting, page, "去走访", "soon", "登记走访后自动了结。"),
        TodayEntry(
            "等您办的困难帮扶", turns, reliefs, "去办理", "overdue" if late else "soon",
            f"其中 {late} 件已超过期限。" if late else "",
        ),
    ]  # fmt: skip
    return [entry for entry in entries if entry.count]
