"""Lists of statements and of the lines of one."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.organisations.queries import near_label
from yinqiao.areas.reconciliation.types import Found, Kind, LineState, Reason, StatementState
from yinqiao.platform.ui.columns import DayColumn, FenColumn, NumberColumn, StateColumn, WordsColumn

FOUND_TONES = {
    "matched": "good", "refund": "good", "differs": "danger", "unbooked": "danger", "unknown": "soon", "several": "soon",
    "unknown_bank": "soon", "missing": "danger",
}  # fmt: skip
STATE_TONES = {"open": "soon", "proposed": "accent", "settled": "good"}
STATEMENT_TONES = {"standing": "good", "proposed": "accent", "removed": "neutral"}


class StatementTable(tables.Table):
    """Statements, the newest days first."""

    kind = tables.Column("账单", linkify=lambda record: record.get_absolute_url())
    place_no = WordsColumn("核对单位")
    first_on = DayColumn(verbose_name="从")
    last_on = DayColumn(verbose_name="到")
    rows = NumberColumn(verbose_name="行数")
    in_fen = FenColumn(verbose_name="收入（元）")
    out_fen = FenColumn(verbose_name="支出（元）")
    left = NumberColumn(verbose_name="待处理")
    created_name = WordsColumn("上传人")
    state = StateColumn(
        verbose_name="状态", tones=STATEMENT_TONES, labels=dict(StatementState.choices()), orderable=False
    )

    def render_kind(self, value: str) -> str:
        """Whose statement."""
        return Kind(value).label if value in {one.value for one in Kind} else value

    def render_place_no(self, value: int) -> str:
        """The office in words."""
        return near_label(value, self.request.actor.scope)


class LineTable(tables.Table):
    """Lines of a statement as the file has them."""

    row_no = tables.Column("行")
    on_day = DayColumn(verbose_name="日期")
    fen = FenColumn(verbose_name="账单金额（元）")
    our_fen = FenColumn(verbose_name="账上金额（元）", default="—")
    number = WordsColumn("单号", default="—")
    party = WordsColumn("对方", default="—")
    words = WordsColumn("摘要", default="—")
    found = StateColumn(verbose_name="核对结果", tones=FOUND_TONES, labels=dict(Found.choices()))
    state = StateColumn(verbose_name="状态", tones=STATE_TONES, labels=dict(LineState.choices()))
    note = WordsColumn("处理", default="—", empty_values=(), orderable=False)

    def render_row_no(self, value: int) -> str:
        """The line in the file; what it lacks has none."""
        return str(value) if value else "—"

    def render_note(self, record: Any) -> SafeString | str:
        """What was said of it, or the way to say it."""
        said = self.value_note(record)
        if record.state == LineState.OPEN:
            return format_html('<a href="{}">处理</a>', reverse("reconciliation:settle", args=[record.pk]))
        if record.state == LineState.PROPOSED:
            return format_html('{} <a href="{}">复核</a>', said, reverse("reconciliation:confirm", args=[record.pk]))
        return said or "—"

    def value_note(self, record: Any) -> str:
        """The same in a workbook."""
        if not record.reason:
            return ""
        by = f"{record.settled_name}{f'、{record.confirmed_name}' if record.confirmed_name else ''}"
        return f"{Reason(record.reason).label}：{record.note}（{by}）"
