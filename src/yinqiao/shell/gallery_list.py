"""The sample list of the style guide: 240 made-up people, every filter, chips, bulk bar, export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import django_tables2 as tables
from django import forms

from yinqiao.platform.sheets.writer import ColumnKind, ColumnSpec
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn, StateColumn
from yinqiao.platform.ui.exports import Export
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec

TODAY = date(2026, 3, 8)
_NAMES = ("王建国", "李秀英", "阿卜杜热合曼·买买提吐尔逊·艾山江", "龘靐㛃䶮", "欧阳文秀", "张伟")
_PLACES = ("望月湖社区", "湖南师大社区", "爱民路社区")
_STATES = ("managed", "offered", "returned", "deceased")
_LABELS = {"managed": "在管", "offered": "待接收", "returned": "已退回企业", "deceased": "已故"}


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One made-up person."""

    id: int
    name: str
    age: int
    status: str
    place: str
    due_on: date
    years: int


ROWS = tuple(
    SampleRow(
        n, _NAMES[n % 6], 60 + n % 35, _STATES[n % 4], _PLACES[n % 3], TODAY + timedelta(n % 12 - 4), 1000 + n * 37
    )
    for n in range(240)
)


class SampleTable(tables.Table):
    """One column of each kind."""

    pick = PickColumn(accessor="id")
    name = tables.Column("姓名", linkify=lambda record: f"/gallery/?person={record.id}")
    age = NumberColumn(verbose_name="年龄")
    status = StateColumn(verbose_name="状态", labels=_LABELS, tones={"managed": "good", "offered": "accent"})
    place = tables.Column("社区")
    due_on = DayColumn(verbose_name="办理期限", left_from=lambda: TODAY)
    years = NumberColumn(verbose_name="累计金额（元）")


class SampleFilter(forms.Form):
    """A choice, several choices, a word, a box."""

    text = forms.CharField(label="姓名包含", required=False)
    status = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *_LABELS.items()])
    place = forms.ChoiceField(label="社区", required=False, choices=[("", "全部"), *((p, p) for p in _PLACES)])
    is_old = forms.BooleanField(label="80 岁以上", required=False)


def load_samples(chosen: Mapping[str, Any]) -> list[SampleRow]:
    """The rows that the filters leave."""
    return [
        row for row in ROWS
        if chosen.get("text", "") in row.name
        and chosen.get("status", "") in ("", row.status)
        and chosen.get("place", "") in ("", row.place)
        and (row.age >= 80 or not chosen.get("is_old"))
    ]  # fmt: skip


SAMPLE_LIST = ListSpec(
    title="列表样例",
    table=SampleTable,
    filters=SampleFilter,
    bulk=(BulkAction("接收", "shell:gallery", is_main=True), BulkAction("退回", "shell:gallery", is_dangerous=True)),
    export=Export(
        "列表样例",
        (ColumnSpec("姓名", width=16), ColumnSpec("年龄", ColumnKind.INTEGER), ColumnSpec("社区", width=20)),
        row=lambda row: (row.name, row.age, row.place),
        action="shell.sample_exported",
    ),
    empty=Empty("还没有人员", "企业提交名册后，会分送到这里。"),
)
