"""What the hotline puts on today's list: clusters that wait, orders that can be answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.hotline import queries
from yinqiao.areas.hotline.types import DESKS, PLACES, ClusterState, OrderState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Counts that equal the lists they open."""
    if actor.role not in PLACES:
        return []
    found = queries.list_clusters(scope=actor.scope, state=ClusterState.FOUND).count()
    entries = [
        TodayEntry("集中反映待处置", found, f"{reverse('hotline:clusters')}?state=found", "去查看", "soon",
                   "同类工单明显多于平时，从原因上解决。"),
    ]  # fmt: skip
    if actor.role in DESKS:
        done = queries.list_orders(scope=actor.scope, today=today, state=OrderState.DONE).count()
        url = f"{reverse('hotline:orders')}?state=done"
        entries.append(
            TodayEntry("12345工单已办结，待答复热线", done, url, "去查看", "normal", "在工单表页生成答复表。")
        )
    return [one for one in entries if one.count]
