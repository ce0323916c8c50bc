"""The register of letters, people one could write about, the list of one letter."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.letters.rules import purposes
from yinqiao.areas.letters.types import LetterState
from yinqiao.areas.organisations.queries import near_label
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn, StateColumn

TONES = {"open": "soon", "answered": "good", "void": "neutral"}
_NOWRAP = {"td": {"class": "nowrap"}}


class LetterTable(tables.Table):
    """Letters, the newest first."""

    number = tables.Column("函号", linkify=("letters:letter", {"letter_id": tables.A("pk")}), attrs=_NOWRAP)
    purpose = tables.Column("事由")
    office = tables.Column("收函单位")
    people = NumberColumn("人数")
    answered = NumberColumn("已答复")
    sent_on = DayColumn(verbose_name="发函")
    due_on = DayColumn(verbose_name="答复期限", left_from=timezone.localdate)
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(LetterState.choices()))
    place = tables.Column("发函单位", accessor="place_no")

    def render_purpose(self, value: str) -> str:
        """The purpose in words."""
        return purposes()[value].title

    def render_due_on(self, value: date, record: Any, bound_column: Any) -> str | SafeString:
        """The last day, coloured while it is open."""
        return bound_column.column.render(value) if record.state == LetterState.OPEN else f"{value:%Y-%m-%d}"

    def render_place(self, value: int) -> str:
        """The office in words."""
        return near_label(value, self.request.actor.scope)


class InboxTable(tables.Table):
    """Letters to the own office, the newest first."""

    number = tables.Column("函号", linkify=("letters:addressed", {"letter_id": tables.A("pk")}), attrs=_NOWRAP)
    purpose = tables.Column("事由")
    author_unit = tables.Column("发函单位", default="—")
    people = NumberColumn("人数")
    answered = NumberColumn("已答复")
    sent_on = DayColumn(verbose_name="发函")
    due_on = DayColumn(verbose_name="答复期限", left_from=timezone.localdate)
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(LetterState.choices()))

    def render_purpose(self, value: str) -> str:
        """The purpose in words."""
        return purposes()[value].title

    def render_due_on(self, value: date, record: Any, bound_column: Any) -> str | SafeString:
        """The last day, coloured while it is open."""
        return bound_column.column.render(value) if record.state == LetterState.OPEN else f"{value:%Y-%m-%d}"


class CandidateTable(tables.Table):
    """People whom a letter could ask about."""

    pick = PickColumn(accessor="id")
    name = tables.Column("姓名", linkify=("shell:person", {"retiree_id": tables.A("pk")}), attrs=_NOWRAP)
    born_on = DayColumn(verbose_name="出生日期")
    status = tables.Column("状态")
    place_no = tables.Column("所属社区")

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)


def answer_words(row: Any) -> str:
    """An answer in words; that one still waits."""
    found = purposes()[row.purpose].answer(row.answer)
    return found.label if found else ("待答复" if row.is_open else "未答复，函已作废")


def mark(row: Any) -> SafeString:
    """The state of one line of a letter as a chip."""
    tone = "soon" if row.is_open else "good" if row.answer else "neutral"
    return format_html('<span class="badge badge-{}">{}</span>', tone, answer_words(row))
