"""The lists of people to be visited and of relief."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.utils import timezone

from yinqiao.areas.aid.rules import relief_kinds, yuan
from yinqiao.areas.aid.types import ReliefState, VisitState
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


RELIEF_TONES = {
    "proposed": "soon", "applied": "soon", "checked": "soon", "submitted": "accent", "granted": "good",
    "refused": "neutral", "closed": "neutral",
}  # fmt: skip


class ReliefTable(tables.Table):
    """Relief of households, the soonest due first."""

    name = tables.Column("姓名", linkify=("aid:relief", {"relief_id": tables.A("pk")}), attrs=_NOWRAP)
    kind = tables.Column("救助类别")
    tier = tables.Column("分级", default="—")
    state = StateColumn(verbose_name="状态", tones=RELIEF_TONES, labels=dict(ReliefState.choices()))
    applied_on = DayColumn(verbose_name="申请", default="—")
    due_on = DayColumn(verbose_name="决定期限", default="—")
    amount_fen = tables.Column("金额（元）", default="—", attrs={"td": {"class": "num nowrap"}})
    review_on = DayColumn(verbose_name="复核期限", default="—")
    place_no = tables.Column("所属社区")

    def render_kind(self, value: str) -> str:
        """The kind in words."""
        return relief_kinds()[value].title

    def render_amount_fen(self, value: int) -> str:
        """The sum in yuan."""
        return yuan(value)

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)
