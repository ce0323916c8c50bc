"""What the carrier and the province put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.hub import queries
from yinqiao.areas.hub.rules import CITY_ROLES, PROVINCE_ROLES
from yinqiao.areas.hub.types import FarState, PostState, Voice
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry

_STUCK = (
    (PostState.REFUSED, "经专线发出、对方未登记的文件", "请看原因代码，处理后重新发送，或改用文件送达。"),
    (PostState.TOO_LARGE, "超过专线上限、没有发出的文件", "请下载后用文件送达，或分成几个移交包。"),
)


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of one actor; empty for roles that have no part in it."""
    entries: list[TodayEntry] = []
    if actor.role in CITY_ROLES:
        for state, label, hint in _STUCK:
            count = queries.list_sent(scope=actor.scope).filter(state=state.value).count()
            url = f"{reverse('hub:sent')}?state={state.value}"
            entries.append(TodayEntry(label, count, url, "去查看", "overdue", hint))
        undone = queries.list_came(scope=actor.scope).filter(is_undone=True).count()
        url, hint = f"{reverse('hub:came')}?outcome=undone", "对方系统恢复到较早时刻，请联系对方核对这些移交包。"
        entries.append(TodayEntry("外市恢复后可能不再有的收件", undone, url, "去核对", "soon", hint))
    if actor.role in PROVINCE_ROLES:
        now = timezone.now()
        silent = sum(one.voice == Voice.SILENT for one in queries.list_cities(now=now))
        url, hint = f"{reverse('hub:cities')}?voice=silent", "请联系该市核对专线和系统运行情况。"
        entries.append(TodayEntry("超时未上报指标的城市", silent, url, "去查看", "overdue", hint))
        late = sum(one.state == FarState.LATE for one in queries.list_far_packages(now=now))
        url, hint = f"{reverse('hub:packages')}?state=late", "请督促移入城市答复。"
        entries.append(TodayEntry("超期未答复的跨城市移交包", late, url, "去查看", "overdue", hint))
    return [entry for entry in entries if entry.count]
