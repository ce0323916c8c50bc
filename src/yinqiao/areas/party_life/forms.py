"""What officers fill in about party life."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from yinqiao.areas.party_life.types import (
    BranchInput,
    Care,
    CareInput,
    Category,
    Done,
    Form,
    Kind,
    Mark,
    MeetingInput,
    MeetingKind,
    Minutes,
    Occasion,
    Post,
    PostInput,
    Quarter,
    Said,
    Setting,
    Whereabouts,
)
from yinqiao.kernel.periods import add_months
from yinqiao.platform.ui.choices import DayField, LongSelect

_NO_NUMBERS = "请勿写身份证号、电话。"
FINDINGS = [
    ("", "全部"), ("amiss", "有需要研究的"), ("too_large", "党员超过上限"), ("too_small", "正式党员不足"),
    ("no_secretary", "没有书记"), ("no_committee", "应设支委会"), ("term_ended", "任期届满"), ("term_unknown", "没有登记换届日期"),
]  # fmt: skip
MEETINGS = [
    ("", "全部"), ("coming", "将要召开"), ("unwritten", "已过时间、没有记录"), ("unchecked", "待审签"), ("checked", "已审签"),
    ("cancelled", "已取消"),
]  # fmt: skip


class BranchFilter(forms.Form):
    """Filters of branches by what is amiss."""

    state = forms.ChoiceField(label="情况", required=False, choices=FINDINGS)
    name = forms.CharField(label="名称", required=False, max_length=40)


class MeetingFilter(forms.Form):
    """Filters of meetings."""

    state = forms.ChoiceField(label="状态", required=False, choices=MEETINGS)
    kind = forms.ChoiceField(label="会议", required=False, choices=[("", "全部"), *MeetingKind.choices()])


class MemberFilter(forms.Form):
    """Filters of members by their post."""

    post = forms.ChoiceField(label="支部职务", required=False, choices=[("", "全部"), *Post.choices()])
    name = forms.CharField(label="姓名", required=False, max_length=40)


class OwedFilter(forms.Form):
    """Which quarter, and who is behind."""

    quarter = forms.ChoiceField(label="季度", required=False)
    behind = forms.ChoiceField(
        label="情况", required=False, choices=[("", "全部"), ("yes", "有欠开的"), ("no", "按期召开")]
    )

    def __init__(self, *args: Any, quarters: Sequence[Quarter] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"].choices = [("", "本季度"), *((key_of(one), words_of(one)) for one in quarters)]  # type: ignore[attr-defined]


def key_of(quarter: Quarter) -> str:
    """How an address names a quarter: `2026-4`."""
    return f"{quarter.first.year}-{(quarter.first.month + 2) // 3}"


def words_of(quarter: Quarter) -> str:
    """A quarter in words."""
    return f"{quarter.first.year} 年第 {(quarter.first.month + 2) // 3} 季度"


def quarters_until(quarter: Quarter, count: int = 5) -> list[Quarter]:
    """This quarter and those before it, the newest first."""
    firsts = [add_months(quarter.first, -3 * number) for number in range(count)]
    return [Quarter(one, add_months(one, 3)) for one in firsts]


class SeenForm(forms.Form):
    """A form about something as it was when the page was made."""

    lock_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class BranchForm(forms.Form):
    """What a branch is."""

    name = forms.CharField(label="名称", max_length=100, help_text="例如：望月社区退休第一党支部。")
    kind = forms.ChoiceField(label="类别", choices=Kind.choices, widget=forms.RadioSelect)
    setting = forms.ChoiceField(
        label="归属", choices=Setting.choices, widget=forms.RadioSelect, help_text="任期由此而定：村、社区 5 年，其他 3 年。"
    )  # fmt: skip
    theme_day = forms.IntegerField(label="每月固定党日（几日）", min_value=1, max_value=28, help_text="1 至 28 日。")
    term_from = DayField(
        label="本届起始日期", required=False, help_text="最近一次换届的日期，用来提醒换届。不知道的先不填。"
    )
    secretary = forms.CharField(
        label="由社区干部兼任的书记", required=False, max_length=40,
        help_text="书记就在名单里的不填，在党员页面登记职务。加密保存。",
    )  # fmt: skip

    def given(self) -> BranchInput:
        """What was filled in."""
        data = self.cleaned_data
        return BranchInput(
            data["name"], Kind(data["kind"]), Setting(data["setting"]), data["theme_day"], data["term_from"],
            data["secretary"],
        )  # fmt: skip


class FoundForm(BranchForm):
    """A branch of one of the scope's places, which may continue an organisation handed over."""

    place = forms.TypedChoiceField(label="所在单位", coerce=int, widget=LongSelect)
    organisation = forms.TypedChoiceField(
        label="接续哪个移交来的党组织", required=False, coerce=UUID, empty_value=None, widget=LongSelect,
        help_text="选了的，名册中属于它、已由本单位接收的党员一并编入。",
    )  # fmt: skip
    field_order = ["place", "organisation"]

    def __init__(
        self, *args: Any, places: Sequence[tuple[int, str]] = (), organisations: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [("", "不接续，新设立"), *organisations]  # type: ignore[attr-defined]


class ChangeForm(BranchForm, SeenForm):
    """A branch as it was when the page was made."""


class PlaceForm(forms.Form):
    """Into which branch ticked members go."""

    branch = forms.TypedChoiceField(label="编入哪个党支部", coerce=UUID, widget=LongSelect)

    def __init__(self, *args: Any, branches: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = branches  # type: ignore[attr-defined]


class PostForm(SeenForm):
    """What a member is in the branch."""

    post = forms.ChoiceField(label="支部职务", choices=Post.choices, widget=forms.RadioSelect)
    group_no = forms.IntegerField(label="第几党小组", min_value=0, max_value=20, help_text="没有分小组的填 0。")

    def given(self) -> PostInput:
        """What was filled in."""
        return PostInput(Post(self.cleaned_data["post"]), self.cleaned_data["group_no"])


class ApartFilter(forms.Form):
    """Filters of members who do not come."""

    state = forms.ChoiceField(
        label="情况", required=False,
        choices=[("", "全部"), ("late", "该联系了"), ("planned", "已有计划"), ("home", "送学上门"), ("mobile", "流动党员")],
    )  # fmt: skip
    name = forms.CharField(label="姓名", required=False, max_length=40)


class WayForm(SeenForm):
    """How somebody takes part."""

    form = forms.ChoiceField(label="参加方式", choices=Form.choices, widget=forms.RadioSelect)
    where = forms.CharField(
        label="流动去向", required=False, max_length=60, help_text="流动党员必填，写到县（市、区）。加密保存。"
    )
    contact_branch = forms.CharField(label="流入地联系的党组织", required=False, max_length=60)
    card_no = forms.CharField(label="流动党员活动证编号", required=False, max_length=40)

    def whereabouts(self) -> Whereabouts:
        """What was filled in of a mobile member."""
        return Whereabouts(*(self.cleaned_data[name] for name in Whereabouts._fields))


class ErrandForm(forms.Form):
    """What is planned for somebody."""

    care = forms.ChoiceField(label="事项", choices=Care.choices, widget=forms.RadioSelect)
    planned_on = DayField(label="计划日期")

    def given(self) -> CareInput:
        """What was filled in."""
        return CareInput(Care(self.cleaned_data["care"]), self.cleaned_data["planned_on"])


class ErrandEndForm(forms.Form):
    """What became of it."""

    is_done = forms.ChoiceField(
        label="办理情况", choices=[("yes", "已办"), ("no", "没有办成")], widget=forms.RadioSelect
    )
    on = DayField(label="日期")
    words = forms.CharField(
        label="情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"例如：送去学习材料，身体尚可。没有办成的写明原因。加密保存。{_NO_NUMBERS}",
    )  # fmt: skip

    def done(self) -> Done:
        """What was filled in."""
        data = self.cleaned_data
        return Done(data["is_done"] == "yes", data["on"], data["words"])


class _YearFilter(forms.Form):
    """A filter by year."""

    year = forms.ChoiceField(label="年度", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = timezone.localdate().year
        self.fields["year"].choices = [("", f"{this} 年"), *((one, f"{one} 年") for one in self.years(this))]  # type: ignore[attr-defined]

    def years(self, this: int) -> Sequence[int]:
        """Which years beside this one."""
        return (this - 1,)


class MedalFilter(_YearFilter):
    """For which 1 July, and who has the medal."""

    given = forms.ChoiceField(
        label="纪念章", required=False, choices=[("", "全部"), ("no", "还没有颁发"), ("yes", "已颁发")]
    )

    def years(self, this: int) -> Sequence[int]:
        """The year ahead is prepared now."""
        return (this + 1,)


class HonourFilter(_YearFilter):
    """What was given."""

    occasion = forms.ChoiceField(label="事由", required=False, choices=[("", "全部"), *Occasion.choices()])


class MedalForm(forms.Form):
    """When medals were given."""

    given_on = DayField(label="颁发日期")


class CondolenceForm(forms.Form):
    """For what, as which category, when."""

    occasion = forms.ChoiceField(
        label="时节", choices=[one for one in Occasion.choices() if one[0] != Occasion.MEDAL], widget=forms.RadioSelect
    )
    category = forms.ChoiceField(label="类别", widget=forms.RadioSelect)
    given_on = DayField(label="慰问日期")

    def __init__(self, *args: Any, sums: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            (one.value, f"{one.label}（{(sums or {}).get(f'{one.value}_fen', 0) / 100:,.2f} 元）") for one in Category
        ]


class PlanForm(forms.Form):
    """Which year is planned, and where."""

    year = forms.IntegerField(label="年度", min_value=2020, max_value=2100)
    venue = forms.CharField(label="地点", required=False, max_length=100, help_text="先填常用的，以后可以逐次改。")


class MeetingForm(forms.Form):
    """When, where and about what."""

    day = DayField(label="日期")
    hour = forms.TimeField(label="时间", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    venue = forms.CharField(label="地点", required=False, max_length=100, help_text="通知前必填。")
    topic = forms.CharField(
        label="主题", required=False, max_length=100, help_text="会印在通知上，党员在手机上看得到。"
    )

    def given(self, kind: MeetingKind | None = None, group_no: int = 0) -> MeetingInput:
        """What was filled in; of a meeting that stands, what kind it is."""
        data = self.cleaned_data
        starts = timezone.make_aware(datetime.combine(data["day"], data["hour"]))
        kind = kind or MeetingKind(data["kind"])
        return MeetingInput(kind, starts, data["venue"], data["topic"], data.get("group_no") or group_no)


class AddMeetingForm(MeetingForm):
    """One meeting more."""

    kind = forms.ChoiceField(label="会议", choices=MeetingKind.choices, widget=forms.RadioSelect)
    group_no = forms.IntegerField(
        label="第几党小组", required=False, min_value=0, max_value=20, help_text="只有党小组会要填。"
    )
    field_order = ["kind", "group_no"]


class ChangeMeetingForm(MeetingForm, SeenForm):
    """A meeting as it was when the page was made."""


class RollForm(SeenForm):
    """Who came, one line for each who is to come."""

    def __init__(
        self, *args: Any, roll: Sequence[tuple[UUID, str, str, str]] = (), excuses: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:  # fmt: skip
        """`roll`: member, name, mark and reason as they stand."""
        super().__init__(*args, **kwargs)
        self.roll = roll
        reasons = [("", "请假原因"), *(excuses or {}).items()]
        for member_id, name, mark, reason in roll:
            self.fields[f"mark_{member_id}"] = forms.ChoiceField(
                label=name, choices=Mark.choices, initial=mark, required=False, widget=forms.RadioSelect
            )
            self.fields[f"reason_{member_id}"] = forms.ChoiceField(
                label=f"{name}的请假原因", choices=reasons, initial=reason, required=False
            )

    def lines(self) -> list[tuple[Any, Any]]:
        """For each who is to come the two fields."""
        return [(self[f"mark_{key}"], self[f"reason_{key}"]) for key, *_ in self.roll]

    def said(self) -> dict[UUID, Said]:
        """What was ticked; nothing for whom nothing was."""
        data = self.cleaned_data
        return {
            key: Said(Mark(data[f"mark_{key}"]), data[f"reason_{key}"]) for key, *_ in self.roll if data[f"mark_{key}"]
        }  # fmt: skip


class MinutesForm(SeenForm):
    """What was said."""

    held_on = DayField(label="召开日期")
    venue = forms.CharField(label="地点", max_length=100)
    host = forms.CharField(label="主持人", max_length=40)
    recorder = forms.CharField(label="记录人", max_length=40)
    topics = forms.CharField(
        label="议题", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text=_NO_NUMBERS
    )
    decisions = forms.CharField(
        label="决议事项", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=f"没有作出决议的可以不填。{_NO_NUMBERS}",
    )  # fmt: skip

    def minutes(self) -> Minutes:
        """What was filled in."""
        data = self.cleaned_data
        return Minutes(*(data[name] for name in ("held_on", "venue", "host", "recorder", "topics", "decisions")))


class WordsForm(forms.Form):
    """What is added to signed minutes."""

    words = forms.CharField(
        label="补充或更正", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text=_NO_NUMBERS
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why something is taken back or called off."""

    reason = forms.CharField(label="原因", max_length=200, help_text=_NO_NUMBERS)


class CancelForm(ReasonForm, SeenForm):
    """The same of a meeting as it was when the page was made."""


class CodeForm(forms.Form):
    """The code that is shown at a meeting."""

    code = forms.CharField(
        label="6 位签到码", max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip
