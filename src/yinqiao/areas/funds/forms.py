"""What officers fill in about money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from yinqiao.areas.agreements.queries import fund_kinds
from yinqiao.areas.funds.queries import reasons
from yinqiao.areas.funds.types import DueState, Flow, PaymentState, SeenPayment, SendBack, Turn, Voucher
from yinqiao.platform.ui.choices import DayField, LongSelect

Choices = Sequence[tuple[Any, str]]
LATE, SOON = "late", "soon"


def kind_choices() -> list[tuple[str, str]]:
    """Every kind of money."""
    return [(one.code, one.label) for one in fund_kinds().values()]


class DueFilter(forms.Form):
    """Filters of what is due."""

    due = forms.ChoiceField(
        label="付款情况", required=False,
        choices=[("", "全部"), (LATE, "已逾期"), (SOON, "近期到期"), *DueState.choices()],
    )  # fmt: skip
    kind = forms.ChoiceField(label="款项", required=False, choices=lambda: [("", "全部"), *kind_choices()])
    enterprise = forms.TypedChoiceField(label="企业", required=False, coerce=int, empty_value=None, widget=LongSelect)
    text = forms.CharField(label="协议编号", required=False, max_length=40)

    def __init__(self, *args: Any, enterprises: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].choices = [("", "全部"), *enterprises]  # type: ignore[attr-defined]
        if len(enterprises) < 2:
            del self.fields["enterprise"]


class PaymentFilter(forms.Form):
    """Filters of payments and refunds."""

    turn = forms.ChoiceField(label="办理", required=False, choices=[("", "全部"), *Turn.choices()])
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *PaymentState.choices()])
    flow = forms.ChoiceField(label="收付", required=False, choices=[("", "全部"), *Flow.choices()])
    kind = forms.ChoiceField(label="款项", required=False, choices=lambda: [("", "全部"), *kind_choices()])
    text = forms.CharField(label="协议编号或凭证号", required=False, max_length=60)


class VoucherForm(forms.Form):
    """What was paid, with its voucher."""

    kind = forms.ChoiceField(label="款项", choices=kind_choices)
    amount = forms.DecimalField(label="金额（元）", max_digits=14, decimal_places=2)
    paid_on = DayField(label="付款日期", help_text="以银行回单上的日期为准。")
    voucher_no = forms.CharField(label="凭证号", max_length=60, help_text="银行回单号或支付凭证号。")
    scan = forms.FileField(
        label="凭证扫描件", help_text="PDF、JPG 或 PNG，最大 20 MB，例如银行回单、拨款单。",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )  # fmt: skip
    remark = forms.CharField(
        label="说明", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="对方会看到。请勿写个人姓名、账号、电话。",
    )  # fmt: skip

    def __init__(self, *args: Any, is_correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_correction:
            self.fields["amount"].help_text = "填写正确的金额；这笔款项实际没有发生的，填 0。"
            self.fields["remark"].required = True
            self.fields["remark"].label = "更正原因"

    def voucher(self) -> Voucher:
        """What was filled in."""
        data = self.cleaned_data
        scan = data["scan"]
        return Voucher(
            data["kind"], data["amount"], data["paid_on"], data["voucher_no"], scan, scan.name, data["remark"]
        )


class SeenForm(forms.Form):
    """A form about a payment as it was when the page was made."""

    lock_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def seen(self, payment_id: UUID) -> SeenPayment:
        """The payment as the officer saw it."""
        return SeenPayment(payment_id, self.cleaned_data["lock_version"])


class SeenVoucherForm(SeenForm, VoucherForm):
    """A payment noted anew."""


class ConfirmForm(SeenForm):
    """The day on which the money had come."""

    received_on = DayField(label="到账日期")
    verified = forms.BooleanField(
        label="已核对：金额、款项、凭证号与实际到账一致", error_messages={"required": "请先核对到账情况。"}
    )


class SendBackForm(SeenForm):
    """Why a payment is sent back."""

    reason = forms.ChoiceField(
        label="退回原因",
        widget=forms.RadioSelect,
        choices=lambda: [(one.code, one.label) for one in reasons().values()],
    )
    note = forms.CharField(
        label="说明", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="对方会看到。选“其他”时必填。请勿写个人姓名、账号、电话。",
    )  # fmt: skip

    def answer(self) -> SendBack:
        """What was filled in."""
        return SendBack(self.cleaned_data["reason"], self.cleaned_data["note"])
