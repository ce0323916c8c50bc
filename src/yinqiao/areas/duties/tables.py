"""The lists of services due, of standards, and of what was delivered."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.utils import timezone

from yinqiao.areas.duties.queries import titles
from yinqiao.areas.duties.types import DutyState, Service, member_words
from yinqiao.areas.organisations.queries import enterprise_names, near_label
from yinqiao.kernel.periods import age_on
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn, StateColumn, WordsColumn

TONES = {"open": "soon", "done": "good", "declined": "neutral", "missed": "danger", "dropped": "neutral"}
_NOWRAP = {"td": {"class": "nowrap"}}


class DutyTable(tables.Table):
    """What is due to whom, why, until when."""

    pick = PickColumn(accessor="id")
    name = tables.Column("姓名", linkify=("duties:person", {"retiree_id": tables.A("retiree_id")}), attrs=_NOWRAP)
    age = NumberColumn(verbose_name="年龄", accessor="born_on", order_by=("-born_on",))
    service = tables.Column("服务", attrs=_NOWRAP)
    standard = tables.Column("服务标准")
    due_on = DayColumn(verbose_name="期限", left_from=timezone.localdate)
    next_on = DayColumn(verbose_name="约定", default="—")
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(DutyState.choices()))
    place_no = tables.Column("所属社区")
    enterprise = WordsColumn("原企业", accessor="enterprise_id", orderable=False)

    class Meta:
        order_by = ("due_on",)

    @cached_property
    def _enterprises(self) -> dict[int, str]:
        return enterprise_names(None)

    @cached_property
    def _titles(self) -> dict[str, str]:
        return titles()

    def render_age(self, value: Any) -> int:
        """Full years today."""
        return age_on(value, timezone.localdate())

    def render_service(self, value: str) -> str:
        """The service in words."""
        return member_words(Service, value)

    def render_standard(self, value: str) -> str:
        """The standard by its title."""
        return self._titles.get(value, value)

    def render_due_on(self, value: Any, record: Any, bound_column: Any) -> str:
        """The last day, coloured while it is open."""
        return str(bound_column.column.render(value)) if record["state"] == DutyState.OPEN else f"{value:%Y-%m-%d}"

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)

    def render_enterprise(self, value: int) -> str:
        """The enterprise in words."""
        return self._enterprises.get(value, "—")


class MeasuredTable(tables.Table):
    """What was delivered of what fell due, by community and service."""

    name = tables.Column("社区", orderable=False)
    service = tables.Column("服务", orderable=False, attrs=_NOWRAP)
    due = NumberColumn(verbose_name="应办")
    in_time = NumberColumn(verbose_name="按期办")
    late = NumberColumn(verbose_name="逾期办")
    waiting = NumberColumn(verbose_name="待办")
    missed = NumberColumn(verbose_name="未办")
    rate = tables.Column(
        "完成率", accessor="words", orderable=False, attrs={"th": {"class": "num"}, "td": {"class": "num"}}
    )
