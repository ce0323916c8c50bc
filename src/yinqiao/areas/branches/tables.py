"""Lists of party organisations, and of branches that nobody has listed yet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from uuid import UUID

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.branches.queries import count_members
from yinqiao.areas.branches.rules import next_words
from yinqiao.areas.branches.types import Headcount, Kind, State, Unlisted
from yinqiao.areas.organisations.queries import near_label
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn, StateColumn, WordsColumn

TONES = {
    "listed": "soon", "offered": "accent", "under_way": "accent", "received": "accent", "settled": "good",
    "kept": "soon", "returned": "danger", "dropped": "neutral",
}  # fmt: skip
_NOWRAP = {"td": {"class": "nowrap"}}
_KINDS = dict(Kind.choices())


class OrganisationTable(tables.Table):
    """Organisations on both sides: what they are, where they stand, whose the next step is and by when."""

    pick = PickColumn(accessor="id")
    name = tables.Column("名称", linkify=True, attrs=_NOWRAP)
    kind = tables.Column("类别", attrs=_NOWRAP)
    state = StateColumn(verbose_name="状态", tones=TONES, labels=dict(State.choices()))
    next_step = tables.Column("下一步", empty_values=(), orderable=False, attrs=_NOWRAP)
    owed_by = tables.Column("由谁办理", default="—")
    due_on = DayColumn(verbose_name="办理期限", left_from=timezone.localdate, default="—")
    path = tables.Column("移交方式", default="—", attrs=_NOWRAP)
    members = NumberColumn(verbose_name="商定党员")
    known = NumberColumn(verbose_name="名册党员", accessor="pk", orderable=False)
    received = NumberColumn(verbose_name="已接收党员", accessor="pk", orderable=False)
    now_name = tables.Column("现在的名称", default="—", attrs=_NOWRAP)
    now_code = tables.Column("现在的代码", default="—")
    upper = tables.Column("上级党组织", default="—", attrs=_NOWRAP)
    place_no = tables.Column("接收单位", default="—", attrs=_NOWRAP)
    enterprise = tables.Column("移交企业", accessor="enterprise__name", attrs=_NOWRAP)

    @cached_property
    def counts(self) -> Mapping[UUID, Headcount]:
        """The members of every row, counted at once."""
        keys = self.data.data.values_list("pk", flat=True)
        return count_members(scope=self.request.actor.scope, organisation_ids=keys, today=timezone.localdate())

    def render_next_step(self, record: Any) -> str:
        """The next step in words."""
        return next_words(record.stand) or "—"

    def render_known(self, value: UUID) -> str:
        """Members on rosters, as far as this scope knows them."""
        return f"{self.counts.get(value, Headcount()).members:,}"

    def render_received(self, value: UUID) -> str:
        """Those of them who were received."""
        return f"{self.counts.get(value, Headcount()).received:,}"

    def render_place_no(self, value: int) -> str:
        """The receiving place in words."""
        return near_label(value, self.request.actor.scope)


class UnlistedTable(tables.Table):
    """Branches of rosters that no listed organisation answers to."""

    pick = PickColumn(accessor="id")
    name = tables.Column("名册中的名称")
    kind = tables.Column("类别", default="—")
    upper = tables.Column("上级党组织", default="—")
    members = NumberColumn(verbose_name="党员")
    suggested = tables.Column("可能就是", empty_values=())
    link = tables.Column("办理", accessor="id", orderable=False)
    enterprise = WordsColumn("企业")

    def render_kind(self, value: str) -> str:
        """The kind in words."""
        return _KINDS.get(value, value)

    def render_suggested(self, record: Unlisted) -> str:
        """What it probably is, and why; a person decides."""
        return f"{record.suggested}（{record.why}）" if record.suggested else "没有相近的，可直接列入"

    def render_link(self, value: UUID, record: Unlisted) -> SafeString:
        """The way to say which one it is."""
        return format_html(
            '<a href="{}/link/">对应到已列入的<span class="visually-hidden">：{}</span></a>', value, record.name
        )

    def value_link(self) -> str:
        """Nothing in a workbook."""
        return ""
