"""Input of the pages of 试用对接."""

from __future__ import annotations

from typing import Any

from django import forms

from yinqiao.areas.intake.types import MessageState, SourceKind
from yinqiao.areas.sandbox.types import NewSandbox, SandboxState

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_ALL: list[tuple[Any, str]] = [("", "全部")]


class SandboxFilter(forms.Form):
    """Filters of the sandboxes."""

    state = forms.ChoiceField(label="状态", required=False, choices=[*_ALL, *SandboxState.choices()])
    name = forms.CharField(label="单位名称", required=False, max_length=40)


class TriedFilter(forms.Form):
    """Filters of what was told in one."""

    state = forms.ChoiceField(label="结果", required=False, choices=[*_ALL, *MessageState.choices()])
    event = forms.CharField(label="来源编号", required=False, max_length=100)


class KeyForm(forms.Form):
    """Until when another key holds."""

    valid_to = forms.DateField(label="终止日期", widget=_DAY, help_text="不含当日；最长九十日，可以再换发。")


class SandboxForm(KeyForm):
    """A sandbox as it is opened."""

    name = forms.CharField(label="单位名称", max_length=100)
    kind = forms.ChoiceField(
        label="类别", choices=SourceKind.choices(), help_text="这类单位可以报送的信息类型全部开放试用。"
    )
    code = forms.CharField(
        label="来源标识",
        max_length=60,
        help_text="小写字母、数字和短横线，例如 changsha-police-try；不能与正式来源相同。",
    )
    field_order = ("name", "kind", "code", "valid_to")

    def sandbox(self) -> NewSandbox:
        """What was typed."""
        given = self.cleaned_data
        return NewSandbox(given["name"], SourceKind(given["kind"]), given["code"], given["valid_to"])
