"""The list of items."""

from __future__ import annotations

import django_tables2 as tables

from yinqiao.areas.service_items.types import ItemRow, Origin, Serving
from yinqiao.platform.ui.columns import DayColumn, StateColumn, WordsColumn

SERVING_TONES = {"open": "good", "closed": "neutral", "coming": "soon", "over": "neutral"}
ORIGIN_TONES = {"file": "neutral", "city": "accent"}
VERSION_TONES = {
    "draft": "neutral", "proposed": "soon", "returned": "soon", "published": "good", "withdrawn": "neutral",
}  # fmt: skip


class ItemTable(tables.Table):
    """One line an item: on what basis, who decides in how many days, which version since when, what is drawn up."""

    title = WordsColumn(verbose_name="事项", linkify=("service_items:item", {"code": tables.A("code")}))
    basis = WordsColumn(verbose_name="依据")
    office = tables.Column("决定")
    days = tables.Column("时限", attrs={"td": {"class": "nowrap"}})
    serving = StateColumn(verbose_name="受理", tones=SERVING_TONES, labels=dict(Serving.choices()))
    version = tables.Column("版本", attrs={"td": {"class": "nowrap"}})
    since = DayColumn(verbose_name="自何时")
    origin = StateColumn(verbose_name="来源", tones=ORIGIN_TONES, labels=dict(Origin.choices()))
    pending = tables.Column("拟定中", empty_values=())

    def render_days(self, value: int, record: ItemRow) -> str:
        """Working days from acceptance on; nothing is known of an item that has no version."""
        if not record.version:
            return "—"
        return f"{value} 个工作日" if value else "当场办结"

    def render_version(self, value: int) -> str:
        """第几版."""
        return f"第 {value} 版" if value else "未生效"

    def render_pending(self, record: ItemRow) -> str:
        """What is being drawn up."""
        return record.pending or "—"

    def value_pending(self, record: ItemRow) -> str:
        """The same for a file."""
        return record.pending
