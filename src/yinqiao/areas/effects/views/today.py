"""What follow-ups put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.effects.queries import count_turns, turns_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The open ones of whose turn it is, the overdue apart; empty for roles without turns."""
    owners = turns_of(actor.role)
    if not owners:
        return []
    waiting, overdue = count_turns(scope=actor.scope, owners=owners, today=today)
    page = reverse("effects:followups")
    entries = [
        TodayEntry("逾期的后续事项", overdue, f"{page}?state=overdue", "去办理", "overdue"),
        TodayEntry("变动带来的后续事项", waiting, page, "去办理", "soon", "去世、迁居等变动之后由本单位接着办的事。"),
    ]
    return [entry for entry in entries if entry.count]
