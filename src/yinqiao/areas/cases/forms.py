"""Input of the pages of cases: filters, what is opened, what is given, what somebody says with each act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from yinqiao.areas.cases.types import (
    Caller,
    CaseState,
    Grade,
    Group,
    Held,
    Kind,
    MeetingState,
    NewCase,
    NewDecision,
    NewMeeting,
    NewReview,
    NewStep,
    Outcome,
    Result,
    Standing,
)
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import PHONE_HINT, DayField, NamedChoiceField

_ALL: list[tuple[Any, str]] = [("", "全部")]


def _words(label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=1000, widget=forms.Textarea({"rows": 4, "maxlength": "1000"}),
        help_text=hint, error_messages={"required": "请填写。"},
    )  # fmt: skip


def _offer(form: forms.Form, kinds: Sequence[tuple[str, str]]) -> None:
    """The kinds that one may choose, none chosen yet."""
    form.fields["kind"].choices = [("", "请选择"), *kinds]  # type: ignore[attr-defined]


class CaseFilter(forms.Form):
    """By where it stands, by what it belongs to, by number."""

    standing = forms.ChoiceField(label="状态", required=False, choices=[*_ALL, *Standing.choices()])
    group = forms.ChoiceField(label="类别", required=False, choices=[*_ALL, *Group.choices()])
    number = forms.CharField(label="编号", required=False, max_length=40)


class StepFilter(forms.Form):
    """What runs, what is late, what is over."""

    standing = forms.ChoiceField(
        label="状态", required=False,
        choices=[*_ALL, ("running", "待办理"), ("overdue", "已逾期"), ("over", "已结束")],
    )  # fmt: skip


class RequestFilter(forms.Form):
    """By where it stands."""

    state = forms.ChoiceField(label="状态", required=False, choices=[*_ALL, *CaseState.choices()])


class KindFilter(forms.Form):
    """What a kind belongs to, and those for which nobody is named."""

    group = forms.ChoiceField(label="类别", required=False, choices=[*_ALL, *Group.choices()])
    lead = forms.ChoiceField(label="牵头单位", required=False, choices=[*_ALL, ("none", "没有指定的")])


class _LinesField(forms.CharField):
    """One entry on each line."""

    widget = forms.Textarea(attrs={"rows": 2, "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        """The lines that say something."""
        return tuple(line.strip() for line in str(value or "").splitlines() if line.strip())


class OpenForm(forms.Form):
    """A case that an office of the city opens."""

    use_required_attribute = False
    kind = forms.ChoiceField(label="种类", error_messages={"required": "请选择种类。"})
    words = _words("情况说明", "什么事、什么时候起、希望怎样解决。不要在这里写反映人的姓名和电话。")
    numbers = _LinesField(
        label="涉及人员的身份证号", required=False, help_text="一行一个；只填本单位范围内的退休人员，没有的不填。"
    )

    def __init__(
        self, *args: Any, kinds: Sequence[Kind], named: Mapping[str, int], has_person: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, [(one.code, f"{one.group.label}：{one.title}") for one in kinds])
        if has_person:
            self.fields["numbers"].label = "还涉及其他人员的，填身份证号"
        self.fields |= {
            "place": NamedChoiceField(named, label="事项所在地", required=False, help_text="不填的，按涉及人员所在社区。"),
            "against": NamedChoiceField(
                named, label="被反映的单位", required=False, help_text="反映某个单位的填写，由其上级牵头。"
            ),
            "caller_name": forms.CharField(label="反映人姓名", required=False, max_length=60, help_text="另行保存，只有牵头单位能看到。"),
            "caller_phone": forms.CharField(label="反映人电话", required=False, max_length=40, help_text=PHONE_HINT),
            "is_hidden": forms.BooleanField(label="反映人要求身份保密", required=False),
        }  # fmt: skip

    def new(self, person: UUID | None) -> NewCase:
        """What was filled in."""
        told = self.cleaned_data
        caller = Caller(told["caller_name"], told["caller_phone"], told["is_hidden"])
        return NewCase(
            told["kind"], told["words"], told.get("place") or None, (person,) if person else (), told["numbers"],
            against_place_no=told.get("against") or None, caller=caller,
        )  # fmt: skip


class RequestForm(forms.Form):
    """What an enterprise asks of the community of its people."""

    use_required_attribute = False
    kind = forms.ChoiceField(label="联络事项", error_messages={"required": "请选择联络事项。"})
    numbers = _LinesField(
        label="涉及人员的身份证号",
        help_text="一行一个；只能填本企业移交的退休人员。",
        error_messages={"required": "请填写身份证号。"},
    )
    words = _words("情况说明", "什么事、希望社区怎样配合、本企业的联系人和电话。")

    def __init__(self, *args: Any, kinds: Sequence[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, [(one.code, one.title) for one in kinds])

    def new(self) -> NewCase:
        """What was filled in."""
        told = self.cleaned_data
        return NewCase(told["kind"], told["words"], numbers=told["numbers"])


class WordsForm(forms.Form):
    """What is said with an act."""

    use_required_attribute = False

    def __init__(self, *args: Any, label: str, hint: str = "", required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"] = _words(label, hint, required=required)


class PlainForm(forms.Form):
    """Nothing but the button."""


class AssignForm(forms.Form):
    """Who leads."""

    use_required_attribute = False

    def __init__(self, *args: Any, named: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = NamedChoiceField(named, label="牵头单位")
        self.fields["words"] = _words("指定的理由", "单位之间意见不一的，写明依据。", required=False)


class GiveForm(forms.Form):
    """Whom to ask for what, until when."""

    use_required_attribute = False
    task = _words(
        "请对方做什么", "对方只看得到这里写的内容，看不到整个事项。不要写反映人的姓名、电话，不写与交办无关的个人情况。"
    )
    days = forms.IntegerField(
        label="答复期限（工作日）", min_value=1, max_value=60, required=False, help_text="不填的，按规则。"
    )

    def __init__(
        self,
        *args: Any,
        places: Mapping[str, int],
        firms: Mapping[str, int],
        offices: Sequence[tuple[UUID, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = NamedChoiceField(places, label="社区、街道、区县、市", required=False)
        self.fields["firm"] = NamedChoiceField(firms, label="企业", required=False)
        if offices:
            choices = [("", "不选"), *((str(key), name) for key, name in offices)]
            self.fields["office_id"] = forms.ChoiceField(
                label="在本系统中有账户的部门", choices=choices, required=False
            )
        self.fields["office"] = forms.CharField(
            label="没有账户的单位",
            max_length=100,
            required=False,
            help_text="写全称，另行发函，收到复函后由本单位登记答复。",
        )
        self.order_fields(["task", "place", "firm", "office_id", "office", "days"])

    def new(self) -> NewStep:
        """What was filled in."""
        told = self.cleaned_data
        office_id = UUID(told["office_id"]) if told.get("office_id") else None
        return NewStep(
            told["task"], told["place"] or None, told["firm"] or None, office_id, told["office"], told["days"] or 0
        )


class ExtensionForm(forms.Form):
    """How much more time, and why."""

    use_required_attribute = False
    days = forms.IntegerField(label="延期天数", min_value=1, error_messages={"required": "请填写天数。"})
    words = _words("不能按期办结的原因")

    def __init__(self, *args: Any, most: int, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].help_text = f"最多 {most} {unit}，由上级同意后生效。"


class CloseForm(forms.Form):
    """What came of it."""

    use_required_attribute = False
    result = forms.ChoiceField(
        label="结果", choices=Result.choices(), widget=forms.RadioSelect, error_messages={"required": "请选一个。"}
    )
    outcome = _words("办理结果", "怎样解决的；办结以后据此告知本人。不写其他人的情况。")
    cause = _words("发生的原因", "为什么会发生、怎样不再发生；同类问题据此归并。")
    reply = _words("答复提出单位", "提出单位是企业的，只看得到这一栏。不写病情、党员身份和反映人。", required=False)

    def outcome_told(self) -> Outcome:
        """What was filled in."""
        told = self.cleaned_data
        return Outcome(member_of(Result, told["result"]), told["outcome"], told["cause"], told["reply"])


class CallBackForm(forms.Form):
    """What the person says afterwards."""

    use_required_attribute = False
    grade = forms.ChoiceField(
        label="是否满意", choices=Grade.choices(), widget=forms.RadioSelect, error_messages={"required": "请选一个。"}
    )
    words = _words("回访记录", "不满意的写明哪里没有解决，事项随即重新办理。按原话记。", required=False)

    def grade_told(self) -> Grade:
        """What was ticked."""
        return member_of(Grade, self.cleaned_data["grade"])


class ReviewForm(forms.Form):
    """Why somebody is not content with an answer, and when it was received."""

    use_required_attribute = False
    told_on = DayField(label="收到书面答复的日期", help_text="请求的期限从这一天起算。")
    words = _words("不服的理由和请求", "对答复哪里不服、希望怎样解决，按本人的原话记。不写反映人的姓名、电话。")

    def new(self) -> NewReview:
        """What was filled in."""
        return NewReview(self.cleaned_data["words"], self.cleaned_data["told_on"])


class MeetingFilter(forms.Form):
    """By where a meeting stands, and those whose decisions are late."""

    standing = forms.ChoiceField(
        label="状态", required=False, choices=[*_ALL, *MeetingState.choices(), ("late", "决定逾期未落实")]
    )


class MeetingForm(forms.Form):
    """What a meeting is called about."""

    use_required_attribute = False
    title = forms.CharField(label="会议名称", max_length=100, error_messages={"required": "请填写。"})
    held_on = DayField(label="会议日期")
    venue = forms.CharField(label="会议地点", max_length=100, required=False)
    numbers = _LinesField(
        label="议题", help_text="联动事项编号，一行一个，如 LD-2026-00012。", error_messages={"required": "请填写。"}
    )
    invited = _LinesField(label="邀请的单位", required=False, help_text="一行一个。")

    def new(self) -> NewMeeting:
        """What was filled in."""
        told = self.cleaned_data
        return NewMeeting(told["title"], told["held_on"], told["numbers"], told["invited"], told["venue"])


class DecisionForm(GiveForm):
    """What was decided about a case of the agenda, by whom, until when."""

    def __init__(self, *args: Any, cases: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"] = forms.ChoiceField(label="议题", choices=cases)
        self.fields["task"].label = "决定做什么"
        self.fields["days"].label, self.fields["days"].help_text = "几个工作日内落实", "不填的，按规则。"
        self.order_fields(["case", "task", "place", "firm", "office_id", "office", "days"])

    def decision(self) -> NewDecision:
        """What was filled in."""
        told, owner = self.cleaned_data, self.new()
        return NewDecision(
            UUID(told["case"]),
            told["task"],
            owner.days,
            owner.place_no,
            owner.enterprise_id,
            owner.office_id,
            owner.office,
        )


class RecordForm(forms.Form):
    """Who came, and what was said."""

    use_required_attribute = False
    present = _LinesField(
        label="到会单位和人员", help_text="一行一个，单位在前、姓名在后。", error_messages={"required": "请填写。"}
    )
    minutes = forms.CharField(
        label="会议纪要", max_length=4000, widget=forms.Textarea({"rows": 8, "maxlength": "4000"}),
        help_text="不写反映人的姓名、电话。", error_messages={"required": "请填写。"},
    )  # fmt: skip

    def held(self) -> Held:
        """What was filled in."""
        return Held(self.cleaned_data["present"], self.cleaned_data["minutes"])
