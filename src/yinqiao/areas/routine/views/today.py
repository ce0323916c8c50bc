"""What the monthly handover puts on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.routine import queries
from yinqiao.areas.routine.rules import ENTERPRISE_ROLES, LEVEL_OF_ROLE
from yinqiao.areas.routine.types import View
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of one actor; empty for roles that have no part in the monthly handover."""
    entries: list[TodayEntry] = []
    if actor.role in ENTERPRISE_ROLES:
        entries = _of_enterprise(actor, today)
    elif actor.role in LEVEL_OF_ROLE:
        found = queries.list_figures(scope=actor.scope, today=today, level=LEVEL_OF_ROLE[actor.role])
        risen = sum(1 for one in found if one.risen)
        hint = "逾期未办已上升到本级的企业，请督促。"
        url = f"{reverse('routine:figures')}?late=risen"
        entries = [TodayEntry("常态化移交逾期的企业", risen, url, "去查看", "overdue", hint)]
    return [entry for entry in entries if entry.count]


def _of_enterprise(actor: Actor, today: date) -> list[TodayEntry]:
    counts, url = queries.count_views(scope=actor.scope, today=today), reverse("routine:people")
    lines = (
        (
            View.LATE,
            "常态化移交逾期的人员",
            "去办理",
            "overdue",
            "到龄未确认，或办理退休后次月未移交；逾期会逐级上报。",
        ),
        (View.TO_HAND_OVER, "已办退休、等待移交的人员", "去移交", "soon", "勾选后点“移交”，不需要另签协议。"),
        (View.NEXT, "下月到龄的人员", "去查看", "normal", "请提前准备退休手续。"),
    )
    return [
        TodayEntry(label, counts[view], f"{url}?view={view.value}", button, urgency, hint)
        for view, label, button, urgency, hint in lines
    ]
