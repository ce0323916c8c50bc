"""The work list of people who cannot be reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.lost_contact.queries import next_steps, weighing
from yinqiao.areas.lost_contact.rules import LABELS, owner_of, standing_of
from yinqiao.areas.lost_contact.types import Signal, Standing
from yinqiao.areas.organisations.queries import enterprise_names, near_label
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, WordsColumn

TONES = {"reachable": "good", "doubtful": "soon", "ripe": "danger", "lost": "danger"}
STEPS = {
    Standing.DOUBTFUL: "换一种方式联系，登记结果",
    Standing.RIPE: "核对信号，认定是否失联",
    Standing.LOST: "按查找计划查找，登记结果",
}
_NOWRAP = {"td": {"class": "nowrap"}}


class PeopleTable(tables.Table):
    """Who cannot be reached, why, whose turn it is, what is next and when."""

    name = tables.Column("姓名", linkify=("lost_contact:person", {"retiree_id": tables.A("retiree_id")}), attrs=_NOWRAP)
    standing = tables.Column("联系状态", accessor="signals", orderable=False, attrs=_NOWRAP)
    signals = tables.Column("信号", orderable=False)
    score = NumberColumn(verbose_name="分值")
    since = DayColumn(verbose_name="自")
    last_on = DayColumn(verbose_name="最近联系", default="没有记录")
    owner = tables.Column("责任方", accessor="since", orderable=False, attrs=_NOWRAP)
    step = tables.Column("下一步", accessor="signals", orderable=False)
    next_on = tables.Column("期限", empty_values=(), orderable=False, attrs=_NOWRAP)
    enterprise = WordsColumn("原企业", accessor="enterprise_id", orderable=False)
    place_no = tables.Column("所属社区")

    @cached_property
    def _rule(self) -> Any:
        return weighing(timezone.localdate())

    @cached_property
    def _enterprises(self) -> dict[int, str]:
        return enterprise_names(None)

    def render_standing(self, value: Sequence[str]) -> SafeString:
        """The state as a chip."""
        standing = standing_of(value, self._rule)[0]
        return format_html('<span class="badge badge-{}">{}</span>', TONES[standing], standing.label)

    def value_standing(self, value: Sequence[str]) -> str:
        """The state in words."""
        return standing_of(value, self._rule)[0].label

    def render_signals(self, value: Sequence[str]) -> str:
        """Every kind of signal once, with how often where more than once."""
        told = [code for code in dict.fromkeys(value) if code != Signal.DECLARED]
        counted = {code: value.count(code) for code in told}
        return "、".join(f"{LABELS[code]}{f' {times} 次' if times > 1 else ''}" for code, times in counted.items())

    def render_owner(self, record: Any) -> str:
        """Whose turn it is: of the lost since the declaration, of others since the oldest signal."""
        standing = standing_of(record["signals"], self._rule)[0]
        since = record["declared_on"] or record["since"]
        return owner_of(standing, since, timezone.localdate(), self._rule)

    @cached_property
    def _planned(self) -> dict[Any, str]:
        """The next step of the search for each of the page's people, read once for all of them."""
        shown = [row.record["retiree_id"] for row in self.paginated_rows]
        return next_steps(scope=self.request.actor.scope, people=shown)

    def render_step(self, value: Sequence[str], record: Any) -> str:
        """What is to be done next: of the lost the next step of their search plan."""
        standing = standing_of(value, self._rule)[0]
        planned = self._planned.get(record["retiree_id"]) if standing is Standing.LOST else None
        return planned or STEPS.get(standing, "—")

    def _next(self, record: Any) -> date:
        return record["next_on"] or record["since"] + timedelta(days=self._rule.next_days)

    def render_next_on(self, record: Any) -> SafeString:
        """The day of the next step; red once it has passed."""
        day = self._next(record)
        tone = "danger-text" if day < timezone.localdate() else "muted"
        return format_html('<span class="{}">{}</span>', tone, f"{day:%Y-%m-%d}")

    def value_next_on(self, record: Any) -> date:
        """The day alone."""
        return self._next(record)

    def render_enterprise(self, value: int) -> str:
        """The enterprise in words."""
        return self._enterprises.get(value, "—")

    def render_place_no(self, value: int) -> str:
        """The place in words."""
        return near_label(value, self.request.actor.scope)
