"""Input of the pages of rounds, and of what a telephone sends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from yinqiao.areas.duties.types import Condition, Delivery, Need, Outcome, Service, Way
from yinqiao.areas.retirees.types import member_of
from yinqiao.areas.rounds.types import Choice, NewPlan, PlanState, RoundState, Told
from yinqiao.platform.ui.choices import DayField, LongSelect

Choices = Sequence[tuple[Any, str]]
_ALL: list[tuple[Any, str]] = [("", "全部")]
MOST_WALKERS = 6
OUT, FREE = "out", "free"
MOVES = ((OUT, "移出本周，不安排"), (FREE, "不指定，下次重新编排时由系统安排"))


class RoundFilter(forms.Form):
    """Filters of the rounds."""

    state = forms.ChoiceField(label="状态", required=False, choices=[*_ALL, *RoundState.choices()])


class DueFilter(forms.Form):
    """Filters of whom to visit."""

    case = forms.ChoiceField(
        label="期限", required=False,
        choices=(("", "待办"), ("late", "已逾期"), ("soon", "7 天内到期"), ("agreed", "约定日期已到")),
    )  # fmt: skip
    service = forms.ChoiceField(label="服务", required=False, choices=[*_ALL, *Service.choices()])
    place = forms.TypedChoiceField(label="街道、社区", required=False, coerce=int, empty_value=None, widget=LongSelect)
    name = forms.CharField(label="姓名", required=False, max_length=40)

    def __init__(self, *args: Any, places: Sequence[tuple[Any, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [*_ALL, *places]  # type: ignore[attr-defined]
        if len(places) < 2:
            del self.fields["place"]


class ToldForm(forms.Form):
    """What a telephone sends of one person: the fields of the screen at the door, and its own clock."""

    outcome = forms.ChoiceField(label="结果", choices=Outcome.choices(), required=False)
    way = forms.ChoiceField(label="方式", choices=Way.choices(), required=False)
    condition = forms.ChoiceField(label="本人情况", choices=[("", ""), *Condition.choices()], required=False)
    needs = forms.MultipleChoiceField(label="需要帮助的事", choices=Need.choices(), required=False)
    words = forms.CharField(label="备注", required=False, max_length=1500)
    next_on = DayField(label="下次时间", required=False)
    case_kind = forms.CharField(required=False, max_length=40)
    case_words = forms.CharField(required=False, max_length=300)
    told_at = forms.DateTimeField(label="登记时刻")
    sent_at = forms.DateTimeField(label="发送时刻")
    choice = forms.ChoiceField(choices=[("", ""), *Choice.choices()], required=False)

    def clean(self) -> dict[str, Any]:
        """Whoever drops an item need not say how it ended."""
        told = self.cleaned_data
        if told.get("choice") != Choice.DROP and not told.get("outcome"):
            self.add_error("outcome", "请选择结果。")
        return told

    def told(self) -> Told:
        """What was sent."""
        told = self.cleaned_data
        delivery = Delivery(
            member_of(Way, told["way"] or Way.VISIT), member_of(Outcome, told["outcome"] or Outcome.NOT_HOME),
            told["told_at"].date(), told["condition"], tuple(told["needs"]), told["words"], told["next_on"],
            told["case_kind"], told["case_words"],
        )  # fmt: skip
        return Told(delivery, told["told_at"], told["sent_at"], told["choice"])


class PlanFilter(forms.Form):
    """Filters of the plans."""

    state = forms.ChoiceField(label="状态", required=False, choices=[*_ALL, *PlanState.choices()])


class PlannedFilter(forms.Form):
    """Filters of the visits of a plan."""

    case = forms.ChoiceField(
        label="安排", required=False, choices=(("", "全部"), ("placed", "已排入"), ("unplaced", "排不下")),
    )  # fmt: skip


class NewPlanForm(forms.Form):
    """For which community and week, who goes, for how long a day, until which day what is due counts."""

    use_required_attribute = False
    monday = forms.TypedChoiceField(label="哪一周", coerce=date.fromisoformat)
    officers = forms.MultipleChoiceField(
        label="走访人",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="请勾选这一周上门的人员，一般一至两人。",
    )
    others = forms.CharField(
        label="其他走访人", required=False, max_length=60, help_text="没有账户的，写姓名；几位的用顿号隔开。"
    )
    minutes = forms.IntegerField(
        label="每人每天外出分钟数", min_value=30, max_value=720, help_text="含路上时间。个别日子不同的，编排后再改。"
    )
    until = DayField(label="列入到哪一天为止的服务", help_text="已逾期、先到期的先排；时间有余的，把后面的提前。")

    def __init__(self, *args: Any, weeks: Choices, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["monday"].choices = weeks  # type: ignore[attr-defined]
        self.fields["officers"].choices = officers  # type: ignore[attr-defined]
        if not officers:
            del self.fields["officers"]

    def new(self, place_no: int) -> NewPlan:
        """What was filled in; those without an account come last."""
        told = self.cleaned_data
        named = dict(self.fields["officers"].choices) if "officers" in self.fields else {}  # type: ignore[attr-defined]
        chosen = [(UUID(one), str(named[one])) for one in told.get("officers") or []]
        others = [(None, one.strip()) for one in re.split("[、，,；;\\s]+", told["others"]) if one.strip()]
        return NewPlan(
            place_no, told["monday"], tuple([*chosen, *others][:MOST_WALKERS]), told["minutes"], told["until"]
        )


class PlaceForm(forms.Form):
    """Of which community the week is planned."""

    use_required_attribute = False
    place = forms.TypedChoiceField(label="社区", coerce=int, widget=LongSelect)

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]


class HoursForm(forms.Form):
    """Who is away on which days, or out for how long."""

    use_required_attribute = False
    officer = forms.TypedChoiceField(label="走访人", coerce=int)
    days = forms.TypedMultipleChoiceField(
        label="日期", coerce=date.fromisoformat, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选日期。"},
    )  # fmt: skip
    minutes = forms.IntegerField(
        label="这些天外出分钟数",
        min_value=0,
        max_value=720,
        initial=0,
        help_text="请假、不上班的填 0；恢复上班的填原来的分钟数。",
    )

    def __init__(self, *args: Any, officers: Choices, days: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = officers  # type: ignore[attr-defined]
        self.fields["days"].choices = days  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """With whom on which day; out of the week; or the next laying-out's to decide."""

    use_required_attribute = False
    slot = forms.ChoiceField(label="安排给", widget=forms.RadioSelect, error_messages={"required": "请选择。"})

    def __init__(self, *args: Any, slots: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [*slots, *MOVES]  # type: ignore[attr-defined]
