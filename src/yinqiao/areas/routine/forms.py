"""Input of the pages of the monthly handover."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from yinqiao.areas.rosters.types import RowChange
from yinqiao.areas.routine.types import (
    ExpectedState,
    Postponement,
    PostponeReason,
    Retirement,
    RowState,
    View,
    WithdrawReason,
)
from yinqiao.platform.ui.choices import DayField, LongSelect

Choices = Sequence[tuple[Any, str]]
# Reasons that a person chooses; that a list was taken back is said by the list.
_REASONS = [one for one in WithdrawReason.choices() if one[0] != WithdrawReason.LIST_TAKEN_BACK.value]


class PeopleFilter(forms.Form):
    """Filters of expected retirees."""

    view = forms.ChoiceField(label="范围", required=False, choices=[("", "全部在办"), *(
        one for one in View.choices() if one[0] != View.OPEN.value)])  # fmt: skip
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *ExpectedState.choices()])
    month = forms.ChoiceField(label="计划退休年月", required=False)
    enterprise = forms.TypedChoiceField(label="企业", required=False, coerce=int, empty_value=None, widget=LongSelect)
    batch = forms.UUIDField(label="移交批次", required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="姓名", required=False, max_length=40)

    def __init__(self, *args: Any, enterprises: Choices = (), months: Sequence[date] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(f"{one:%Y-%m}", f"{one.year}年{one.month}月") for one in months]
        self.fields["month"].choices = [("", "全部"), *shown]  # type: ignore[attr-defined]
        self.fields["enterprise"].choices = [("", "全部"), *enterprises]  # type: ignore[attr-defined]
        if len(enterprises) < 2:
            del self.fields["enterprise"]


class RowFilter(forms.Form):
    """Filters of a list's rows."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *RowState.choices()])
    change = forms.ChoiceField(label="对名单的影响", required=False, choices=[("", "全部"), *RowChange.choices()])


class FiguresFilter(forms.Form):
    """Filters of the enterprises."""

    late = forms.ChoiceField(
        label="逾期", required=False, choices=[("", "全部"), ("any", "有逾期"), ("risen", "已上升到本级")]
    )


class ConfirmForm(forms.Form):
    """A retirement that was carried out; for several people it is one day and one decision."""

    retired_on = DayField(label="退休日期", help_text="审批（核准）的退休日期，不能晚于今天。")
    decision_no = forms.CharField(
        label="退休审批（核准）文号", max_length=60, help_text="社会保险经办机构审批表或批次的编号。"
    )

    def retirement(self) -> Retirement:
        """What was filled in."""
        return Retirement(self.cleaned_data["retired_on"], self.cleaned_data["decision_no"])


class PostponeForm(forms.Form):
    """A later month, and why."""

    planned_on = forms.ChoiceField(label="新的退休年月")
    reason = forms.ChoiceField(label="原因", choices=PostponeReason.choices())
    note = forms.CharField(
        label="说明", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="选择“其他”时必填。请勿写身份证号、电话等个人信息。",
    )  # fmt: skip

    def __init__(self, *args: Any, months: Sequence[date] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(one.isoformat(), f"{one.year}年{one.month}月") for one in months]
        self.fields["planned_on"].choices = shown  # type: ignore[attr-defined]

    def postponement(self) -> Postponement:
        """What was filled in."""
        given = self.cleaned_data
        month = date.fromisoformat(given["planned_on"])
        return Postponement(month, PostponeReason(given["reason"]), given["note"])


class WithdrawForm(forms.Form):
    """Why somebody is not handed over after all."""

    reason = forms.ChoiceField(label="原因", choices=_REASONS)
    note = forms.CharField(
        label="说明", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如调往的单位。请勿写身份证号、电话等个人信息。",
    )  # fmt: skip


class UndoForm(forms.Form):
    """Why a submitted list is taken back."""

    reason = forms.CharField(
        label="撤回原因", min_length=2, max_length=100, help_text="写入审计记录，例如：名单版本有误。"
    )
