"""Input of the pages of services due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from yinqiao.areas.duties.types import Condition, Delivery, Need, Outcome, Service, Way
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import DayField, LongSelect

Choices = Sequence[tuple[Any, str]]
_ALL: list[tuple[Any, str]] = [("", "全部")]
CASES = (
    ("", "待办"), ("late", "已逾期"), ("soon", "7 天内到期"), ("agreed", "约定日期已到"), ("done", "已办"), ("missed", "未办"),
    ("all", "全部"),
)  # fmt: skip
# How a line of a round's sheet was ticked: how it ended, and how somebody was.
TICKS = (
    ("", "未填"), ("met:steady", "见到，平稳"), ("met:watch", "见到，需要多关心"), ("met:urgent", "见到，需要马上帮助"),
    ("not_home", "不在家"), ("refused", "本人谢绝"),
)  # fmt: skip


class DutyFilter(forms.Form):
    """Filters of what is due; what is open unless told otherwise."""

    case = forms.ChoiceField(label="状态", required=False, choices=CASES)
    service = forms.ChoiceField(label="服务", required=False, choices=[*_ALL, *Service.choices()])
    standard = forms.ChoiceField(label="服务标准", required=False)
    place = forms.TypedChoiceField(label="街道、社区", required=False, coerce=int, empty_value=None, widget=LongSelect)
    enterprise = forms.TypedChoiceField(label="原企业", required=False, coerce=int, empty_value=None, widget=LongSelect)
    name = forms.CharField(label="姓名", required=False, max_length=40)

    def __init__(
        self, *args: Any, enterprises: Choices = (), places: Choices = (), standards: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standard"].choices = [*_ALL, *standards]  # type: ignore[attr-defined]
        for name, choices in (("enterprise", enterprises), ("place", places)):
            self.fields[name].choices = [*_ALL, *choices]  # type: ignore[attr-defined]
            if len(choices) < 2:
                del self.fields[name]


class DeliverForm(forms.Form):
    """What an officer tells at the door: a tick or two, and words where there is something to say."""

    duties = forms.TypedMultipleChoiceField(
        label="本次完成的服务", coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(label="方式", choices=Way.choices(), initial=Way.VISIT.value, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label="结果", choices=Outcome.choices(), widget=forms.RadioSelect)
    condition = forms.ChoiceField(
        label="本人情况", choices=Condition.choices(), required=False, widget=forms.RadioSelect,
        help_text="见到本人或通话的必选。不要填写病名、诊断。",
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label="需要帮助的事", choices=Need.choices(), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label="备注", required=False, max_length=1500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="可以用手机键盘的语音输入。加密保存。",
    )  # fmt: skip
    case_kind = forms.ChoiceField(
        label="要有关单位解决的事",
        required=False,
        help_text="有的选一类，保存后按权责清单提出联动事项，由牵头单位办理。",
    )
    case_words = forms.CharField(
        label="什么事（一句话）", required=False, max_length=300, help_text="选了上面一类的必填。不要填写病名、诊断。"
    )
    next_on = DayField(label="下次时间", required=False, help_text="不在家的必填；谢绝的可以不填，这一期不再安排。")
    day = DayField(label="日期")
    as_note = forms.BooleanField(label="只作为备注保存", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, duties: Choices, kinds: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case_kind"].choices = [("", "没有"), *kinds]  # type: ignore[attr-defined]
        if not kinds:
            del self.fields["case_kind"], self.fields["case_words"]
        self.fields["duties"].choices = duties  # type: ignore[attr-defined]
        self.fields["duties"].initial = [str(one) for one, _ in duties]

    def clean(self) -> dict[str, Any]:
        """A matter has a kind and a sentence, or neither."""
        told = self.cleaned_data
        kind, words = told.get("case_kind", ""), (told.get("case_words") or "").strip()
        if kind and not words:
            self.add_error("case_words", "请用一句话写明什么事。")
        if words and not kind and "case_kind" in self.fields and "case_kind" not in self.errors:
            self.add_error("case_kind", "请选择是哪一类。")
        return told

    def offer_note(self) -> None:
        """Another officer was first: what was typed can still be kept."""
        self.fields["as_note"].widget = forms.CheckboxInput()

    def delivery(self) -> Delivery:
        """What was filled in."""
        told = self.cleaned_data
        return Delivery(
            member_of(Way, told["way"]), member_of(Outcome, told["outcome"]), told["day"], told["condition"],
            tuple(told["needs"]), told["words"], told["next_on"], told.get("case_kind", ""), told.get("case_words", ""),
        )  # fmt: skip


class TypedForm(forms.Form):
    """One person's line of a round's sheet as it was ticked."""

    tick = forms.ChoiceField(label="结果", choices=TICKS, required=False)
    next_on = DayField(label="下次时间", required=False)
    words = forms.CharField(label="备注", required=False, max_length=300)

    def delivery(self, day: date) -> Delivery | None:
        """What was ticked; None where nothing was."""
        told = self.cleaned_data
        outcome, _, condition = told["tick"].partition(":")
        if not outcome:
            return None
        return Delivery(
            Way.VISIT, member_of(Outcome, outcome), day, condition, (), told["words"], told["next_on"]
        )  # fmt: skip


class RoundDayForm(forms.Form):
    """The day of a round."""

    day = DayField(label="走访日期")


class SpanForm(forms.Form):
    """For which time the delivery is measured."""

    span = forms.ChoiceField(
        label="期间",
        required=False,
        choices=[("", "本年"), ("quarter", "本季度"), ("month", "本月"), ("last_year", "上年")],
    )
