"""Input of the use of dues."""

from __future__ import annotations

from decimal import Decimal

from django import forms

from yinqiao.areas.dues.types import fen_of
from yinqiao.areas.dues_use.types import NewUse, Purpose
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import DayField


class UseForm(forms.Form):
    """What came for use or was spent."""

    use_required_attribute = False
    purpose = forms.ChoiceField(label="项目", choices=Purpose.choices(), widget=forms.RadioSelect)
    amount = forms.DecimalField(label="金额（元）", max_digits=10, decimal_places=2, min_value=Decimal(0))
    used_on = DayField(label="下拨或使用的日期")
    decided_on = DayField(
        label="集体研究的日期", required=False, help_text="使用党费须由党组织集体研究；上级下拨的不填。"
    )
    voucher_no = forms.CharField(label="凭证号", max_length=60, help_text="发票号、银行回单号或上级党组织拨款单号。")
    about = forms.CharField(label="用途说明", max_length=100, help_text="会公布。补助困难党员的，只写几人，不写姓名。")

    def new(self) -> NewUse:
        """What was filled in."""
        data = self.cleaned_data
        return NewUse(
            member_of(Purpose, data["purpose"]), fen_of(data["amount"]), data["used_on"], data["voucher_no"],
            data["about"], data["decided_on"],
        )  # fmt: skip


class ReverseForm(forms.Form):
    """Why something is undone."""

    use_required_attribute = False
    reason = forms.CharField(label="冲正原因", max_length=200, help_text="会留在账上。不写个人姓名。")
