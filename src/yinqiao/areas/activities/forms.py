"""Input of the pages of activities and courses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from yinqiao.areas.activities.types import By, Kind, NewBranch, NewOffering, NewRoom, Plan, Slot, State, ToTell
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import DayField, LongSelect

Choices = Sequence[tuple[Any, str]]
_ALL: list[tuple[Any, str]] = [("", "全部")]
_CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class OfferingFilter(forms.Form):
    """Filters of what is offered."""

    kind = forms.ChoiceField(label="类别", required=False, choices=[*_ALL, *Kind.choices()])
    state = forms.ChoiceField(label="状态", required=False, choices=[*_ALL, *State.choices()])
    when = forms.ChoiceField(
        label="时间", required=False, choices=[("", "没有结束的"), ("to_settle", "待确定名单"), ("all", "全部")]
    )
    place = forms.TypedChoiceField(label="街道、社区", required=False, coerce=int, empty_value=None, widget=LongSelect)
    title = forms.CharField(label="名称", required=False, max_length=40)

    def __init__(self, *args: Any, places: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [*_ALL, *places]  # type: ignore[attr-defined]


class ToTellFilter(forms.Form):
    """Filters of those who are to be told something."""

    to_tell = forms.ChoiceField(label="告知什么", required=False, choices=[*_ALL, *ToTell.choices()])
    by = forms.ChoiceField(label="报名方式", required=False, choices=[*_ALL, *By.choices()])


class BranchForm(forms.Form):
    """A branch: of which place, its name, where it is."""

    place_no = forms.TypedChoiceField(
        label="所属单位", coerce=int, widget=LongSelect, help_text="面向这个单位和所辖的全部社区。"
    )
    name = forms.CharField(label="名称", max_length=60, help_text="如：望月湖街道快乐老人大学分校。")
    address = forms.CharField(label="地址", max_length=120)

    def __init__(self, *args: Any, places: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_no"].choices = list(places)  # type: ignore[attr-defined]

    def new(self) -> NewBranch:
        """What was filled in."""
        told = self.cleaned_data
        return NewBranch(told["place_no"], told["name"], told["address"])


class RoomForm(forms.Form):
    """A room."""

    name = forms.CharField(label="教室", max_length=40, help_text="如：二楼书画室。")
    seats = forms.IntegerField(label="座位", min_value=1, max_value=2000)
    is_accessible = forms.BooleanField(label="轮椅可以到达", required=False)

    def new(self) -> NewRoom:
        """What was filled in."""
        told = self.cleaned_data
        return NewRoom(told["name"], told["seats"], told["is_accessible"])


class OfferingForm(forms.Form):
    """A course or activity as it is drawn up; the act judges what belongs together."""

    kind = forms.ChoiceField(label="类别", choices=Kind.choices(), widget=forms.RadioSelect, initial="course")
    title = forms.CharField(label="名称", max_length=60)
    about = forms.CharField(label="内容", required=False, max_length=500, widget=forms.Textarea({"rows": 3}))
    teacher = forms.CharField(label="教师或负责人", required=False, max_length=40)
    for_whom = forms.CharField(
        label="适合谁", required=False, max_length=120, help_text="如：零基础；能自己走两公里。不要写病名。"
    )
    term = forms.CharField(label="学期", required=False, max_length=20, help_text="课程填写，如：2027年春季。")
    spot = forms.ChoiceField(label="教室", required=False, widget=LongSelect)
    where = forms.CharField(
        label="地点", required=False, max_length=120, help_text="不在教室的，写明在哪里、怎样集合。"
    )
    seats = forms.IntegerField(label="名额", min_value=1, max_value=500)
    closes_on = DayField(label="报名截止日")
    first_on = DayField(label="第一次的日期", help_text="以后每周的同一天，遇法定节假日顺延。")
    times = forms.IntegerField(label="一共几次", min_value=1, max_value=60, initial=1)
    begins = forms.TimeField(label="开始", widget=_CLOCK)
    ends = forms.TimeField(label="结束", widget=_CLOCK)

    def __init__(self, *args: Any, spots: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spot"].choices = list(spots)  # type: ignore[attr-defined]

    def new(self) -> NewOffering:
        """What was filled in. A spot is a room of a branch, or the branch alone: `branch` or `branch/room`."""
        told = self.cleaned_data
        branch, _, room = told["spot"].partition("/")
        plan = Plan(told["first_on"], told["times"], told["begins"], told["ends"])
        return NewOffering(
            UUID(branch), member_of(Kind, told["kind"]), told["title"], told["about"], told["teacher"], told["for_whom"],
            told["seats"], told["term"], told["closes_on"], plan, UUID(room) if room else None, told["where"],
        )  # fmt: skip


class SettleForm(forms.Form):
    """The number that became public after enrolment."""

    public_value = forms.CharField(label="公开数", required=False, max_length=60)

    def __init__(self, *args: Any, what: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["public_value"].help_text = f"{what}。"


class CancelForm(forms.Form):
    """Why it does not take place."""

    why = forms.CharField(label="取消的原因", max_length=200, help_text="报名的人会看到。")


class RescheduleForm(forms.Form):
    """Another time, or none."""

    is_dropped = forms.BooleanField(label="这一次不办了（下面不用填）", required=False)
    day = DayField(label="改到哪一天", required=False)
    begins = forms.TimeField(label="开始", required=False, widget=_CLOCK)
    ends = forms.TimeField(label="结束", required=False, widget=_CLOCK)

    def clean(self) -> dict[str, Any]:
        """All of another time, unless it is not held."""
        told = super().clean() or {}
        for name in ("day", "begins", "ends"):
            if not told.get("is_dropped") and not told.get(name) and name not in self.errors:
                self.add_error(name, "请填写；这一次不办的，勾选上面一项。")
        return told

    def slot(self) -> Slot | None:
        """What was filled in."""
        told = self.cleaned_data
        return None if told["is_dropped"] else Slot(told["day"], told["begins"], told["ends"])


class EnrolForm(forms.Form):
    """In what; alone, or with somebody who has enrolled already."""

    offering = forms.ChoiceField(label="报名参加", widget=forms.RadioSelect)
    together_with = forms.CharField(
        label="一起报名的人的报名号", required=False, max_length=12,
        help_text="夫妻、邻居想一起录取的，填先报的那位的六位报名号；不一起的留空。",
    )  # fmt: skip

    def __init__(self, *args: Any, offerings: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offering"].choices = list(offerings)  # type: ignore[attr-defined]
