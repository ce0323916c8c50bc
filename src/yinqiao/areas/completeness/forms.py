"""Input of the pages of missing facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from yinqiao.areas.completeness.types import Cause, CauseSpec, Owner, RequestState
from yinqiao.kernel.codes import PoliticalStatus
from yinqiao.platform.ui.choices import LongSelect

Choices = Sequence[tuple[Any, str]]
AGES = (("30", "30 天以上"), ("90", "90 天以上"), ("180", "半年以上"), ("365", "一年以上"))
_ALL: list[tuple[Any, str]] = [("", "全部")]


class _Narrowed(forms.Form):
    """A filter whose choices of enterprises and places are those of one scope."""

    def __init__(self, *args: Any, enterprises: Choices = (), places: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("enterprise", enterprises), ("place", places)):
            if name not in self.fields:
                continue
            self.fields[name].choices = [*_ALL, *choices]  # type: ignore[attr-defined]
            if len(choices) < 2:
                del self.fields[name]


def _one_of(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None, widget=LongSelect)


class GapFilter(_Narrowed):
    """Filters of the work list."""

    cause = forms.ChoiceField(label="缺什么", required=False, choices=[*_ALL, *Cause.choices()])
    owner = forms.ChoiceField(label="责任方", required=False, choices=[*_ALL, *Owner.choices()])
    place = _one_of("街道、社区")
    enterprise = _one_of("移交企业")
    age = forms.ChoiceField(label="已缺", required=False, choices=[*_ALL, *AGES])
    name = forms.CharField(label="姓名", required=False, max_length=40)


class RequestFilter(_Narrowed):
    """Filters of the questions; those that are open unless told otherwise."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "未办结"), *RequestState.choices()])
    cause = forms.ChoiceField(label="缺什么", required=False, choices=[*_ALL, *Cause.choices()])
    enterprise = _one_of("移交企业")
    name = forms.CharField(label="姓名", required=False, max_length=40)


_HINTS = {
    "id_no": "18 位，按身份证件填写。",
    "retired_on": "例如 2012-03-01；只知年月的，填当月 1 日。",
    "archive_no": "按本单位档案目录填写。",
    "party_branch": "按党员名册填写党支部全称。",
}


class AnswerForm(forms.Form):
    """The enterprise's answer: a value, or that it does not know."""

    value = forms.CharField(label="内容", required=False, max_length=100)
    is_unknown = forms.BooleanField(label="本单位不掌握", required=False)

    def __init__(self, *args: Any, spec: CauseSpec, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].label = spec.code.label.removesuffix("缺失")
        self.fields["value"].help_text = _HINTS.get(spec.field, "")


class SettleForm(forms.Form):
    """Why an answer is not taken over."""

    reason = forms.CharField(
        label="不采用的原因", required=False, max_length=200, help_text="采用时不必填写；企业会看到。"
    )


STATUS_LABELS = {one.value: one.label for one in PoliticalStatus}
