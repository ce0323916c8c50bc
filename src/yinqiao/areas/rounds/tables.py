"""The lists of rounds, and of whom to visit."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.utils import timezone

from yinqiao.areas.duties.queries import titles
from yinqiao.areas.duties.types import Service, member_words
from yinqiao.areas.organisations.queries import near_label
from yinqiao.areas.rounds.types import PlanState, RoundState, Unplaced
from yinqiao.kernel.periods import age_on
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn, StateColumn

TONES = {"out": "soon", "ended": "good", "cancelled": "neutral"}
ITEM_TONES = {"out": "neutral", "received": "good", "refused": "danger", "dropped": "neutral"}
PLAN_TONES = {"draft": "soon", "confirmed": "good"}
_NOWRAP = {"td": {"class": "nowrap"}}


def week_words(monday: date) -> str:
    """A week by its first and last day."""
    return f"{monday:%Y-%m-%d} 至 {monday + timedelta(days=6):%m-%d}"


class RoundTable(tables.Table):
    """Which rounds were taken, and how far they came in."""

    taken_at = tables.DateTimeColumn(
        verbose_name="取走时间",
        format="Y-m-d H:i",
        linkify=("rounds:round", {"round_id": tables.A("pk")}),
        attrs=_NOWRAP,
    )
    people = NumberColumn(verbose_name="人数")
    items_received = NumberColumn(verbose_name="已收到")
    items_refused = NumberColumn(verbose_name="未收下")
    items_dropped = NumberColumn(verbose_name="不登记")
    items_out = NumberColumn(verbose_name="没有上传")
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(RoundState.choices()))

    class Meta:
        order_by = ("-taken_at",)


class DueTable(tables.Table):
    """Whom to visit: what is due, and where."""

    pick = PickColumn(accessor="id")
    name = tables.Column("姓名", attrs=_NOWRAP)
    age = NumberColumn(verbose_name="年龄", accessor="born_on", order_by=("-born_on",))
    service = tables.Column("服务", attrs=_NOWRAP)
    standard = tables.Column("服务标准")
    due_on = DayColumn(verbose_name="期限", left_from=timezone.localdate)
    next_on = DayColumn(verbose_name="约定", default="—")
    place_no = tables.Column("所属社区")

    class Meta:
        order_by = ("due_on",)

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

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)


class PlanTable(tables.Table):
    """The plans of weeks."""

    monday = tables.Column("哪一周", linkify=("rounds:plan", {"plan_id": tables.A("pk")}), attrs=_NOWRAP)
    place_no = tables.Column("社区")
    placed = NumberColumn(verbose_name="已排入")
    unplaced = NumberColumn(verbose_name="排不下")
    state = StateColumn(verbose_name="状态", tones=PLAN_TONES, labels=dict(PlanState.choices()))
    made_name = tables.Column("编排人", attrs=_NOWRAP)

    class Meta:
        order_by = ("-monday",)

    def render_monday(self, value: date) -> str:
        """The week by its first and last day."""
        return week_words(value)

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)


class PlannedTable(tables.Table):
    """The visits of a plan, one a line, as they are given to a colleague or kept."""

    day = DayColumn(verbose_name="日期", default="—")
    officer = tables.Column("走访人", attrs=_NOWRAP)
    ordinal = NumberColumn(verbose_name="次序")
    name = tables.Column("姓名", attrs=_NOWRAP)
    services = tables.Column("服务")
    due_on = DayColumn(verbose_name="期限")
    reason = tables.Column("没有排入的原因", default="—")

    class Meta:
        order_by = ("day",)

    def render_reason(self, value: str) -> str:
        """The reason in words."""
        return member_words(Unplaced, value)
