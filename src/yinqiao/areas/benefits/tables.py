"""The people for whom an item is."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables

from yinqiao.areas.agreements.queries import benefit_kinds
from yinqiao.areas.benefits.queries import plain, told_words
from yinqiao.areas.benefits.types import Standing, ToldState
from yinqiao.platform.ui.columns import DayColumn, StateColumn

TONES = {
    "meant": "good", "unknown": "soon", "named": "accent", "told": "good", "not_yet": "neutral", "over": "neutral",
    "not_meant": "neutral",
}  # fmt: skip

TOLD_TONES = {"standing": "good", "replaced": "neutral", "ended": "neutral", "withdrawn": "neutral"}


class MeantTable(tables.Table):
    """People by name; what an enterprise may see of its own stands here for everybody."""

    name = tables.Column("姓名", linkify=("shell:person", {"retiree_id": tables.A("pk")}))
    born_on = tables.Column("出生年份")
    work_start_on = DayColumn(verbose_name="参加工作", default="—")
    retired_on = DayColumn(verbose_name="退休年月", default="—")
    standing = StateColumn(verbose_name="是否符合", tones=TONES, labels=dict(Standing.choices()))
    told = tables.Column("企业告知", accessor="told_since", default="—", order_by="told_since")

    def render_born_on(self, value: date) -> str:
        """The year alone."""
        return f"{value:%Y}"

    def value_born_on(self, value: date) -> str:
        """The same in a workbook."""
        return f"{value:%Y}"

    def render_told(self, record: Any) -> str:
        """What the enterprise told of the person, and since when."""
        much = record.told_in_kind or "按协议标准"
        if record.told_amount is not None:
            much = f"{plain(record.told_amount, record.told_unit):,} {record.told_unit}"
        if record.told_state == ToldState.ENDED:
            return f"{record.told_over_on:%Y-%m-%d} 停止"
        return f"{much}，{record.told_since:%Y-%m-%d} 起"

    def value_told(self, record: Any) -> str:
        """The same in a workbook; empty where nothing was told."""
        return self.render_told(record)


class OutsideTable(tables.Table):
    """What the enterprise told beyond the agreement: a line for each person and kind."""

    name = tables.Column(
        "姓名", accessor="retiree__name", linkify=("shell:person", {"retiree_id": tables.A("retiree_id")})
    )
    born_on = tables.Column("出生年份", accessor="retiree__born_on")
    kind = tables.Column("待遇项目")
    told = tables.Column("企业告知", accessor="amount", empty_values=(), order_by="amount")
    since = DayColumn(verbose_name="自何日起")
    state = StateColumn(verbose_name="状态", tones=TOLD_TONES, labels=dict(ToldState.choices()))
    over_on = DayColumn(verbose_name="停止日期", default="—")

    def render_born_on(self, value: date) -> str:
        """The year alone."""
        return f"{value:%Y}"

    def value_born_on(self, value: date) -> str:
        """The same in a workbook."""
        return f"{value:%Y}"

    def render_kind(self, value: str) -> str:
        """The kind in words."""
        return benefit_kinds()[value].label

    def value_kind(self, value: str) -> str:
        """The same in a workbook."""
        return self.render_kind(value)

    def render_told(self, record: Any) -> str:
        """How much and how often; a standard of the enterprise's own where no sum was told."""
        return told_words(record)

    def value_told(self, record: Any) -> str:
        """The same in a workbook."""
        return told_words(record)
