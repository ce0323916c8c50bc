"""Input of the pages of the hotline."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from yinqiao.areas.hotline.types import ClusterState, OrderState, Reason, Topic

_ALL: Final[tuple[str, str]] = ("", "全部")


class OrderFilter(forms.Form):
    """By where it stands, topic, number or estate."""

    state = forms.ChoiceField(label="状态", required=False, choices=[_ALL, *OrderState.choices()])
    topic = forms.ChoiceField(label="分类", required=False, choices=[_ALL, *Topic.choices()])
    text = forms.CharField(label="编号或小区", required=False, max_length=40)


class ClusterFilter(forms.Form):
    """By what was said of it, and topic."""

    state = forms.ChoiceField(label="状态", required=False, choices=[_ALL, *ClusterState.choices()])
    topic = forms.ChoiceField(label="分类", required=False, choices=[_ALL, *Topic.choices()])


class UploadForm(forms.Form):
    """A sheet of orders."""

    file = forms.FileField(
        label="工单表", widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        help_text="热线系统导出的原表（xlsx、xls、csv），不用改列名和顺序。最多 5000 行、8 MB。",
    )  # fmt: skip


class TakeForm(forms.Form):
    """What is to be looked into."""

    use_required_attribute = False
    words = forms.CharField(
        label="要查的原因", required=False, max_length=500, widget=forms.Textarea({"rows": 3, "maxlength": "500"}),
        help_text="可以不填。证据会自动写进事项，不要写来电人的姓名和电话。",
    )  # fmt: skip


class DismissForm(forms.Form):
    """Why nothing is opened."""

    use_required_attribute = False
    reason = forms.ChoiceField(
        label="理由", choices=Reason.choices, widget=forms.RadioSelect, error_messages={"required": "请选择理由。"}
    )
    words = forms.CharField(
        label="说明", required=False, max_length=200, widget=forms.Textarea({"rows": 2, "maxlength": "200"}),
        help_text="例如：维修资金已批，7月开工。",
    )  # fmt: skip

    def reason_told(self) -> Reason:
        """What was chosen."""
        told: dict[str, Any] = self.cleaned_data
        return Reason(told["reason"])
