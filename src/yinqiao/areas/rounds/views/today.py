"""What the room puts on today's list: whom this officer visits today by a confirmed plan, and plans to be confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.rounds import queries
from yinqiao.areas.rounds.rules import WALKERS
from yinqiao.areas.rounds.types import PlanState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Who goes out today is told whom to visit; the community which of its plans waits for a word."""
    if actor.role not in WALKERS:
        return []
    entries = []
    if own := queries.find_own_day(scope=actor.scope, officer_id=actor.id, day=today):
        plan, officer_no, people = own
        entries.append(
            TodayEntry(
                "今天按计划走访", people, f"{reverse('rounds:plan', args=[plan.pk])}#d{today:%Y%m%d}-{officer_no}", "去走访",
                "soon", "一步带到手机上，没有网络也能登记。",
            )
        )  # fmt: skip
    waiting = queries.list_plans(scope=actor.scope, state=PlanState.DRAFT.value).filter(place_no=actor.scope.place_from)
    if count := waiting.count():
        label = "待确认的一周走访计划"
        entries.append(TodayEntry(label, count, f"{reverse('rounds:plans')}?state=draft", "去确认", "normal"))
    return entries
