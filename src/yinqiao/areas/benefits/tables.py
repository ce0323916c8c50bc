"""The people for whom an item is."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.utils import timezone

from yinqiao.areas.agreements.queries import benefit_kinds
from yinqiao.areas.benefits.queries import plain, told_words
from yinqiao.areas.benefits.rules import old_benefits
from yinqiao.areas.benefits.types import Standing, ToldState
from yinqiao.areas.organisations.queries import enterprise_names
from yinqiao.platform.ui.columns import DayColumn, StateColumn, WordsColumn

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


class FateTable(tables.Table):
    """What becomes of what enterprises used to give, what waits first."""

    code = tables.Column("项目", linkify=("benefits:fate", {"fate_id": tables.A("pk")}))
    enterprise_id = WordsColumn("原企业", orderable=False)
    fate = tables.Column("现在怎么办", default="等答复")
    payer = tables.Column("谁出钱", default="—")
    until = DayColumn(verbose_name="到", default="—")
    due_on = DayColumn(verbose_name="答复期限", left_from=timezone.localdate)
    answered_on = DayColumn(verbose_name="答复", default="—")

    @cached_property
    def _enterprises(self) -> dict[int, str]:
        return enterprise_names(None)

    def render_code(self, value: str) -> str:
        """The thing in words."""
        return old_benefits()[value].label

    def render_enterprise_id(self, value: int) -> str:
        """The enterprise in words."""
        return self._enterprises.get(value, "—")

    def render_due_on(self, value: Any, record: Any, bound_column: Any) -> str:
        """The last day, coloured while it waits."""
        return f"{value:%Y-%m-%d}" if record.fate else str(bound_column.column.render(value))


class ReadFateTable(FateTable):
    """The same for whoever only reads: no row leads to its answer."""

    code = tables.Column("项目")
