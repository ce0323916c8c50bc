"""Lists of a list's rows, of expected retirees, and of enterprises in figures."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.rosters.types import RowChange
from yinqiao.areas.routine.queries import RETIRING_FIELDS
from yinqiao.areas.routine.types import ExpectedState, RowState
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn, StateColumn, WordsColumn
from yinqiao.platform.ui.words import days_words

STATE_TONES = {
    "expected": "neutral", "confirmed": "soon", "listed": "accent", "handed_over": "accent", "accepted": "good",
}  # fmt: skip
ROW_TONES = {"blocked": "danger", "ready": "accent"}


class MonthColumn(tables.Column):
    """A month as `2026-03`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"td": {"class": "nowrap"}})
        super().__init__(*args, **kwargs)

    def render(self, value: Any) -> str:
        """Year and month."""
        return f"{value:%Y-%m}"


class RowTable(tables.Table):
    """The rows of a list."""

    row_no = NumberColumn(verbose_name="行号")
    name = tables.Column("姓名", default="—")
    state = StateColumn(verbose_name="状态", tones=ROW_TONES, labels=dict(RowState.choices()))
    planned_on = MonthColumn("计划退休年月", default="—")
    change = StateColumn(verbose_name="对名单的影响", labels=dict(RowChange.choices()), default="—")
    changed_fields = tables.Column("变更的内容", orderable=False, default="—")

    def render_changed_fields(self, value: list[str]) -> str:
        """The changed cells by their Chinese names."""
        return "、".join(RETIRING_FIELDS.label(name) for name in value)


class PeopleTable(tables.Table):
    """Expected retirees of an enterprise."""

    pick = PickColumn(accessor="id")
    name = tables.Column("姓名", linkify=lambda record: record.get_absolute_url())
    planned_on = MonthColumn("计划退休年月")
    state = StateColumn(verbose_name="状态", tones=STATE_TONES, labels=dict(ExpectedState.choices()))
    due_on = DayColumn(verbose_name="办理期限", left_from=timezone.localdate, default="—")
    retired_on = DayColumn(verbose_name="退休日期", default="—")
    post = tables.Column("岗位类别", default="—")
    option = tables.Column("弹性选择")
    enterprise = WordsColumn("企业", accessor="enterprise__name")

    def render_planned_on(self, value: Any, record: Any) -> str | SafeString:
        """The month, and that it is a later one than before."""
        words = f"{value:%Y-%m}"
        return format_html('{} <span class="muted">已延后</span>', words) if record.is_postponed else words

    def render_option(self, record: Any) -> str:
        """The choice, and special trades."""
        return "特殊工种等" if record.is_special else str(record.get_option_display())


class FiguresTable(tables.Table):
    """Enterprises whose people are expected here, in figures."""

    enterprise = WordsColumn("企业")
    next_month = NumberColumn(verbose_name="下月到龄")
    to_confirm = NumberColumn(verbose_name="到龄待办退休")
    confirmed = NumberColumn(verbose_name="已办退休待移交")
    handed_over = NumberColumn(verbose_name="已移交待接收")
    accepted = NumberColumn(verbose_name="本年已接收")
    late = NumberColumn(verbose_name="逾期")
    risen = NumberColumn(verbose_name="已上升到本级")
    oldest_due = tables.Column("最早期限", default="—", attrs={"td": {"class": "nowrap"}})

    def render_late(self, value: int) -> str | SafeString:
        """What is late stands out."""
        return format_html('<span class="danger-text">{}</span>', value) if value else "0"

    def render_oldest_due(self, value: Any) -> SafeString:
        """The day, and for how long it is over."""
        days = (value - timezone.localdate()).days
        return format_html('{} <span class="danger-text">{}</span>', f"{value:%Y-%m-%d}", days_words(days))
