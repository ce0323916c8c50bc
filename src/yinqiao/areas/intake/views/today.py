"""What 外来信息 puts on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.intake import queries
from yinqiao.areas.intake.rules import MANAGERS
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry

_RISES = {"street_officer": "street", "district_manager": "district", "city_manager": "district"}


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The community's open claims; those above see what has come up to them, the city its halted sources."""
    page, entries = reverse("intake:disputes"), []
    waits = actor.role in ("community_officer", "agency_officer") and queries.count_disputes(scope=actor.scope)
    if waits:
        hint = "先与本人或家属核实；决定之前不停任何服务。"
        entries.append(TodayEntry("外来信息待核实", waits, page, "去核实", "soon", hint))
    rises = _RISES.get(actor.role)
    if rises and (count := queries.count_disputes(scope=actor.scope, rises_to=rises, today=today)):
        entries.append(TodayEntry("外来信息逾期未核实", count, f"{page}?rises={rises}", "去督办", "overdue"))
    if actor.role in MANAGERS and (halted := queries.count_troubled(scope=actor.scope)):
        sources = f"{reverse('intake:sources')}?state=halted"
        entries.append(TodayEntry("自动停用的信息来源", halted, sources, "去核查", "overdue"))
    return entries
