"""The lists of certification: people, rates by place, files."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.certification.types import Method, State
from yinqiao.areas.organisations.queries import enterprise_names, near_label
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn, StateColumn, WordsColumn

TONES = {
    "valid": "good", "exempt": "good", "due_60": "neutral", "due_30": "soon", "due_7": "soon", "overdue": "danger",
    "suspended": "danger", "not_required": "neutral",
}  # fmt: skip
_NOWRAP = {"td": {"class": "nowrap"}}


def is_reminded(row: Any) -> bool:
    """Whether somebody was reminded since the clock came to stand where it does."""
    return bool(row["reminded_on"]) and row["reminded_on"] >= row["state_on"]


def step_of(row: Any) -> str:
    """What the community does next."""
    if row["state"] == State.SUSPENDED:
        return "协助本人认证，由人社部门恢复发放"
    if row["visit_on"]:
        return f"{row['visit_on']:%Y-%m-%d} 上门认证"
    if row["state"] == State.OVERDUE:
        return "联系本人，协助认证"
    if row["state"] in (State.DUE_60, State.DUE_30, State.DUE_7):
        return f"已于 {row['reminded_on']:%m-%d} 提醒" if is_reminded(row) else "提醒本人认证"
    return "—"


class PeopleTable(tables.Table):
    """Whose certification falls due, is overdue or whose pay is suspended, and what is next."""

    pick = PickColumn(accessor="id")
    name = tables.Column("姓名", linkify=("certification:person", {"retiree_id": tables.A("id")}), attrs=_NOWRAP)
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(State.choices()))
    due_on = DayColumn(verbose_name="期限", left_from=timezone.localdate)
    step = tables.Column("下一步", empty_values=(), orderable=False)
    certified_on = DayColumn(verbose_name="最近认证", default="没有记录")
    method = tables.Column("认证方式", default="—")
    place_no = tables.Column("所属社区")
    enterprise = WordsColumn("原企业", accessor="enterprise_id", orderable=False)

    class Meta:
        order_by = ("due_on",)

    @cached_property
    def _enterprises(self) -> dict[int, str]:
        return enterprise_names(None)

    def render_step(self, record: Any) -> str:
        """What is to be done next."""
        return step_of(record)

    def render_method(self, value: str) -> str:
        """The method in words."""
        return dict(Method.choices()).get(value) or "—"

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)

    def render_enterprise(self, value: int) -> str:
        """The enterprise in words."""
        return self._enterprises.get(value, "—")


class RateTable(tables.Table):
    """认证率 of each community, the lowest first."""

    name = tables.Column("社区", orderable=False)
    rate = tables.Column(
        "认证率", accessor="words", orderable=False, attrs={"th": {"class": "num"}, "td": {"class": "num"}}
    )
    needed = NumberColumn(verbose_name="应认证")
    valid = NumberColumn(verbose_name="有效")
    soon = NumberColumn(verbose_name="60 天内到期")
    overdue = NumberColumn(verbose_name="逾期")
    suspended = NumberColumn(verbose_name="已暂停发放")

    def render_name(self, value: str, record: Any) -> SafeString:
        """The way to the people of the place."""
        return format_html(
            '<a href="{}?case=all&amp;place={}">{}</a>', reverse("certification:people"), record.place_no, value
        )


class DeliveryTable(tables.Table):
    """Files that went to human resources, and their receipts."""

    number = tables.Column("编号", accessor="number", order_by=("year", "serial"), attrs=_NOWRAP)
    made_at = tables.DateTimeColumn(verbose_name="生成时间", format="Y-m-d H:i", attrs=_NOWRAP)
    made_name = tables.Column("生成人")
    people = NumberColumn(verbose_name="条数")
    receipt_no = tables.Column("回执编号", empty_values=())
    receipt_on = DayColumn(verbose_name="回执日期", default="—")
    file = tables.Column("文件", accessor="id", orderable=False, exclude_from_export=True)

    def render_receipt_no(self, value: str, record: Any) -> str | SafeString:
        """The number, or the way to note it."""
        if value:
            return value
        return format_html('<a href="{}">登记回执</a>', reverse("certification:receipt", args=[record.pk]))

    def value_receipt_no(self, value: str) -> str:
        """The number alone."""
        return value or ""

    def render_file(self, value: Any) -> SafeString:
        """The way to the file."""
        return format_html('<a href="{}">下载</a>', reverse("certification:delivery", args=[value]))


def due_words(due: date, today: date) -> str:
    """How far away a due day is."""
    days = (due - today).days
    return f"还有 {days} 天" if days >= 0 else f"已逾期 {-days} 天"
