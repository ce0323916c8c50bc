"""The list of what an office told."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.intake.queries import title_of, words_of
from yinqiao.areas.intake.types import MessageState
from yinqiao.platform.ui.columns import DayColumn, StateColumn

_NOWRAP = {"td": {"class": "nowrap"}}
TONES = {
    "applied": "good", "disputed": "soon", "held": "danger", "refused": "danger", "waiting": "accent",
}  # fmt: skip


class ToldTable(tables.Table):
    """One line for each message, with what became of it; nothing of whom it is about."""

    received_at = tables.DateTimeColumn(verbose_name="接收时刻", format="Y-m-d H:i:s", attrs=_NOWRAP)
    type = tables.Column("类型", default="—", attrs=_NOWRAP)
    state = StateColumn(verbose_name="结果", tones=TONES, labels=dict(MessageState.choices()))
    reason = tables.Column("原因")
    event_id = tables.Column("来源编号", default="—")
    id = tables.Column("收件编号", orderable=False)

    def render_type(self, value: str) -> str:
        """The type in words."""
        return title_of(value)

    def render_reason(self, value: str, record: Any) -> str:
        """The reason in words, and which entry was wrong."""
        return words_of(value) + (f"（{record.fault}）" if record.fault else "")

    def render_id(self, value: Any) -> SafeString:
        """The way to the message and its receipt."""
        return format_html('<a href="{}">…{}</a>', reverse("departments:message", args=[value]), str(value)[-8:])

    def value_id(self, value: Any) -> str:
        """The number alone."""
        return str(value)


class AnswerTable(tables.Table):
    """One line for each explanation of an open claim, the newest first; the name leads to both sides."""

    written_at = tables.DateTimeColumn(verbose_name="说明时刻", format="Y-m-d H:i", attrs=_NOWRAP)
    name = tables.Column("姓名", accessor="case__retiree__name", attrs=_NOWRAP)
    type = tables.Column("外来信息", accessor="case__message__type", attrs=_NOWRAP)
    source = tables.Column("来源", accessor="case__message__source__name")
    due_on = DayColumn(verbose_name="核实期限", accessor="case__due_on", left_from=timezone.localdate)
    read_at = tables.DateTimeColumn(verbose_name="首次查看", format="Y-m-d H:i", default="还没有查看", attrs=_NOWRAP)

    def render_name(self, value: str, record: Any) -> SafeString:
        """The way to both sides, where the words stand."""
        return format_html('<a href="{}">{}</a>', reverse("intake:dispute", args=[record.case_id]), value)

    def value_name(self, value: str) -> str:
        """The name alone."""
        return value

    def render_type(self, value: str) -> str:
        """The type in words."""
        return title_of(value)
