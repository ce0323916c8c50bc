"""The lists of people to be visited, and of sources that may tell of health visits."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.utils import timezone

from yinqiao.areas.aid.types import VisitState
from yinqiao.areas.organisations.queries import enterprise_names, near_label
from yinqiao.platform.ui.columns import DayColumn, StateColumn, WordsColumn

TONES = {"open": "soon", "visited": "good", "deceased": "neutral", "withdrawn": "neutral"}
_NOWRAP = {"td": {"class": "nowrap"}}


class VisitTable(tables.Table):
    """Who is to be visited, for which reason, until when."""

    name = tables.Column("姓名", linkify=("aid:person", {"retiree_id": tables.A("person_id")}), attrs=_NOWRAP)
    reason = tables.Column("事由", attrs=_NOWRAP)
    opened_on = DayColumn(verbose_name="列入")
    due_on = DayColumn(verbose_name="走访期限", left_from=timezone.localdate)
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(VisitState.choices()))
    closed_on = DayColumn(verbose_name="了结", default="—")
    enterprise_id = WordsColumn("原企业", orderable=False)
    place_no = tables.Column("所属社区")

    @cached_property
    def _enterprises(self) -> dict[int, str]:
        return enterprise_names(None)

    def render_due_on(self, value: date, record: Any, bound_column: Any) -> str:
        """The last day, coloured while it is open."""
        return str(bound_column.column.render(value)) if record.state == VisitState.OPEN else f"{value:%Y-%m-%d}"

    def render_enterprise_id(self, value: int) -> str:
        """The enterprise in words."""
        return self._enterprises.get(value, "—")

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)
