"""Rows of tables and long selects, written without a template: the same words, escaped alike."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import django_tables2 as tables
import pytest
from django import forms
from django.template import Context

from yinqiao.platform.ui.choices import LongSelect
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn
from yinqiao.platform.ui.lists import answer_list
from yinqiao.platform.ui.rows import rows_of
from yinqiao.platform.ui.tests.people_list import PEOPLE, PeopleTable, load, request_of

pytestmark = pytest.mark.fast
CHOICES = [("", "全部"), (7, "中湘<机床>集团 & 子公司"), (8, '"望月"社区'), (9, "李's 厂")]


class _Table(tables.Table):
    pick = PickColumn(accessor="id")
    name = tables.Column("姓名")
    people = NumberColumn('人数 "合计"')
    on = DayColumn(verbose_name="日期")


def _rows(*rows: dict[str, object]) -> str:
    table = _Table(list(rows))
    table.paginate(per_page=25)
    return rows_of(table, Context())


def test_what_a_person_wrote_is_escaped_in_every_cell() -> None:
    drawn = _rows({"id": 1, "name": "<script>&'", "people": 3, "on": date(2026, 3, 5)})
    assert "<script" not in drawn
    assert drawn.count("&lt;script&gt;&amp;&#x27;") == 2, "the cell, and what the box reads aloud"


def test_a_cell_carries_the_class_of_its_column_and_the_head_for_narrow_screens() -> None:
    drawn = _rows({"id": 1, "name": "王桂英", "people": 3, "on": date(2026, 3, 5)})
    assert '<td data-label="姓名">王桂英</td>' in drawn
    assert '<td class="num" data-label="人数 &quot;合计&quot;">3</td>' in drawn
    assert '<td class="nowrap" data-label="日期">2026-03-05</td>' in drawn
    assert '<td class="pick"><input type="checkbox" name="ids" value="1" aria-label="选择 王桂英"></td>' in drawn


def test_a_cell_with_nothing_to_show_is_marked_as_blank() -> None:
    drawn = _rows({"id": 1, "name": "", "people": None, "on": None})
    assert '<td class="is-blank" data-label="姓名">' in drawn
    assert '<td class="num is-blank" data-label="人数 &quot;合计&quot;">—</td>' in drawn


class _Sorted(PeopleTable):
    class Meta:
        order_by = ("name",)


class _Rows:
    """Rows that are read a page at a time, as a register's are, and note what is asked of them."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows
        self.asked: list[slice] = []

    def count(self) -> int:
        return len(self.rows)

    __len__ = count

    def order_by(self, *_: str) -> _Rows:
        return self

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        self.asked.append(part)
        return self.rows[part]


def test_a_page_of_a_list_is_read_once() -> None:
    rows = _Rows(load({}))
    page = answer_list(request_of("?page=2"), replace(PEOPLE, table=_Sorted), lambda _: rows)  # type: ignore[arg-type,return-value]
    assert "王建国25<" in page.content.decode()
    assert rows.asked == [slice(25, 50)]


@pytest.mark.parametrize("value", ["", None, 8, "9", "of another scope"])
def test_a_long_select_says_what_a_select_says(value: object) -> None:
    attributes = {"id": "id_firm", "required": True, "aria-describedby": "hint"}
    ours = LongSelect(choices=CHOICES, attrs={"class": "wide"}).render("firm", value, attributes)
    theirs = forms.Select(choices=CHOICES, attrs={"class": "wide"}).render("firm", value, attributes)

    def parts(element: str) -> tuple[set[str], list[str]]:
        head, _, rest = element.partition(">")
        return set(head.replace("<select", "").split()), re.findall(r"<option.*?</option>", rest, re.S)

    assert parts(ours) == parts(theirs)
    assert len(parts(ours)[1]) == len(CHOICES)
