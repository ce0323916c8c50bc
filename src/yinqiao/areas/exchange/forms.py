"""Input of the pages of the exchange."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from yinqiao.areas.exchange.types import LetterState, Standing


class EndpointFilter(forms.Form):
    """Which endpoints a list shows."""

    text = forms.CharField(label="用途", max_length=40, required=False)
    standing = forms.ChoiceField(
        label="状态", required=False,
        choices=[
            ("", "全部"), *Standing.choices(), ("troubled", "需要处理"), ("letters", "有未送达的事件"), ("silent", "七日没有送达"),
        ],
    )  # fmt: skip


class LetterFilter(forms.Form):
    """Which events that were refused a list shows."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *LetterState.choices()])


class EndpointForm(forms.Form):
    """Where events are sent to: what for, on which key, which types."""

    name = forms.CharField(
        label="用途", max_length=40, help_text="写明哪个系统、作什么用，例如：街道统计平台。请不要写个人信息。"
    )
    key = forms.ChoiceField(label="接口凭据", help_text="推送的范围与这个凭据相同；凭据到期或收回，推送随即停止。")
    url = forms.CharField(
        label="接收地址",
        max_length=500,
        help_text="以 https:// 开头，由接收程序的开发人员提供。不跟随跳转，不推送到内部地址。",
    )
    types = forms.CharField(
        label="事件类型", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="只推送部分类型时填写，每行一个类型代码，例如 retirees.death_recorded；不填为全部类型。",
    )  # fmt: skip
    from_start = forms.BooleanField(label="从头推送已有的事件（不勾选时只推送今后的事件）", required=False)

    def __init__(self, *args: Any, keys: Sequence[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["key"]
        assert isinstance(choices, forms.ChoiceField)  # noqa: S101  declared above
        choices.choices = [("", "请选择"), *((str(one), label) for one, label in keys)]

    def clean_types(self) -> tuple[str, ...]:
        """The codes, each once."""
        return tuple(dict.fromkeys(str(self.cleaned_data["types"]).split()))
