"""The list of relief, and the colours of visits."""

from __future__ import annotations

import django_tables2 as tables

from yinqiao.areas.aid.rules import relief_kinds, yuan
from yinqiao.areas.aid.types import ReliefState
from yinqiao.areas.organisations.queries import near_label
from yinqiao.platform.ui.columns import DayColumn, StateColumn

TONES = {"open": "soon", "visited": "good", "deceased": "neutral", "withdrawn": "neutral", "declined": "neutral"}
_NOWRAP = {"td": {"class": "nowrap"}}

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
