"""What the sending of events puts on today's list of a unit's administrator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.accounts.queries import get_reach
from yinqiao.areas.exchange import queries
from yinqiao.areas.exchange.views.endpoints import KEEPERS
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry

_SHOWN = (
    (
        "troubled",
        "事件推送不通",
        "查看原因",
        "soon",
        "接收程序持续出错、已自动暂停，或凭据已失效；事件都保留着，恢复后继续",
    ),
    ("letters", "有事件被接收程序拒收", "查看未送达", "normal", "请接收程序的开发人员查明原因，然后重送"),
)


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Endpoints that somebody must look at, and those with events that were refused."""
    if actor.role not in KEEPERS:
        return []
    reach, now = get_reach(actor=actor), timezone.now()
    entries = []
    for standing, label, button, urgency, hint in _SHOWN:
        count = len(queries.list_endpoints(reach=reach, at=now, standing=standing))
        if count:
            url = f"{reverse('exchange:endpoints')}?standing={standing}"
            entries.append(TodayEntry(label, count, url, button, urgency, hint))
    return entries
