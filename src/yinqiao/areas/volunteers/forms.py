"""Input of the pages of volunteers and tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from yinqiao.areas.retirees.types import member_of
from yinqiao.areas.volunteers.types import Free, Grade, NewTask, NewTraining, Served, SignUp, Skill, State
from yinqiao.platform.ui.choices import DayField, LongSelect

Choices = Sequence[tuple[Any, str]]
_ALL: list[tuple[Any, str]] = [("", "全部")]
_CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class VolunteerFilter(forms.Form):
    """Filters of volunteers."""

    skill = forms.ChoiceField(label="特长", required=False, choices=[*_ALL, *Skill.choices()])
    free = forms.ChoiceField(label="有空的时间", required=False, choices=[*_ALL, *Free.choices()])
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "在册"), *State.choices()[1:]])
    name = forms.CharField(label="姓名", required=False, max_length=20)


class TaskFilter(forms.Form):
    """Filters of tasks."""

    when = forms.ChoiceField(
        label="时间", required=False, choices=[("", "还没有结束的"), ("over", "已结束的"), ("all", "全部")]
    )
    skill = forms.ChoiceField(label="需要的特长", required=False, choices=[*_ALL, *Skill.choices()])
    title = forms.CharField(label="项目", required=False, max_length=40)


class RecordFilter(forms.Form):
    """Filters of the record."""

    since = DayField(label="服务日期从", required=False)
    until = DayField(label="到", required=False)
    title = forms.CharField(label="项目", required=False, max_length=40)
    name = forms.CharField(label="姓名", required=False, max_length=20)
    wait = forms.ChoiceField(label="记录", required=False, choices=[("", "已确认时长的"), ("1", "待确认时长的")])


class OwnForm(forms.Form):
    """What somebody can do, and when; `agrees` is asked once, before anything is recorded."""

    skills = forms.MultipleChoiceField(
        label="能做什么", required=False, choices=Skill.choices(), widget=forms.CheckboxSelectMultiple
    )
    times = forms.MultipleChoiceField(
        label="什么时候有空", required=False, choices=Free.choices(), widget=forms.CheckboxSelectMultiple
    )
    agrees = forms.BooleanField(
        label="同意记录服务的项目、时间和时长", required=False,
        help_text="记录用来安排服务、开服务证明；不公开，随时可以退出。",
    )  # fmt: skip

    def __init__(self, *args: Any, asks_agreement: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_agreement:
            del self.fields["agrees"]

    def clean_agrees(self) -> bool:
        """Nobody is recorded who has not agreed."""
        agreed: bool = self.cleaned_data["agrees"]
        if not agreed:
            raise forms.ValidationError("本人同意记录后才能登记，请先和本人说明。")
        return agreed

    def new(self) -> SignUp:
        """What was filled in."""
        told = self.cleaned_data
        return SignUp(
            [member_of(Skill, one) for one in told["skills"]], [member_of(Free, one) for one in told["times"]],
            told.get("insured_until"),
        )  # fmt: skip


class SignUpForm(OwnForm):
    """The same as an officer fills it in: with what the office knows of the insurance."""

    insured_until = DayField(
        label="志愿服务保险到期日",
        required=False,
        help_text="没有办保险的留空；要求有保险的任务，到期日要晚于任务当天。",
    )


class TrainingForm(forms.Form):
    """A training."""

    title = forms.CharField(label="培训内容", max_length=60, help_text="如：上门探访的安全和礼仪。")
    held_on = DayField(label="日期")
    minutes = forms.IntegerField(label="时长（分钟）", min_value=1, max_value=1440, initial=60)

    def new(self) -> NewTraining:
        """What was filled in."""
        told = self.cleaned_data
        return NewTraining(told["title"], told["held_on"], told["minutes"])


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, timezone.get_current_timezone())


class TaskForm(forms.Form):
    """A task; the act judges what belongs together."""

    place_no = forms.TypedChoiceField(
        label="组织单位", coerce=int, widget=LongSelect, help_text="面向这个单位和所辖社区的志愿者。"
    )
    title = forms.CharField(
        label="项目", max_length=60, help_text="记录和证明上写的就是它，如：独居老人理发。不要写服务对象的姓名。"
    )
    about = forms.CharField(label="内容", required=False, max_length=300, widget=forms.Textarea({"rows": 3}))
    where = forms.CharField(label="地点", max_length=120)
    day = DayField(label="日期")
    begins = forms.TimeField(label="开始", widget=_CLOCK)
    ends = forms.TimeField(label="结束", widget=_CLOCK)
    wanted = forms.IntegerField(label="需要几个人", min_value=1, max_value=200, initial=1)
    skill = forms.ChoiceField(label="需要的特长", required=False, choices=[("", "不限"), *Skill.choices()])
    needs_insurance = forms.BooleanField(
        label="要求有志愿服务保险", required=False, help_text="外出、登高、上门等有风险的服务应当要求。"
    )

    def __init__(self, *args: Any, places: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_no"].choices = list(places)  # type: ignore[attr-defined]

    def new(self) -> NewTask:
        """What was filled in."""
        told = self.cleaned_data
        return NewTask(
            told["place_no"], told["title"], told["about"], told["where"], _moment(told["day"], told["begins"]),
            _moment(told["day"], told["ends"]), told["wanted"],
            member_of(Skill, told["skill"]) if told["skill"] else None, told["needs_insurance"],
        )  # fmt: skip


class CancelForm(forms.Form):
    """Why it does not take place."""

    why = forms.CharField(label="取消的原因", max_length=200, help_text="接了任务的人会看到。")


class ConfirmForm(forms.Form):
    """How long somebody really served, or that nobody came."""

    is_absent = forms.BooleanField(label="没有到（下面的时间和评价不用填）", required=False)
    begins = forms.TimeField(label="实际开始", required=False, widget=_CLOCK, help_text="不算路上的时间。")
    ends = forms.TimeField(label="实际结束", required=False, widget=_CLOCK)
    break_minutes = forms.IntegerField(label="中间休息（分钟）", min_value=0, max_value=720, initial=0)
    grade = forms.ChoiceField(label="评价", choices=Grade.choices(), widget=forms.RadioSelect, initial="good")
    why = forms.CharField(
        label="更正的原因", required=False, max_length=200, help_text="已经确认过、再改的，写明原因；原来的记录保留。"
    )

    def __init__(self, *args: Any, day: date, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._day = day
        if is_first:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        """Both times, unless nobody came."""
        told = super().clean() or {}
        for name in ("begins", "ends"):
            if not told.get("is_absent") and not told.get(name) and name not in self.errors:
                self.add_error(name, "请填写；没有到的，勾选上面一项。")
        return told

    def served(self) -> Served | None:
        """What was filled in; None for who did not come."""
        told = self.cleaned_data
        if told["is_absent"]:
            return None
        return Served(
            _moment(self._day, told["begins"]), _moment(self._day, told["ends"]), told["break_minutes"],
            member_of(Grade, told["grade"]), told.get("why", ""),
        )  # fmt: skip
