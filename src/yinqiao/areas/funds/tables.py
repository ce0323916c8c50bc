"""Lists of what is due, and of payments and refunds."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.agreements.queries import fund_kinds
from yinqiao.areas.agreements.types import Side
from yinqiao.areas.funds.types import DueState, Flow, PaymentState
from yinqiao.areas.organisations.queries import near_label
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.columns import AmountColumn, DayColumn, StateColumn, WordsColumn

STATE_TONES = {
    "noted": "soon", "confirmed": "good", "returned": "danger", "withdrawn": "neutral", "replaced": "neutral",
}  # fmt: skip
DUE_TONES = {"open": "neutral", "part": "soon", "paid": "accent", "settled": "good"}


def kind_label(code: str) -> str:
    """A kind of money in words."""
    return fund_kinds()[code].label


def turn_words(state: str, noted_by: str) -> str:
    """Whose move a payment is; a dash when nothing is left to do."""
    side = member_of(Side, noted_by)
    if state == PaymentState.NOTED:
        return f"{side.other.label}确认"
    return f"{side.label}重新登记或撤回" if state == PaymentState.RETURNED else "—"


class DueTable(tables.Table):
    """Instalments of every agreement, the earliest first."""

    agreement_no = tables.Column(
        "协议编号",
        linkify=("funds:agreement", {"agreement_id": tables.A("agreement_id")}),
        attrs={"td": {"class": "nowrap"}},
    )
    enterprise = WordsColumn("企业")
    kind = WordsColumn("款项", accessor="line__due__kind")
    state = StateColumn(
        verbose_name="付款情况", accessor="line__state", tones=DUE_TONES, labels=dict(DueState.choices())
    )
    due_on = DayColumn(verbose_name="付款期限", accessor="line__due__due_on")
    amount = AmountColumn(verbose_name="应付（元）", accessor="line__due__amount")
    paid = AmountColumn(verbose_name="已付（元）", accessor="line__paid")
    received = AmountColumn(verbose_name="已到账（元）", accessor="line__received")
    rest = AmountColumn(verbose_name="未付（元）", accessor="line__rest")
    place_no = tables.Column("接收方")

    def render_place_no(self, value: int) -> str:
        """The receiving place in words."""
        return near_label(value, self.request.actor.scope)

    def render_kind(self, value: str) -> str:
        """The kind in words."""
        return kind_label(value)

    def render_due_on(self, value: Any, record: Any) -> SafeString | str:
        """The day; since when it is late where something is owed under a living agreement."""
        days = (timezone.localdate() - value).days
        if record.is_live and record.line.rest > 0 and days > 0:
            return format_html('{} <span class="danger-text">逾期 {} 天</span>', f"{value:%Y-%m-%d}", days)
        return f"{value:%Y-%m-%d}"

    def value_due_on(self, value: Any) -> Any:
        """The day alone in a workbook."""
        return value


class PaymentTable(tables.Table):
    """Payments and refunds, the newest first."""

    number = tables.Column("登记", empty_values=())
    enterprise = WordsColumn("企业", accessor="enterprise__name")
    place_no = tables.Column("接收方")
    kind = WordsColumn("款项")
    amount = AmountColumn(verbose_name="金额（元）")
    paid_on = DayColumn(verbose_name="付款日期")
    voucher_no = tables.Column("凭证号")
    state = StateColumn(verbose_name="状态", tones=STATE_TONES, labels=dict(PaymentState.choices()))
    turn = WordsColumn("下一步", accessor="pk", orderable=False)
    answer_by = DayColumn(verbose_name="确认期限")
    received_on = DayColumn(verbose_name="到账日期", default="—")

    def render_number(self, record: Any) -> SafeString:
        """The agreement and the number, which lead to the payment's place there."""
        return format_html(
            '<a href="{}">{} 第 {} 笔</a>',
            record.get_absolute_url(), record.agreement.agreement_no, record.number,
        )  # fmt: skip

    def value_number(self, record: Any) -> str:
        """The same in a workbook."""
        return f"{record.agreement.agreement_no} 第 {record.number} 笔"

    def render_place_no(self, value: int) -> str:
        """The receiving place in words."""
        return near_label(value, self.request.actor.scope)

    def render_kind(self, value: str, record: Any) -> str:
        """The kind in words; a refund is named one."""
        return f"退款：{kind_label(value)}" if record.flow == Flow.REFUND else kind_label(value)

    def render_answer_by(self, value: Any, record: Any) -> SafeString | str:
        """The last day to answer, as long as there is something to answer."""
        if record.state != PaymentState.NOTED:
            return "—"
        days = (timezone.localdate() - value).days
        if days > 0:
            return format_html('{} <span class="danger-text">逾期 {} 天</span>', f"{value:%Y-%m-%d}", days)
        return f"{value:%Y-%m-%d}"

    def value_answer_by(self, value: Any) -> Any:
        """The day alone in a workbook."""
        return value

    def render_turn(self, record: Any) -> str:
        """Whose move it is."""
        return turn_words(record.state, record.noted_by)

    def value_turn(self, record: Any) -> str:
        """The same in a workbook."""
        return turn_words(record.state, record.noted_by)
