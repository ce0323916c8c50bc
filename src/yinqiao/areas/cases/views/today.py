"""What cases put on today's list, counts that equal the lists they open; the panel of the person page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from yinqiao.areas.cases import queries
from yinqiao.areas.cases.rules import RISES
from yinqiao.areas.cases.tables import TONES
from yinqiao.areas.cases.types import ENTERPRISES, OFFICES, PLACES, CaseState, Standing
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """What the own office leads and was given; what has come up to it; what nobody below is there to do."""
    if actor.role not in (*PLACES, *ENTERPRISES, *OFFICES):
        return []
    given = queries.list_steps(scope=actor.scope, today=today, standing="running").order_by().count()
    steps = f"{reverse('cases:steps')}?standing=running"
    entries = [TodayEntry("待办理的交办", given, steps, "去办理", "normal", "牵头单位请本单位协助的事项。")]
    if actor.role in PLACES:
        entries += _of_places(actor, today)
    return [entry for entry in entries if entry.count]


def _of_places(actor: Actor, today: date) -> list[TodayEntry]:
    page = reverse("cases:cases")

    def entry(label: str, standing: Standing, button: str, urgency: str, hint: str = "") -> TodayEntry:
        count = queries.count_cases(scope=actor.scope, today=today, standing=standing, role=actor.role)
        return TodayEntry(label, count, f"{page}?standing={standing}", button, urgency, hint)

    entries = [entry("本单位牵头的联动事项", Standing.MINE, "去办理", "normal", "期限近的在前。")]
    late = queries.list_meetings(scope=actor.scope, today=today, standing="late").order_by().count()
    entries.append(
        TodayEntry("专题协调会决定逾期", late, f"{reverse('cases:meetings')}?standing=late", "去督办", "overdue")
    )
    entries.append(entry("信访事项超过受理期限", Standing.UNTAKEN, "去受理", "overdue"))
    if actor.role in RISES:
        entries += [
            entry("联动事项逾期，上升督办", Standing.RISEN, "去督办", "overdue"),
            entry("联动事项申请延期", Standing.EXTENSIONS, "去答复", "soon"),
            entry("牵头单位无人在岗的联动事项", Standing.UNMANNED, "去处理", "soon", "请设代班，或提级办理。"),
        ]
    return entries


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """The cases that concern a person and are not over; nothing for enterprises and overseers."""
    if actor.role not in PLACES:
        return None
    found = queries.list_of_person(scope=actor.scope, retiree_id=retiree_id)
    rows = [
        (one, queries.kind_on(one.kind, one.opened_on).title, CaseState(one.state).label, TONES[one.state])
        for one in found
        if one.state != CaseState.CLOSED
    ]
    return {"rows": rows, "url": reverse("cases:new_of_person", args=[retiree_id]), "today": today}
