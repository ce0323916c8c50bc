"""Input of the pages of reconciliation."""

from __future__ import annotations

from typing import Any

from django import forms

from yinqiao.areas.reconciliation.types import BankField, Found, Kind, LineState, Reason, Settlement, StatementState

_ALL = ("", "全部")


class UploadForm(forms.Form):
    """A statement; the provider's alone where the office may compare it."""

    kind = forms.ChoiceField(label="哪一种账单", choices=Kind.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label="文件", widget=forms.ClearableFileInput(attrs={"accept": ".csv,.gz,.xlsx,.xls"}),
        help_text="微信支付：商户平台下载的交易账单（csv 或 gz），不要改动。银行：网银导出的明细（xlsx、xls、csv）。最大 16 MB。",
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: tuple[Kind, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[0].value


class StatementFilter(forms.Form):
    """Filters of statements."""

    kind = forms.ChoiceField(label="账单", required=False, choices=[_ALL, *Kind.choices()])
    state = forms.ChoiceField(label="状态", required=False, choices=[_ALL, *StatementState.choices()])


class LineFilter(forms.Form):
    """Filters of the lines of a statement."""

    found = forms.ChoiceField(label="核对结果", required=False, choices=[_ALL, *Found.choices()])
    state = forms.ChoiceField(label="状态", required=False, choices=[_ALL, *LineState.choices()])


class HeaderForm(forms.Form):
    """What a column of the own bank is called."""

    header = forms.CharField(
        label="文件中的列名", max_length=80, help_text="照网银导出的文件填写，例如：发生金额(元)。"
    )
    field = forms.ChoiceField(label="这一列是", required=False, choices=BankField.choices)

    def meaning(self) -> BankField:
        """What was chosen."""
        return BankField(self.cleaned_data["field"])


class SettleForm(forms.Form):
    """What a difference is."""

    reason = forms.ChoiceField(label="这是什么", choices=Reason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="怎么核对的", max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：已打电话向银行核实。请勿写身份证号、电话、账号。",
    )  # fmt: skip

    def settlement(self) -> Settlement:
        """What was filled in."""
        return Settlement(Reason(self.cleaned_data["reason"]), self.cleaned_data["words"])


class ConfirmForm(forms.Form):
    """What the second person says."""

    agrees = forms.ChoiceField(
        label="复核", choices=[("yes", "同意"), ("no", "退回重新核对")], widget=forms.RadioSelect
    )


class RemoveForm(forms.Form):
    """Why a statement is removed."""

    words = forms.CharField(
        label="为什么撤销", max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：传成了另一个账户的对账单。请勿写身份证号、电话、账号。",
    )  # fmt: skip


class RemovalForm(forms.Form):
    """What the second person says of a removal."""

    agrees = forms.ChoiceField(
        label="复核", choices=[("yes", "同意撤销"), ("no", "不撤销，对账单照常使用")], widget=forms.RadioSelect
    )
