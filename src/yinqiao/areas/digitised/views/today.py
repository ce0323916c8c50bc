"""What scans, look-ups, extracts and loans put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.digitised import queries
from yinqiao.areas.digitised.rules import KEEPERS
from yinqiao.areas.digitised.types import BatchState, ExtractState, LookupState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """What waits for an answer, for the second pair of eyes, for its return, and what the last rounds found hurt."""
    if actor.role not in KEEPERS:
        return []
    scope = actor.scope
    asked, expected = queries.waiting_for(actor=actor, at=timezone.now())
    lookups = reverse("digitised:lookups")
    sampling = queries.list_batches(scope=scope).filter(state=BatchState.SAMPLING).order_by().count()
    extracts = queries.list_extracts(scope=scope, state=ExtractState.ASKED).order_by().count()
    late = queries.list_loans(scope=scope, today=today, standing="late").order_by().count()
    entries = [
        TodayEntry("待审批的档案查阅", asked, f"{lookups}?state={LookupState.ASKED}", "去审批", "soon"),
        TodayEntry("等我到场的档案查阅", expected, f"{lookups}?state={LookupState.APPROVED}", "去确认", "soon"),
        TodayEntry("待答复的档案摘录申请", extracts, f"{reverse('digitised:extracts')}?state={ExtractState.ASKED}",
                   "去答复", "soon"),
        TodayEntry("待抽检的扫描批次", sampling, f"{reverse('digitised:batches')}?state={BatchState.SAMPLING}",
                   "去抽检", "soon"),
        TodayEntry("逾期未还的档案原件", late, f"{reverse('digitised:loans')}?standing=late", "去催还", "overdue"),
        TodayEntry("丢失或改变的扫描件", queries.count_hurt(scope=scope), reverse("digitised:hurt"), "去处理", "overdue",
                   "请从备份恢复，或重新扫描上传。"),
    ]  # fmt: skip
    return [one for one in entries if one.count]
