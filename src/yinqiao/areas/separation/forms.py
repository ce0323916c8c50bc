"""Filters of the work list and of pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from yinqiao.areas.separation.types import Cause, MatchState
from yinqiao.platform.ui.choices import LongSelect

Choices = Sequence[tuple[int, str]]


class ItemFilter(forms.Form):
    """Filters of the work list."""

    cause = forms.ChoiceField(label="原因", required=False, choices=[("", "全部"), *Cause.choices()])
    enterprise = forms.TypedChoiceField(
        label="移交企业", required=False, coerce=int, empty_value=None, widget=LongSelect
    )
    place = forms.TypedChoiceField(label="街道社区", required=False, coerce=int, empty_value=None, widget=LongSelect)
    matched = forms.ChoiceField(
        label="疑似对应", required=False, choices=[("", "全部"), ("yes", "已找到，待判定"), ("no", "没有找到")]
    )
    archive_no = forms.CharField(label="档号", required=False, max_length=40)
    name = forms.CharField(label="姓名", required=False, max_length=40)

    def __init__(self, *args: Any, enterprises: Choices = (), places: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("enterprise", enterprises), ("place", places)):
            self.fields[name].choices = [("", "全部"), *choices]  # type: ignore[attr-defined]
            if len(choices) < 2:
                del self.fields[name]


class MatchFilter(forms.Form):
    """Pairs that wait, or those that were decided."""

    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "待判定"), *(one for one in MatchState.choices() if one[0] != "open")],
    )
