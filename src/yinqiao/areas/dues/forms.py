"""What officers fill in about dues."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms

from yinqiao.areas.dues.queries import ENDED, NO_BASE
from yinqiao.areas.dues.types import (
    Basis,
    Method,
    Move,
    Moved,
    Payer,
    Proposal,
    RefundState,
    Ruling,
    RulingState,
    Slip,
    Source,
    Told,
    fen_of,
)
from yinqiao.platform.ui.choices import DayField

_NO_NAMES = "请勿写身份证号、电话、账号。"
# A payment that came by phone with another sum than was ordered.
DIFFERS = "differs"
# A phone pays through the provider; an officer takes the rest.
BY_HAND = [(one.value, one.label) for one in (Method.CASH, Method.BANK)]


class MonthField(forms.DateField):
    """A month, by the browser's own picker where it has one."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "month", "placeholder": "2026-03"}, format="%Y-%m")
        super().__init__(widget=widget, input_formats=["%Y-%m"], **kwargs)


def yuan_field(label: str, **kwargs: Any) -> forms.DecimalField:
    """A sum of money in yuan."""
    return forms.DecimalField(label=label, max_digits=9, decimal_places=2, min_value=Decimal(0), **kwargs)


class AccountFilter(forms.Form):
    """Filters of members by how they stand."""

    state = forms.ChoiceField(
        label="交纳情况", required=False,
        choices=[("", "全部"), ("owing", "有未交的"), ("remind", "拖欠三个月以上"), ("over", "拖欠超过六个月"),
                 ("even", "已交清"), (NO_BASE, "还没有核定"), (ENDED, "已止收")],
    )  # fmt: skip
    name = forms.CharField(label="姓名", required=False, max_length=40)


class PaymentFilter(forms.Form):
    """Filters of payments."""

    method = forms.ChoiceField(label="方式", required=False, choices=[("", "全部"), *Method.choices()])
    payer = forms.ChoiceField(label="交款人", required=False, choices=[("", "全部"), *Payer.choices()])
    undone = forms.ChoiceField(
        label="冲正", required=False, choices=[("", "全部"), ("no", "有效"), ("yes", "已冲正"), (DIFFERS, "实付与订单不符")]
    )  # fmt: skip


class DecisionFilter(forms.Form):
    """Filters of decisions."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *RulingState.choices()])
    ruling = forms.ChoiceField(label="事项", required=False, choices=[("", "全部"), *Ruling.choices()])


class BaseForm(forms.Form):
    """The base of a year with its evidence."""

    year = forms.IntegerField(label="年度", min_value=2016, max_value=2100)
    basis = forms.ChoiceField(label="计算基数", choices=Basis.choices, widget=forms.RadioSelect)
    base = yuan_field(
        "每月养老金（元）", required=False, help_text="每月实际领取的基本养老金或离退休费总额。享受低保的不用填。"
    )
    source = forms.ChoiceField(label="谁提供的", choices=Source.choices)
    evidence = forms.CharField(
        label="凭什么材料", max_length=200, help_text=f"例如：2026 年 1 月养老金存折。{_NO_NAMES}"
    )
    former = yuan_field(
        "原企业每月收多少（元）", required=False, help_text="与现在不同的，会在党员的账上说明。不知道的不用填。"
    )
    reason = forms.CharField(
        label="更改原因", required=False, max_length=200, help_text="这一年已经核定过的，更改时必填。"
    )

    def told(self) -> Told:
        """What was filled in."""
        data = self.cleaned_data
        return Told(
            data["year"], Basis(data["basis"]), fen_of(data["base"] or Decimal(0)), Source(data["source"]), data["evidence"],
            fen_of(data["former"]) if data["former"] is not None else None, data["reason"],
        )  # fmt: skip


class ProposalForm(forms.Form):
    """What the branch discussed."""

    ruling = forms.ChoiceField(label="事项", choices=Ruling.choices, widget=forms.RadioSelect)
    fen = yuan_field("少交后每月交多少（元）", required=False, help_text="只有少交要填。")
    from_month = MonthField(label="从哪个月起")
    until_month = MonthField(label="到哪个月止", required=False, help_text="减免必填，一次最多 12 个月；停收可以不填。")
    meeting_on = DayField(label="支部研究日期")
    reason = forms.CharField(
        label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text=_NO_NAMES
    )  # fmt: skip

    def proposal(self) -> Proposal:
        """What was filled in."""
        data = self.cleaned_data
        return Proposal(
            Ruling(data["ruling"]), data["from_month"], data["until_month"], data["meeting_on"], data["reason"],
            fen_of(data["fen"] or Decimal(0)),
        )  # fmt: skip


class SeenForm(forms.Form):
    """A form about a decision as it was when the page was made."""

    lock_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class AnswerForm(SeenForm):
    """What the next level answers."""

    approves = forms.ChoiceField(
        label="意见", choices=[("yes", "批准"), ("no", "不批准")], widget=forms.RadioSelect
    )  # fmt: skip
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="不批准的必填。",
    )


class GiveBackForm(forms.Form):
    """Money of a payment by phone that shall go back."""

    fen = yuan_field("退多少（元）")
    reason = forms.CharField(label="退款原因", max_length=200, help_text=f"例如：重复交费。{_NO_NAMES}")


class RefundFilter(forms.Form):
    """Filters of refunds."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *RefundState.choices()])


class RefundAnswerForm(SeenForm):
    """What the second person says."""

    approves = forms.ChoiceField(
        label="复核", choices=[("yes", "同意退款"), ("no", "不同意")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="说明", required=False, max_length=200, help_text="不同意的必填。")


class LiftForm(SeenForm):
    """Until which month a decision counts."""

    until_month = MonthField(label="算到哪个月（含）")


class SlipForm(forms.Form):
    """Money taken for one member."""

    amount = yuan_field("金额（元）")
    method = forms.ChoiceField(label="方式", choices=BY_HAND, widget=forms.RadioSelect)
    payer = forms.ChoiceField(label="交款人", choices=Payer.choices, widget=forms.RadioSelect)
    payer_note = forms.CharField(
        label="交款说明", required=False, max_length=100, help_text=f"企业代交的写企业名称，会印在收据上。{_NO_NAMES}"
    )
    paid_on = DayField(label="交款日期")
    meeting_on = DayField(
        label="支部研究日期", required=False, help_text="只有欠交超过 6 个月的要填：补交前须由党支部研究。"
    )

    def slip(self, parts: dict[UUID, int] | None = None, account_id: UUID | None = None) -> Slip:
        """What was filled in, for one account or for parts that the page showed."""
        data = self.cleaned_data
        if parts is None and account_id is not None:
            parts = {account_id: fen_of(data["amount"])}
        return Slip(
            Method(data["method"]),
            Payer(data["payer"]),
            data["paid_on"],
            parts or {},
            data["payer_note"],
            data["meeting_on"],
        )


class LumpForm(SlipForm):
    """Money taken for several at once, for each what is owed."""

    amount = None  # type: ignore[assignment]


class MoveForm(forms.Form):
    """Money that the branch moves on."""

    move = forms.ChoiceField(label="划转", choices=Move.choices, widget=forms.RadioSelect)
    fen = yuan_field("金额（元）")
    moved_on = DayField(label="日期")
    voucher_no = forms.CharField(label="凭证号", max_length=60, help_text="银行回单号，或上级党组织收据号。")

    def moved(self) -> Moved:
        """What was filled in."""
        data = self.cleaned_data
        return Moved(Move(data["move"]), fen_of(data["fen"]), data["moved_on"], data["voucher_no"])


class ReasonForm(forms.Form):
    """Why something is undone."""

    reason = forms.CharField(label="冲正原因", max_length=200, help_text=f"会印在账上。{_NO_NAMES}")
