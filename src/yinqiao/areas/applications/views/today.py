"""What services put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.applications.queries import count_standing
from yinqiao.areas.applications.rules import LEADERS
from yinqiao.areas.applications.types import PLACES, Standing
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """What is the role's turn, and what has come up to it."""
    if actor.role not in PLACES:
        return []
    page = reverse("applications:cases")

    def count(standing: Standing) -> int:
        return count_standing(scope=actor.scope, today=today, role=actor.role, standing=standing)

    entries = [
        TodayEntry("待我办理的办件", count(Standing.MINE), f"{page}?standing={Standing.MINE}", "去办理", "normal",
                   "按环节期限从近到远排列。"),
        TodayEntry("办件逾期，上升督办", count(Standing.RISEN) if actor.role in LEADERS else 0,
                   f"{page}?standing={Standing.RISEN}", "去督办", "overdue"),
        TodayEntry("代办授权已终止的办件", count(Standing.UNWARRANTED) if actor.role == "community_officer" else 0,
                   f"{page}?standing={Standing.UNWARRANTED}", "去联系本人", "normal", "收回或到期后，有事直接找本人。"),
    ]  # fmt: skip
    return [entry for entry in entries if entry.count]
