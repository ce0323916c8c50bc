"""What the opening load puts on today's list of the city: a proposal that another officer has made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.opening import queries
from yinqiao.areas.opening.types import CITY_ROLES, RunState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The proposals that wait for a second officer; nothing about any person of the old system."""
    if actor.role not in CITY_ROLES:
        return []
    waiting = queries.list_runs(scope=actor.scope, state=RunState.PROPOSED).count()
    url = f"{reverse('opening:runs')}?state=proposed"
    hint = "由提请人以外的市级管理员凭签字的对账单确认。"
    return [TodayEntry("待确认的存量入库", waiting, url, "去核对", "normal", hint)] if waiting else []
