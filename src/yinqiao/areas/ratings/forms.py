"""Filters of ratings; a rating noted by telephone; what was done about one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from yinqiao.areas.ratings.types import By, FollowUp, Grade, NewRating
from yinqiao.areas.retirees.types import member_of

_ALL: list[tuple[Any, str]] = [("", "全部")]


class RatingFilter(forms.Form):
    """Those to be followed up, by grade, by item."""

    follow_up = forms.ChoiceField(label="回访", required=False, choices=[*_ALL, *FollowUp.choices()])
    grade = forms.ChoiceField(label="评价等级", required=False, choices=[*_ALL, *Grade.choices()])
    item = forms.ChoiceField(label="事项", required=False)

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [*_ALL, *items]  # type: ignore[attr-defined]


class RateForm(forms.Form):
    """One of five grades, and words if one likes."""

    use_required_attribute = False
    grade = forms.ChoiceField(
        label="办得怎么样", choices=Grade.choices(), widget=forms.RadioSelect, error_messages={"required": "请选一个。"}
    )
    words = forms.CharField(
        label="想说的话（可以不写）", required=False, max_length=300,
        widget=forms.Textarea({"rows": 3, "maxlength": "300"}),
    )  # fmt: skip

    def new(self) -> NewRating:
        """What was said."""
        return NewRating(member_of(Grade, self.cleaned_data["grade"]), self.cleaned_data["words"])


class NotedForm(RateForm):
    """The same, as it was said by telephone or ticked on the slip that came back."""

    by = forms.ChoiceField(
        label="怎样评价的", choices=[(one.value, one.label) for one in (By.PHONE, By.PAPER)], widget=forms.RadioSelect,
        error_messages={"required": "请选一个。"},
    )  # fmt: skip

    def way(self) -> By:
        """How it was said."""
        return member_of(By, self.cleaned_data["by"])


class CloseForm(forms.Form):
    """What was done."""

    use_required_attribute = False
    outcome = forms.CharField(
        label="回访和处理结果", required=False, max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text="写明哪天怎样联系的、是什么问题、怎样解决。不要写身份证号、病情。",
    )  # fmt: skip
