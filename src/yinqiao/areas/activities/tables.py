"""The lists of what is offered and of those who are to be told."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import timezone

from yinqiao.areas.activities.types import By, Kind, State, ToTell
from yinqiao.areas.organisations.queries import near_label
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn, StateColumn, WordsColumn

TONES = {"draft": "neutral", "open": "accent", "settled": "good", "cancelled": "danger"}
STANDING_TONES = {
    "applied": "accent", "seated": "good", "waiting": "neutral", "asked": "soon", "left": "neutral", "declined": "neutral",
    "lapsed": "neutral", "cancelled": "danger", "moved": "neutral", "deceased": "neutral", "merged": "neutral",
}  # fmt: skip
_NOWRAP = {"td": {"class": "nowrap"}}


class OfferingTable(tables.Table):
    """What is offered, the latest first."""

    title = WordsColumn("名称", linkify=("activities:offering", {"offering_id": tables.A("pk")}))
    kind = tables.Column("类别", attrs=_NOWRAP)
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(State.choices()))
    branch = WordsColumn("分校", accessor="branch__name")
    teacher = tables.Column("教师或负责人", default="—")
    seats = NumberColumn("名额")
    wanted = NumberColumn("报名", orderable=False)
    closes_on = DayColumn(verbose_name="报名截止")
    first_on = DayColumn(verbose_name="第一次")
    place_no = WordsColumn("面向")

    def render_kind(self, value: str, record: Any) -> str:
        """The kind in words."""
        return Kind(record.kind).label

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)


class ToTellTable(tables.Table):
    """Who is to be told what."""

    pick = PickColumn(accessor="pk", name="retiree__name")
    name = tables.Column(
        "姓名", accessor="retiree__name", linkify=("activities:of_person", {"retiree_id": tables.A("retiree_id")}),
        attrs=_NOWRAP,
    )  # fmt: skip
    to_tell = StateColumn(
        verbose_name="告知什么", labels=dict(ToTell.choices()),
        tones={"seated": "good", "waiting": "neutral", "asked": "soon", "cancelled": "danger", "changed": "soon",
               "kept": "good", "moved": "neutral"},
    )  # fmt: skip
    title = WordsColumn("活动", accessor="offering__title")
    answer_by = DayColumn(verbose_name="答复期限", left_from=timezone.localdate, default="—")
    by = tables.Column("报名方式")
    place = tables.Column("所属社区", accessor="retiree__place_no")

    def render_by(self, record: Any) -> str:
        """Who enrolled the person."""
        return By(record.by).label

    def render_place(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)
