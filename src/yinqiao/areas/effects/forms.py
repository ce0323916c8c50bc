"""Input of the pages of 后续事项."""

from __future__ import annotations

from typing import Any

from django import forms

from yinqiao.areas.effects.rules import kinds
from yinqiao.areas.effects.types import Kind

_ALL: list[tuple[Any, str]] = [("", "全部")]


class FollowupFilter(forms.Form):
    """Filters of the follow-ups; those that are open unless told otherwise."""

    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "待办理"), ("overdue", "已逾期"), ("all", "全部")]
    )
    kind = forms.ChoiceField(
        label="事项", required=False, choices=[*_ALL, *((one.code, one.title) for one in kinds().values())]
    )
    name = forms.CharField(label="姓名", required=False, max_length=40)


class SettleForm(forms.Form):
    """What came of it."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label="办理结果", widget=forms.RadioSelect, error_messages={"required": "请选择办理结果。"}
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(one.code, one.label) for one in kind.outcomes]  # type: ignore[attr-defined]
