"""The list of what came for use and was spent."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.organisations.queries import near_label
from yinqiao.platform.ui.columns import DayColumn, FenColumn, WordsColumn


class UseTable(tables.Table):
    """The newest first."""

    used_on = DayColumn(verbose_name="日期")
    purpose = WordsColumn("项目")
    about = WordsColumn("用途说明")
    fen = FenColumn(verbose_name="金额（元）")
    decided_on = DayColumn(verbose_name="集体研究", default="—")
    voucher_no = tables.Column("凭证号")
    place_no = WordsColumn("单位")
    noted_by = WordsColumn("登记人")
    is_reversed = WordsColumn("冲正", orderable=False)

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)

    def render_is_reversed(self, value: bool, record: Any) -> SafeString | str:
        """Whether it was undone, or the way to undo it."""
        if value:
            return f"已冲正：{record.reason}"
        return format_html('<a href="{}">冲正</a>', reverse("dues_use:reverse", args=[record.pk]))

    def value_is_reversed(self, value: bool, record: Any) -> str:
        """The same in a workbook."""
        return f"已冲正：{record.reason}" if value else ""
