"""A list of made-up people for the tests of list pages: 60 rows, filters, bulk act, export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import django_tables2 as tables
from django import forms
from django.http import HttpRequest
from django.test import RequestFactory

from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.sheets.writer import ColumnKind, ColumnSpec
from yinqiao.platform.ui.columns import NumberColumn, PickColumn, StateColumn
from yinqiao.platform.ui.exports import Export
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec

OFFICER = Actor(
    UUID(int=7), "community_officer", "李敏", Scope.place(10, 20, "岳麓区 · 望月湖街道 · 望月湖社区"), "望月湖社区"
)
ROWS = [
    {"id": n, "name": f"王建国{n}", "age": 60 + n % 30, "status": "managed" if n % 3 else "offered"} for n in range(60)
]


class PeopleTable(tables.Table):
    """Box, name, number, state."""

    pick = PickColumn(accessor="id")
    name = tables.Column("姓名")
    age = NumberColumn(verbose_name="年龄")
    status = StateColumn(verbose_name="状态", labels={"managed": "在管", "offered": "待接收"})


class PeopleFilter(forms.Form):
    """A choice, several choices, a box, a number."""

    status = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), ("managed", "在管"), ("offered", "待接收")]
    )
    ages = forms.MultipleChoiceField(label="年龄", required=False, choices=[(str(n), f"{n} 岁") for n in range(60, 90)])
    is_old = forms.BooleanField(label="80 岁以上", required=False)
    age_from = forms.IntegerField(label="年龄不小于", required=False)


def load(chosen: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows that the filters leave."""
    return [
        row
        for row in ROWS
        if chosen.get("status", "") in ("", row["status"])
        and (not chosen.get("ages") or str(row["age"]) in chosen["ages"])
        and (row["age"] >= 80 or not chosen.get("is_old"))
    ]


PEOPLE = ListSpec(
    title="人员台账",
    table=PeopleTable,
    filters=PeopleFilter,
    bulk=(BulkAction("接收", "shell:home", is_main=True),),
    export=Export(
        "人员台账",
        (ColumnSpec("姓名"), ColumnSpec("年龄", ColumnKind.INTEGER)),
        row=lambda row: (row["name"], row["age"]),
        action="retirees.list_exported",
    ),
    empty=Empty("还没有人员", "企业提交名册后，会分送到这里。"),
)


def request_of(query: str = "", post: dict[str, Any] | None = None, actor: Actor = OFFICER) -> HttpRequest:
    """A request to the list as the officer sends it."""
    factory = RequestFactory()
    request = factory.get(f"/list/{query}") if post is None else factory.post(f"/list/{query}", post)
    request.actor = actor
    request.htmx = False
    return request
