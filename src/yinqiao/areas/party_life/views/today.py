"""What party life puts on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.party_life import queries
from yinqiao.areas.party_life.rules import ORGANISERS
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of who works for branches; empty for other roles."""
    if actor.role not in ORGANISERS:
        return []
    counts = queries.count_meetings(scope=actor.scope, now=timezone.now())
    listed = f"{reverse('party_life:meetings')}?state="
    unplaced = queries.list_unplaced(scope=actor.scope).count()
    late = queries.list_apart(scope=actor.scope, today=today).filter(queries.apart_filters(today)["late"]).count()
    entries = [
        TodayEntry("该去看望、联系的党员", late, f"{reverse('party_life:apart')}?state=late", "去看看", "soon",
                   "年老体弱送学上门的、流动在外的，超过了约定的间隔。"),
        TodayEntry("已过时间、没有记录的支部会议", counts["unwritten"], f"{listed}unwritten", "去登记", "soon",
                   "开过的登记到会、填写记录，没有开的改期或取消。"),
        TodayEntry("待审签的支部会议记录", counts["unchecked"], f"{listed}unchecked", "去审签", "normal", "记录人不能自己审签。"),
        TodayEntry("没有编入党支部的党员", unplaced, reverse("party_life:unplaced"), "去编入", "normal"),
    ]  # fmt: skip
    return [one for one in entries if one.count]
