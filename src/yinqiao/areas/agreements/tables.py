"""The list of agreements."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables

from yinqiao.areas.agreements.rules import next_words
from yinqiao.areas.agreements.types import AgreementKind, AgreementState
from yinqiao.areas.organisations.queries import near_label
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, StateColumn, WordsColumn

STATE_TONES = {
    "draft": "neutral", "proposed": "soon", "agreed": "soon", "signed": "accent", "filed": "accent", "closed": "good",
    "ended": "danger", "cancelled": "neutral",
}  # fmt: skip


class AgreementTable(tables.Table):
    """Agreements and supplements, the newest first."""

    agreement_no = tables.Column(
        "协议编号",
        linkify=("agreements:agreement", {"agreement_id": tables.A("id")}),
        attrs={"td": {"class": "nowrap"}},
    )
    kind = StateColumn(verbose_name="种类", labels=dict(AgreementKind.choices()))
    enterprise = WordsColumn("企业", accessor="enterprise__name")
    place_no = tables.Column("接收方")
    people = NumberColumn(verbose_name="协议人数", default="—")
    state = StateColumn(verbose_name="状态", tones=STATE_TONES, labels=dict(AgreementState.choices()))
    next_step = WordsColumn("下一步", accessor="pk", orderable=False)
    drafted_on = DayColumn(verbose_name="起草日期")
    signed_on = DayColumn(verbose_name="签署日期")
    filed_no = tables.Column("备案文号", default="—")

    def render_place_no(self, value: int) -> str:
        """The receiving place in words."""
        return near_label(value, self.request.actor.scope)

    def render_next_step(self, record: Any) -> str:
        """Who has the next step."""
        return next_words(record.stand) or "—"

    def value_next_step(self, record: Any) -> str:
        """The same in a workbook."""
        return next_words(record.stand)
