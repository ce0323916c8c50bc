"""Lists of members by month, payments, decisions and transfers."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.areas.dues.rules import month_words
from yinqiao.areas.dues.types import Method, RefundState, RulingState, Why, yuan
from yinqiao.areas.organisations.queries import near_label
from yinqiao.platform.ui.columns import DayColumn, FenColumn, PickColumn, StateColumn, WordsColumn
from yinqiao.platform.ui.templatetags.ui import chip

RULING_TONES = {"proposed": "soon", "approved": "good", "refused": "danger", "withdrawn": "neutral"}
REFUND_TONES = {"proposed": "soon", "sending": "accent", "done": "good", "abnormal": "danger"}


def standing_words(row: Any) -> tuple[str, str]:
    """How an account stands, in words with their tone."""
    if row.last_month is not None:
        return f"止收：{row.get_end_display()}", "neutral"
    if not row.has_base:
        return "还没有核定", "soon"
    if not row.owed_months:
        return ("已预交", "good") if row.owed_fen < 0 else ("已交清", "good")
    tone = "danger" if row.owed_months > 6 else "soon"
    return f"欠 {row.owed_months} 个月", tone


class AccountTable(tables.Table):
    """Members with this month's dues and how they stand."""

    pick = PickColumn(accessor="pk")
    name = tables.Column("姓名", linkify=lambda record: record.get_absolute_url())
    place_no = WordsColumn("所在支部")
    month_fen = FenColumn(verbose_name="本月应交（元）", default="—")
    month_why = WordsColumn("依据", default="—", orderable=False)
    state = WordsColumn("交纳情况", accessor="owed_months")
    owed_fen = FenColumn(verbose_name="未交合计（元）")
    unpaid_from = tables.Column("从哪个月起未交", default="—")

    def render_place_no(self, value: int) -> str:
        """The branch's place in words."""
        return near_label(value, self.request.actor.scope)

    def render_month_why(self, value: str) -> str:
        """Which rule gave the sum."""
        return Why(value).label

    def render_state(self, record: Any) -> SafeString:
        """How the member stands."""
        words, tone = standing_words(record)
        return chip(words, tone)

    def value_state(self, record: Any) -> str:
        """The same in a workbook."""
        return standing_words(record)[0]

    def render_owed_fen(self, value: int) -> str:
        """What is owed; nothing for who paid ahead."""
        return f"{yuan(max(value, 0)):,.2f}"

    def render_unpaid_from(self, value: Any) -> str:
        """The month."""
        return month_words(value)


class PaymentTable(tables.Table):
    """Money that came in, the newest first."""

    number = tables.Column(
        "收据号", accessor="receipt_no", linkify=lambda record: record.get_absolute_url(), order_by=("year", "number")
    )
    place_no = WordsColumn("支部")
    fen = FenColumn(verbose_name="金额（元）")
    method = StateColumn(verbose_name="方式", tones={}, labels=dict(Method.choices()))
    payer = WordsColumn("交款人")
    paid_on = DayColumn(verbose_name="交款日期")
    taken_by = WordsColumn("收款人")
    is_reversed = WordsColumn("冲正")

    def render_place_no(self, value: int) -> str:
        """The branch's place in words."""
        return near_label(value, self.request.actor.scope)

    def render_payer(self, value: str, record: Any) -> str:
        """Who paid."""
        return f"{value}{f'：{record.payer_note}' if record.payer_note else ''}"

    def render_is_reversed(self, value: bool) -> str:
        """Whether it was undone."""
        return "已冲正" if value else "—"


class DecisionTable(tables.Table):
    """Decisions on members, the newest first."""

    member = tables.Column(
        "姓名", accessor="account__member__name", linkify=lambda record: record.account.get_absolute_url()
    )
    ruling = WordsColumn("事项")
    from_month = tables.Column("从")
    until_month = tables.Column("到", default="—")
    meeting_on = DayColumn(verbose_name="支部研究")
    proposed_name = WordsColumn("提请人")
    state = StateColumn(verbose_name="状态", tones=RULING_TONES, labels=dict(RulingState.choices()))
    decided_name = WordsColumn("答复人", default="—")

    def render_ruling(self, value: str, record: Any) -> str:
        """What was proposed."""
        return f"{value}{f'，每月交 {yuan(record.fen):.2f} 元' if record.fen else ''}"

    def render_from_month(self, value: Any) -> str:
        """The month."""
        return month_words(value)

    def render_until_month(self, value: Any) -> str:
        """The month."""
        return month_words(value)


class RefundTable(tables.Table):
    """Money that goes or went back, the newest first."""

    number = tables.Column("退款单号", linkify=lambda record: record.get_absolute_url())
    member = tables.Column("党员", accessor="account__member__name")
    fen = FenColumn(verbose_name="金额（元）")
    reason = WordsColumn("原因")
    proposed_on = DayColumn(verbose_name="提请日期")
    proposed_name = WordsColumn("提请人")
    decided_name = WordsColumn("复核人", default="—")
    state = StateColumn(verbose_name="状态", tones=REFUND_TONES, labels=dict(RefundState.choices()))


class TransferTable(tables.Table):
    """Money that branches moved on, the newest first."""

    move = WordsColumn("划转")
    place_no = WordsColumn("支部")
    fen = FenColumn(verbose_name="金额（元）")
    moved_on = DayColumn(verbose_name="日期")
    voucher_no = tables.Column("凭证号")
    noted_by = WordsColumn("登记人")
    is_reversed = WordsColumn("冲正", orderable=False)

    def render_place_no(self, value: int) -> str:
        """The branch's place in words."""
        return near_label(value, self.request.actor.scope)

    def render_is_reversed(self, value: bool, record: Any) -> SafeString | str:
        """Whether it was undone, or the way to undo it."""
        if value:
            return f"已冲正：{record.reason}"
        return format_html('<a href="{}">冲正</a>', reverse("dues:unmove", args=[record.pk]))

    def value_is_reversed(self, value: bool, record: Any) -> str:
        """The same in a workbook."""
        return f"已冲正：{record.reason}" if value else ""
