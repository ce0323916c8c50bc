"""The work list of missing facts, and the list of questions to enterprises."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.completeness.rules import causes, due_on
from yinqiao.areas.completeness.types import Cause, CauseSpec, Owner, RequestState
from yinqiao.areas.organisations.queries import near_label
from yinqiao.platform.ui.columns import DayColumn, PickColumn, StateColumn, WordsColumn

_OWNER_TONES = {Owner.ENTERPRISE: "accent", Owner.DESK: "soon"}
TONES = {one.value: _OWNER_TONES.get(spec.owner, "neutral") for one, spec in causes().items()}
STATE_TONES = {"asked": "soon", "answered": "accent", "unknown": "soon", "taken": "good", "refused": "danger"}
_NOWRAP = {"td": {"class": "nowrap"}}


class GapTable(tables.Table):
    """Who lacks what, whose turn it is, what is to be done and by when."""

    pick = PickColumn(accessor="id")
    name = tables.Column("姓名", attrs=_NOWRAP)
    cause = StateColumn(verbose_name="缺什么", tones=TONES, labels=dict(Cause.choices()))
    owner = tables.Column("责任方", accessor="cause", orderable=False, attrs=_NOWRAP)
    step = tables.Column("下一步", accessor="cause", orderable=False)
    since = tables.DateColumn(verbose_name="自", attrs=_NOWRAP)
    due = tables.Column("期限", accessor="cause", orderable=False, attrs=_NOWRAP)
    enterprise = WordsColumn("移交企业", accessor="enterprise__name")
    place_no = tables.Column("所属社区")

    class Meta:
        # By place: indexes serve it, however many rows there are.
        order_by = ("place_no",)

    def render_name(self, value: str, record: Any) -> str | SafeString:
        """The way to what is missing of this person; an enterprise opens the person's own page."""
        page = "shell:person" if self.request.actor.scope.is_enterprise else "completeness:person"
        return format_html('<a href="{}">{}</a>', reverse(page, args=[record.retiree_id]), value)

    def render_owner(self, record: Any) -> str:
        """Who owes it."""
        return spec_of(record).owner.label

    def render_step(self, record: Any) -> str | SafeString:
        """What is to be done; that the enterprise was asked already."""
        words = spec_of(record).step
        if not record.is_asked:
            return words
        return format_html('{}<br><span class="muted">已请企业补充</span>', words)

    def value_step(self, record: Any) -> str:
        """The same in a workbook."""
        return f"{spec_of(record).step}{'（已请企业补充）' if record.is_asked else ''}"

    def render_since(self, value: date) -> SafeString:
        """The day, and for how long since."""
        days = (timezone.localdate() - value).days
        return format_html('{}<br><span class="muted">已 {} 天</span>', f"{value:%Y-%m-%d}", days)

    def value_since(self, value: date) -> date:
        """The day alone."""
        return value

    def render_due(self, record: Any) -> SafeString:
        """The last day of the next step; red once it has passed."""
        due = due_on(spec_of(record), record.since)
        tone = "danger-text" if due < timezone.localdate() else "muted"
        return format_html('<span class="{}">{}</span>', tone, f"{due:%Y-%m-%d}")

    def value_due(self, record: Any) -> date:
        """The day alone."""
        return due_on(spec_of(record), record.since)

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)


class OwedTable(GapTable):
    """The same for an enterprise: it ticks nothing, and where people live is not its to read."""

    class Meta:
        exclude = ("pick", "owner", "place_no")
        order_by = ("since",)


class RequestTable(tables.Table):
    """Questions to enterprises, the soonest due first."""

    name = tables.Column("姓名", accessor="retiree__name", attrs=_NOWRAP)
    cause = StateColumn(verbose_name="补充什么", labels=dict(Cause.choices()))
    state = StateColumn(verbose_name="状态", tones=STATE_TONES, labels=dict(RequestState.choices()))
    asked_on = DayColumn(verbose_name="请求日期")
    due_on = DayColumn(verbose_name="答复期限", left_from=timezone.localdate)
    asked_unit = tables.Column("请求单位", default="—")
    enterprise = WordsColumn("移交企业", accessor="enterprise__name")
    place = tables.Column("所属社区", accessor="retiree__place_no")
    reason = tables.Column("不采用的原因", default="—", orderable=False)

    def render_name(self, value: str, record: Any) -> str | SafeString:
        """The way to what this side may do now."""
        page = page_of(record, is_enterprise=self.request.actor.scope.is_enterprise)
        return format_html('<a href="{}">{}</a>', reverse(page, args=[record.pk]), value) if page else value

    def value_name(self, value: str) -> str:
        """The name alone."""
        return value

    def render_due_on(self, value: date, record: Any, bound_column: Any) -> str | SafeString:
        """The last day, coloured while the enterprise has to answer."""
        if record.state == RequestState.ASKED:
            return str(bound_column.column.render(value))
        return f"{value:%Y-%m-%d}"

    def render_place(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)


class AskedTable(RequestTable):
    """The same for an enterprise: where an accepted person lives is no longer its to know."""

    class Meta:
        exclude = ("place", "enterprise", "asked_unit")


def page_of(record: Any, *, is_enterprise: bool) -> str:
    """The page on which this side deals with a question; empty when it has nothing to do."""
    if is_enterprise:
        return "completeness:answer" if record.state == RequestState.ASKED else ""
    return "completeness:settle"


def spec_of(record: Any) -> CauseSpec:
    """The cause of a row, as the rulebook has it."""
    return causes()[Cause(record.cause)]
