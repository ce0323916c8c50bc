"""Input of the pages after a death."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from yinqiao.areas.bereavement.rules import kinds, outcomes_of
from yinqiao.areas.bereavement.types import FileState, Kin, Kind, NewCondolence
from yinqiao.platform.ui.choices import DayField

_ALL: list[tuple[Any, str]] = [("", "全部")]


class FileFilter(forms.Form):
    """Filters of the files; those under way unless told otherwise."""

    state = forms.ChoiceField(
        label="状态", required=False,
        choices=[
            ("", FileState.OPEN.label), ("overdue", "有逾期事项"), (FileState.SETTLED.value, FileState.SETTLED.label),
            (FileState.WITHDRAWN.value, FileState.WITHDRAWN.label), ("all", "全部"),
        ],
    )  # fmt: skip
    name = forms.CharField(label="姓名", required=False, max_length=40)


class TurnFilter(forms.Form):
    """Filters of the items whose turn is the reader's; those that wait unless told otherwise."""

    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "待办理"), ("overdue", "已逾期"), ("all", "全部")]
    )
    code = forms.ChoiceField(
        label="事项", required=False, choices=[*_ALL, *((one.code, one.title) for one in kinds().values())]
    )
    name = forms.CharField(label="姓名", required=False, max_length=40)


class SettleForm(forms.Form):
    """What came of an item."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label="办理结果", widget=forms.RadioSelect, error_messages={"required": "请选择办理结果。"}
    )

    def __init__(self, *args: Any, kind: Kind, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes_of(kind, state)  # type: ignore[attr-defined]


class CondolenceForm(forms.Form):
    """A visit of condolence."""

    use_required_attribute = False

    visited_on = DayField(label="慰问日期")
    visitors = forms.CharField(
        label="慰问人", max_length=60, help_text="单位和姓名，例如“社区书记张某、支部委员李某”。"
    )
    money = forms.DecimalField(
        label="慰问金（元）", required=False, min_value=0, max_value=100_000, max_digits=8, decimal_places=2,
        help_text="没有的不填。",
    )  # fmt: skip
    gift = forms.CharField(
        label="慰问品", required=False, max_length=60, help_text="例如“花圈一个”。不要填写病情和死因。"
    )

    def new(self) -> NewCondolence:
        """What was filled in."""
        told = self.cleaned_data
        fen = int((told["money"] or Decimal(0)) * 100)
        return NewCondolence(told["visited_on"], told["visitors"], fen, told["gift"])


class PassForm(forms.Form):
    """To whom a code is given."""

    use_required_attribute = False

    kin = forms.ChoiceField(
        label="给哪位家属", widget=forms.RadioSelect, choices=Kin.choices(),
        error_messages={"required": "请选择给哪位家属。"}, help_text="当面核对家属的身份证和关系以后再给；系统不记姓名和号码。",
    )  # fmt: skip
