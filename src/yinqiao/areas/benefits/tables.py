"""The people for whom an item is."""

from __future__ import annotations

from datetime import date

import django_tables2 as tables

from yinqiao.areas.benefits.types import Standing
from yinqiao.platform.ui.columns import DayColumn, StateColumn

TONES = {
    "meant": "good", "unknown": "soon", "named": "accent", "not_yet": "neutral", "over": "neutral",
    "not_meant": "neutral",
}  # fmt: skip


class MeantTable(tables.Table):
    """People by name; what an enterprise may see of its own stands here for everybody."""

    name = tables.Column("姓名", linkify=("shell:person", {"retiree_id": tables.A("pk")}))
    born_on = tables.Column("出生年份")
    work_start_on = DayColumn(verbose_name="参加工作", default="—")
    retired_on = DayColumn(verbose_name="退休年月", default="—")
    standing = StateColumn(verbose_name="是否符合", tones=TONES, labels=dict(Standing.choices()))

    def render_born_on(self, value: date) -> str:
        """The year alone."""
        return f"{value:%Y}"

    def value_born_on(self, value: date) -> str:
        """The same in a workbook."""
        return f"{value:%Y}"
