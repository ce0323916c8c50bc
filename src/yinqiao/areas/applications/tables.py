"""The cases, and how what stands in one is shown."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import timezone

from yinqiao.areas.applications.queries import item_of
from yinqiao.areas.applications.types import CaseState
from yinqiao.areas.organisations.queries import near_label
from yinqiao.platform.ui.columns import DayColumn, StateColumn

TONES = {
    "applied": "accent", "asked": "soon", "handling": "accent", "done": "good", "refused": "neutral",
    "not_taken": "neutral", "withdrawn": "neutral", "ended": "neutral",
}  # fmt: skip
_NOWRAP = {"td": {"class": "nowrap"}}


class CaseTable(tables.Table):
    """Cases, the soonest due first."""

    number = tables.Column("办件编号", linkify=("applications:case", {"case_id": tables.A("pk")}), attrs=_NOWRAP)
    item = tables.Column("事项", accessor="code")
    name = tables.Column("姓名", accessor="retiree__name", attrs=_NOWRAP)
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(CaseState.choices()))
    step = tables.Column("环节", orderable=False)
    due_on = DayColumn(verbose_name="环节期限", left_from=timezone.localdate)
    applied_on = DayColumn(verbose_name="申请")
    place = tables.Column("所属社区", accessor="retiree__place_no")

    def render_item(self, record: Any) -> str:
        """The item in words, as it was when the case began."""
        return item_of(record.item).title

    def render_step(self, record: Any) -> str:
        """The step at which it stands; the dash once it is over."""
        return "—" if record.closed_on else item_of(record.item).step[record.step].title

    def render_place(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)
