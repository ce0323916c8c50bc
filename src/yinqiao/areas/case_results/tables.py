"""The list of outcomes that somebody is still to be told."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables

from yinqiao.areas.cases.queries import kind_on
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, WordsColumn


class UntoldTable(tables.Table):
    """Cases that are over, the oldest end first, with how many of their people were told."""

    number = tables.Column(
        "编号", linkify=("cases:case", {"case_id": tables.A("pk")}), attrs={"td": {"class": "nowrap"}}
    )
    kind = WordsColumn(verbose_name="种类")
    result = tables.Column("结果")
    closed_on = DayColumn(verbose_name="办结")
    named = NumberColumn("涉及人数")
    told = NumberColumn("已告知")

    def render_kind(self, value: str, record: Any) -> str:
        """Its title, as the list called it then."""
        return kind_on(value, record.opened_on).title
