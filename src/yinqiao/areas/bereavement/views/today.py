"""What is to be done after deaths on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.bereavement import queries
from yinqiao.areas.bereavement.rules import WHO
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """What waits and is the actor's turn, the overdue apart; empty for roles without turns."""
    if actor.role not in WHO:
        return []
    waiting, overdue = queries.count_turns(scope=actor.scope, role=actor.role, today=today)
    page = reverse("bereavement:turns")
    entries = [
        TodayEntry("逾期的身后事项", overdue, f"{page}?state=overdue", "去办理", "overdue"),
        TodayEntry("待办的身后事项", waiting, page, "去办理", "soon", "退休人员去世后要告知、慰问和办结的事。"),
    ]
    return [entry for entry in entries if entry.count]
