"""Lists of agreements under preparation, and of the items of all of them."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.agreements.types import AgreementState
from yinqiao.areas.checklists.rules import days_late, items, risen_to, turn_of
from yinqiao.areas.checklists.types import ItemState
from yinqiao.areas.organisations.queries import near_label
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, StateColumn, WordsColumn

ITEM_TONES = {"open": "soon", "reported": "accent", "confirmed": "good", "waived": "neutral", "not_agreed": "neutral"}


class ReadinessTable(tables.Table):
    """Agreements under preparation, the least ready first."""

    agreement_no = tables.Column(
        "协议编号",
        linkify=("checklists:checklist", {"agreement_id": tables.A("id")}),
        attrs={"td": {"class": "nowrap"}},
    )
    enterprise = WordsColumn("企业", accessor="enterprise__name")
    place_no = tables.Column("接收方")
    score = tables.Column("准备程度", default="尚未生成")
    ready = tables.Column("已就绪事项")
    reported = NumberColumn(verbose_name="待确认")
    overdue = NumberColumn(verbose_name="逾期")
    next_due = DayColumn(verbose_name="最近期限", default="—")
    state = StateColumn(verbose_name="协议状态", labels=dict(AgreementState.choices()))

    def render_place_no(self, value: int) -> str:
        """The receiving place in words."""
        return near_label(value, self.request.actor.scope)

    def render_score(self, value: int) -> SafeString:
        """The score as a bar with its figure."""
        return format_html(
            '<span class="meter"><progress max="100" value="{}" aria-hidden="true"></progress> {} %</span>',
            value,
            value,
        )

    def value_score(self, value: int) -> int:
        """The same in a workbook."""
        return value

    def render_ready(self, record: Any) -> str:
        """How many of how many."""
        return f"{record.ready} / {record.items}"

    def value_ready(self, record: Any) -> str:
        """The same in a workbook."""
        return f"{record.ready} / {record.items}"


class ItemTable(tables.Table):
    """Items of all agreements, the most pressing first."""

    code = tables.Column("事项", orderable=False)
    agreement_no = tables.Column("协议编号", accessor="agreement__agreement_no", attrs={"td": {"class": "nowrap"}})
    enterprise = WordsColumn("企业", accessor="agreement__enterprise__name")
    place_no = tables.Column("接收方")
    strand = tables.Column("类别", accessor="code", orderable=False)
    state = StateColumn(verbose_name="状态", tones=ITEM_TONES, labels=dict(ItemState.choices()))
    due_on = DayColumn(verbose_name="期限")
    late = NumberColumn(verbose_name="逾期天数", accessor="pk", orderable=False)
    risen = tables.Column("已上升到", accessor="pk", orderable=False)
    owner_name = tables.Column("责任人", default="未定")
    department = tables.Column("负责部门", accessor="code", orderable=False)
    turn = tables.Column("下一步由谁办理", accessor="code", orderable=False)

    def render_code(self, value: str, record: Any) -> SafeString:
        """The title, which leads to its place in the checklist."""
        return format_html('<a href="{}">{}</a>', record.checklist_url, items()[value].title)

    def value_code(self, value: str) -> str:
        """The title in a workbook."""
        return items()[value].title

    def render_place_no(self, value: int) -> str:
        """The receiving place in words."""
        return near_label(value, self.request.actor.scope)

    def render_strand(self, value: str) -> str:
        """What it prepares."""
        return items()[value].strand.label

    def render_department(self, value: str) -> str:
        """Who owes it, in practice."""
        return items()[value].department

    def render_late(self, record: Any) -> str:
        """How many days late; nothing for what is in time."""
        return str(_late(record) or "—")

    def value_late(self, record: Any) -> int:
        """The same in a workbook."""
        return _late(record)

    def render_risen(self, record: Any) -> str:
        """To whom it has risen."""
        today = timezone.localdate()
        rule = rulebook().get("checklists.rising", region=settings.REGION, day=today)
        return risen_to(_late(record), rule.parameters) or "—"

    def render_turn(self, value: str, record: Any) -> str:
        """Whose move it is."""
        side = turn_of(items()[value], ItemState(record.state))
        return side.label if side else "—"


def _late(record: Any) -> int:
    return days_late(ItemState(record.state), record.due_on, timezone.localdate())
