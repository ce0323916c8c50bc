"""Lists of claims to be decided, of messages, of sources."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.intake.queries import title_of
from yinqiao.areas.intake.types import ContradictionState, MessageState, Reason, RefusalReason, SourceKind, SourceState
from yinqiao.areas.organisations.queries import near_label
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, StateColumn

_NOWRAP = {"td": {"class": "nowrap"}}
DISPUTE_TONES = {"open": "soon", "asked": "accent", "taken": "good", "refused": "neutral", "ended": "neutral"}
MESSAGE_TONES = {
    "applied": "good", "disputed": "soon", "held": "danger", "refused": "danger", "waiting": "accent",
}  # fmt: skip
SOURCE_TONES = {"active": "good", "paused": "neutral", "halted": "danger"}
_REASONS = {one.value: one.label for one in (*Reason, *RefusalReason)}


class DisputeTable(tables.Table):
    """Claims that contradict, the soonest due first."""

    name = tables.Column("姓名", accessor="retiree__name", attrs=_NOWRAP)
    type = tables.Column("外来信息", accessor="message__type", order_by="message__type", attrs=_NOWRAP)
    kind = tables.Column("事由")
    source = tables.Column("来源", accessor="message__source__name")
    received = tables.DateColumn(verbose_name="收到", accessor="message__received_at", format="Y-m-d", attrs=_NOWRAP)
    due_on = DayColumn(verbose_name="核实期限", left_from=timezone.localdate)
    state = StateColumn(verbose_name="状态", tones=DISPUTE_TONES, labels=dict(ContradictionState.choices()))
    place = tables.Column("所属社区", accessor="retiree__place_no")

    def render_name(self, value: str, record: Any) -> SafeString:
        """The way to both sides."""
        return format_html('<a href="{}">{}</a>', reverse("intake:dispute", args=[record.pk]), value)

    def value_name(self, value: str) -> str:
        """The name alone."""
        return value

    def render_type(self, value: str) -> str:
        """The type in words."""
        return title_of(value)

    def render_kind(self, value: str) -> str:
        """The reason in words."""
        return _REASONS.get(value, value)

    def render_due_on(self, value: date, record: Any, bound_column: Any) -> str:
        """The last day, coloured while it is open."""
        if record.state in ("open", "asked"):
            return str(bound_column.column.render(value))
        return f"{value:%Y-%m-%d}"

    def render_place(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)


class MessageTable(tables.Table):
    """Messages of the sources, the newest first."""

    received_at = tables.DateTimeColumn(verbose_name="接收时刻", format="Y-m-d H:i:s", attrs=_NOWRAP)
    source = tables.Column("来源", accessor="source__name")
    type = tables.Column("类型", attrs=_NOWRAP)
    event_id = tables.Column("来源编号", default="—")
    state = StateColumn(verbose_name="结果", tones=MESSAGE_TONES, labels=dict(MessageState.choices()))
    reason = tables.Column("原因")
    letter_no = tables.Column("函号", default="—")
    id = tables.Column("收件编号", orderable=False)

    def render_type(self, value: str) -> str:
        """The type in words."""
        return title_of(value)

    def render_reason(self, value: str, record: Any) -> str:
        """The reason in words, and which entry of the event was wrong."""
        words = _REASONS.get(value, value)
        return f"{words}（{record.fault}）" if record.fault else words

    def render_id(self, value: Any, record: Any) -> SafeString:
        """The way to the message and its receipt."""
        return format_html('<a href="{}">{}</a>', reverse("intake:message", args=[record.pk]), f"…{str(value)[-8:]}")

    def value_id(self, value: Any) -> str:
        """The number alone."""
        return str(value)


class SourceTable(tables.Table):
    """Sources of the city."""

    name = tables.Column("单位", linkify=("intake:source", {"source_id": tables.A("pk")}))
    kind = tables.Column("类别")
    code = tables.Column("标识")
    state = StateColumn(verbose_name="状态", tones=SOURCE_TONES, labels=dict(SourceState.choices()))
    key = tables.Column("接收方式", accessor="key__name", default="纸质函件", order_by="key__name")
    last_at = tables.DateTimeColumn(verbose_name="最近收到", format="Y-m-d H:i", default="—")
    today = NumberColumn("今日")
    refused_today = NumberColumn("今日未接收")

    def render_kind(self, value: str) -> str:
        """The kind in words."""
        return dict(SourceKind.choices()).get(value, value)
