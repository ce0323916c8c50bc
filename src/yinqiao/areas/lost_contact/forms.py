"""Input of the pages of lost contact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from yinqiao.areas.lost_contact.rules import LABELS, answers_to, reasons, ways
from yinqiao.areas.lost_contact.types import Answer, Attempt, Outcome, PlanStep, Signal, Standing, StepTaken
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import DayField, LongSelect

Choices = Sequence[tuple[Any, str]]
_ALL: list[tuple[Any, str]] = [("", "全部")]
_SIGNALS = [(code, label) for code, label in LABELS.items() if code not in (Outcome.REACHED, Signal.DECLARED)]
AGES = (("30", "30 天以上"), ("60", "60 天以上"), ("180", "半年以上"), ("365", "一年以上"))


class PeopleFilter(forms.Form):
    """Filters of the work list."""

    standing = forms.ChoiceField(
        label="联系状态", required=False,
        choices=[*_ALL, *(one for one in Standing.choices() if one[0] != Standing.REACHABLE)],
    )  # fmt: skip
    signal = forms.ChoiceField(label="信号", required=False, choices=[*_ALL, *_SIGNALS])
    place = forms.TypedChoiceField(label="街道、社区", required=False, coerce=int, empty_value=None, widget=LongSelect)
    enterprise = forms.TypedChoiceField(label="原企业", required=False, coerce=int, empty_value=None, widget=LongSelect)
    age = forms.ChoiceField(label="已持续", required=False, choices=[*_ALL, *AGES])
    case = forms.ChoiceField(
        label="办理期限", required=False, choices=[*_ALL, ("due", "失联查找已到期"), ("risen", "已上升到街道")]
    )
    name = forms.CharField(label="姓名", required=False, max_length=40)

    def __init__(self, *args: Any, enterprises: Choices = (), places: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("enterprise", enterprises), ("place", places)):
            self.fields[name].choices = [*_ALL, *choices]  # type: ignore[attr-defined]
            if len(choices) < 2:
                del self.fields[name]


class AttemptForm(forms.Form):
    """How an attempt to reach somebody ended."""

    outcome = forms.ChoiceField(label="结果", choices=Outcome.choices(), widget=forms.RadioSelect)
    occurred_on = DayField(label="日期")

    def attempt(self) -> Attempt:
        """What was filled in."""
        return Attempt(member_of(Outcome, self.cleaned_data["outcome"]), self.cleaned_data["occurred_on"])


class DeclareForm(forms.Form):
    """Why somebody is declared lost, and when the next step is due."""

    reason = forms.ChoiceField(label="认定原因", choices=())
    next_on = DayField(label="下一步日期", help_text="到期列入今日待办。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", "请选择"), *reasons().items()]  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """What came of a step of the search plan."""

    answer = forms.ChoiceField(label="结果", choices=(), widget=forms.RadioSelect)
    taken_on = DayField(label="日期")
    letter_no = forms.CharField(
        label="函号", required=False, max_length=60, help_text="发函的必填；对方只答有无记录，不答内容。"
    )

    def __init__(self, *args: Any, step: PlanStep, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(one.value, one.label) for one in answers_to(step)]  # type: ignore[attr-defined]
        if not step.is_letter:
            del self.fields["letter_no"]

    def taken(self) -> StepTaken:
        """What was filled in."""
        told = self.cleaned_data
        return StepTaken(member_of(Answer, told["answer"]), told["taken_on"], told.get("letter_no", ""))


class FoundForm(forms.Form):
    """What found somebody, and when."""

    way = forms.ChoiceField(label="找回途径", choices=(), help_text="按途径统计，今后先走有效的途径。")
    found_on = DayField(label="找回日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [("", "请选择"), *ways().items()]  # type: ignore[attr-defined]
