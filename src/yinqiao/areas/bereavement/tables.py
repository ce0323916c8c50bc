"""The lists of files and of items whose turn is the reader's."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.bereavement.rules import kinds, outcome_words
from yinqiao.areas.bereavement.types import FileState, ItemState
from yinqiao.areas.organisations.queries import enterprise_names, near_label
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, StateColumn

FILE_TONES = {"open": "soon", "settled": "good", "withdrawn": "neutral"}
TONES = {
    "open": "soon", "done": "good", "not_needed": "neutral", "ended": "neutral", "to_correct": "danger",
    "corrected": "good",
}  # fmt: skip
_NOWRAP = {"td": {"class": "nowrap"}}


class FileTable(tables.Table):
    """What is to be done after each death, the newest first."""

    name = tables.Column("姓名", linkify=("bereavement:file", {"retiree_id": tables.A("person_id")}), attrs=_NOWRAP)
    died_on = DayColumn(verbose_name="去世")
    opened_on = DayColumn(verbose_name="立项")
    waiting = NumberColumn("待办（项）")
    overdue = NumberColumn("逾期（项）")
    state = StateColumn(verbose_name="状态", tones=FILE_TONES, labels=dict(FileState.choices()))
    closed_on = DayColumn(verbose_name="办结", default="—")
    place_no = tables.Column("所属社区")

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)


class TurnTable(tables.Table):
    """What is the reader's turn, the soonest due first."""

    name = tables.Column("姓名", attrs=_NOWRAP)
    code = tables.Column("事项")
    owner = tables.Column("责任方")
    died_on = DayColumn(verbose_name="去世")
    where = tables.Column("责任单位", accessor="owner", orderable=False)
    due_on = DayColumn(verbose_name="期限", left_from=timezone.localdate)
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(ItemState.choices()))
    outcome = tables.Column("结果", default="—")

    def render_name(self, value: str, record: Any) -> SafeString:
        """The way to the item."""
        return format_html('<a href="{}">{}</a>', reverse("bereavement:item", args=[record.pk]), value)

    def value_name(self, value: str) -> str:
        """The name alone."""
        return value

    def render_code(self, value: str) -> str:
        """The item in words."""
        return kinds()[value].title

    def render_where(self, record: Any) -> str:
        """The enterprise or the place whose turn it is."""
        return unit_of(record, self.request.actor.scope)

    def render_due_on(self, value: date, record: Any, bound_column: Any) -> str:
        """The last day, coloured while it waits."""
        return str(bound_column.column.render(value)) if is_waiting(record.state) else f"{value:%Y-%m-%d}"

    def render_outcome(self, value: str) -> str:
        """The outcome in words."""
        return outcome_words(value)


def is_waiting(state: str) -> bool:
    """Whether somebody has to do something."""
    return state in {ItemState.OPEN, ItemState.TO_CORRECT}


def unit_of(row: Any, scope: Any) -> str:
    """The enterprise or the place of an item; of what goes with the person the person's own place."""
    if row.enterprise_id is not None:
        return enterprise_names({row.enterprise_id}).get(row.enterprise_id, "—")
    return near_label(row.place_no if row.place_no is not None else row.home_no, scope)
