"""The work list of people and archives that are apart, and the list of pairs that wait for a decision."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.organisations.queries import near_label
from yinqiao.areas.separation.rules import SETTLERS, reason_label, work_of
from yinqiao.areas.separation.types import Cause, MatchState, Work
from yinqiao.platform.ui.columns import NumberColumn, StateColumn, WordsColumn

TONES = {
    "no_archive": "soon",
    "no_person": "soon",
    "held_elsewhere": "accent",
    "told_elsewhere": "accent",
    "missing": "danger",
}
STATE_TONES = {"open": "soon", "linked": "good", "distinct": "neutral"}


class ItemTable(tables.Table):
    """What hangs, why, whose turn it is and since when."""

    name = tables.Column("姓名", attrs={"td": {"class": "nowrap"}})
    cause = StateColumn(verbose_name="原因", tones=TONES, labels=dict(Cause.choices()))
    owner = tables.Column("责任方", accessor="pk", orderable=False, attrs={"td": {"class": "nowrap"}})
    step = tables.Column("下一步", accessor="pk", orderable=False)
    since = tables.DateColumn(verbose_name="自", attrs={"td": {"class": "nowrap"}})
    archive_no = tables.Column("档号", default="—", attrs={"td": {"class": "nowrap"}})
    enterprise = WordsColumn("移交企业", accessor="enterprise__name")
    place_no = tables.Column("所属或接收单位")
    where = tables.Column("保管或登记的存放地点", accessor="told", empty_values=())

    class Meta:
        # By place: indexes serve it, however many rows there are.
        order_by = ("place_no",)

    def render_name(self, value: str, record: Any) -> str | SafeString:
        """The way to the person, where there is one."""
        if record.retiree_id is None:
            return value
        return format_html('<a href="{}">{}</a>', reverse("shell:person", args=[record.retiree_id]), value)

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)

    def render_archive_no(self, value: str, record: Any) -> str:
        """The number of the archive. What the register was told of one is no longer the enterprise's to read."""
        return "—" if record.archive_id is None and self.request.actor.scope.is_enterprise else value

    def render_where(self, record: Any) -> str:
        """The place that signed for the archive; until one has, what the register was told, to whoever may read that."""
        scope = self.request.actor.scope
        if record.held_by is not None:
            return near_label(record.held_by, scope)
        if scope.is_enterprise:
            return "—"
        return str(record.told or "—")

    def render_owner(self, record: Any) -> str:
        """Whose turn it is."""
        return _work(record).owner

    def render_step(self, record: Any) -> str | SafeString:
        """What is to be done, and the way there for who may judge a pair."""
        words = _work(record).step
        if record.match_id is None or self.request.actor.role not in SETTLERS:
            return words
        return format_html('<a href="{}">{}</a>', reverse("separation:match", args=[record.match_id]), words)

    def render_since(self, value: date) -> SafeString:
        """The day, and how long it has hung since."""
        days = (timezone.localdate() - value).days
        return format_html('{}<br><span class="muted">已 {} 天</span>', f"{value:%Y-%m-%d}", days)


def _work(record: Any) -> Work:
    return work_of(Cause(record.cause), is_matched=record.match_id is not None)


class MatchTable(tables.Table):
    """Pairs of a person and an archive, the likeliest first."""

    person = tables.Column("人员", accessor="retiree__name", linkify=("separation:match", {"match_id": tables.A("pk")}))
    archive = tables.Column("档案姓名", accessor="archive__name")
    archive_no = tables.Column("档号", accessor="archive__archive_no", attrs={"td": {"class": "nowrap"}})
    score = NumberColumn(verbose_name="相似度")
    reasons = tables.Column("主要理由", orderable=False)
    enterprise = WordsColumn("移交企业", accessor="archive__enterprise__name")
    place = tables.Column("所属", accessor="retiree__place_no")
    state = StateColumn(verbose_name="状态", tones=STATE_TONES, labels=dict(MatchState.choices()))
    found_at = tables.DateTimeColumn(verbose_name="发现时间", format="Y-m-d")

    def render_reasons(self, value: list[str]) -> str:
        """The reasons that speak for one person, in words."""
        return "、".join(reason_label(one) for one in value if not one.endswith("_differs"))

    def render_place(self, value: int) -> str:
        """The person's place in words."""
        return near_label(value, self.request.actor.scope)
