"""What other cities put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.othercity import queries
from yinqiao.areas.othercity.rules import CITY_ROLES, CONFIRM_ROLES, DESK_ROLES
from yinqiao.areas.othercity.types import ArrivalState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of one actor; empty for roles that have no part in it."""
    entries: list[TodayEntry] = []
    if actor.role in DESK_ROLES:
        late = queries.list_packages(scope=actor.scope).filter(queries.risen_filter(today)).count()
        url = f"{reverse('othercity:packages')}?state=risen"
        hint = "请联系对方城市；期限已过的请撤回后重新移交。"
        entries.append(TodayEntry("对方城市超期未答复的移交包", late, url, "去查看", "overdue", hint))
    if actor.role in CITY_ROLES:
        waiting = queries.list_arrivals(scope=actor.scope).filter(state=ArrivalState.WAITING).count()
        url = f"{reverse('othercity:arrivals')}?state={ArrivalState.WAITING.value}"
        entries.append(
            TodayEntry("外市移入、等待答复的人员", waiting, url, "去办理", "soon", "答复前仍由移出城市管理。")
        )
    if actor.role in CONFIRM_ROLES:
        open_keys = queries.public_keys().filter(confirmed_at__isnull=True, revoked_at__isnull=True).count()
        url = f"{reverse('othercity:keys')}?state=waiting"
        hint = "请与对方核对指纹后确认。"
        entries.append(TodayEntry("等待确认的外市公钥", open_keys, url, "去核对", "soon", hint))
    return [entry for entry in entries if entry.count]
