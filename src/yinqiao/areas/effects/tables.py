"""The list of follow-ups."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.effects.rules import kinds
from yinqiao.areas.effects.types import State
from yinqiao.areas.organisations.queries import enterprise_names, near_label
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, StateColumn

TONES = {"open": "soon", "done": "good", "ended": "neutral"}
_NOWRAP = {"td": {"class": "nowrap"}}


def title_of(row: Any) -> str:
    """A kind in words, and that it corrects what was done before."""
    title = kinds()[row.kind].title
    return f"{title}（更正）" if row.is_back else title


class FollowupTable(tables.Table):
    """What has to be done because of a change, the soonest due first."""

    name = tables.Column("姓名", attrs=_NOWRAP)
    kind = tables.Column("事项")
    born_on = DayColumn(verbose_name="出生日期", default="—")
    died_on = DayColumn(verbose_name="死亡日期", default="—")
    detail = tables.Column("告知的内容", default="—")
    months = NumberColumn("可能多发月数")
    where = tables.Column("责任单位", accessor="owner", orderable=False)
    opened_on = DayColumn(verbose_name="列入")
    due_on = DayColumn(verbose_name="期限", left_from=timezone.localdate)
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(State.choices()))
    outcome = tables.Column("结果", default="—")

    def render_name(self, value: str, record: Any) -> SafeString:
        """The way to the follow-up."""
        return format_html('<a href="{}">{}</a>', reverse("effects:followup", args=[record.pk]), value)

    def value_name(self, value: str) -> str:
        """The name alone."""
        return value

    def render_kind(self, record: Any) -> str:
        """The kind in words."""
        return title_of(record)

    def render_months(self, value: int) -> str:
        """How many months; the dash where it is not about pay."""
        return str(value) if value else "—"

    def render_where(self, record: Any) -> str:
        """The enterprise or the place whose turn it is."""
        if record.enterprise_id is not None:
            return enterprise_names({record.enterprise_id}).get(record.enterprise_id, "—")
        return near_label(record.place_no, self.request.actor.scope)

    def render_due_on(self, value: date, record: Any, bound_column: Any) -> str:
        """The last day, coloured while it is open."""
        return str(bound_column.column.render(value)) if record.state == State.OPEN else f"{value:%Y-%m-%d}"

    def render_outcome(self, value: str, record: Any) -> str:
        """The outcome in words."""
        return kinds()[record.kind].outcome(value)


class UnpaidTable(FollowupTable):
    """The list of whom no sums concern: what may have been paid too much is the agency's matter alone."""

    class Meta:
        exclude = ("months",)
