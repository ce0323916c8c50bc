"""Input of the pages of key communities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from yinqiao.areas.secondments.types import (
    Asked,
    DeedKind,
    FollowUp,
    NewCommunity,
    NewDeed,
    NewPhone,
    NewProposal,
    NewSecondment,
    Proof,
    ProposalState,
    Right,
    Standing,
)
from yinqiao.platform.ui.choices import PHONE_HINT, DayField, LongSelect

Choices = Sequence[tuple[Any, str]]
_ALL: list[tuple[Any, str]] = [("", "全部")]
_STANDING = [("", "没有结束的"), *Standing.choices(), ("all", "全部")]


class CommunityFilter(forms.Form):
    """Filters of key communities; those not over unless told otherwise."""

    standing = forms.ChoiceField(label="状态", required=False, choices=_STANDING)
    enterprise = forms.TypedChoiceField(label="企业", required=False, coerce=int, empty_value=None, widget=LongSelect)

    def __init__(self, *args: Any, enterprises: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].choices = [*_ALL, *enterprises]  # type: ignore[attr-defined]


class OfficerFilter(CommunityFilter):
    """Filters of who is seconded."""

    name = forms.CharField(label="姓名", required=False, max_length=40)


class PeopleFilter(forms.Form):
    """Filters of the people in a stay."""

    name = forms.CharField(label="姓名", required=False, max_length=40)


class OpenFilter(forms.Form):
    """Filters of what is still to be done."""

    follow_up = forms.ChoiceField(label="待办", required=False, choices=[*_ALL, *FollowUp.choices()])


class CommunityForm(forms.Form):
    """A community that becomes a key one."""

    use_required_attribute = False

    place_no = forms.TypedChoiceField(label="社区", coerce=int, widget=LongSelect)
    enterprise_id = forms.TypedChoiceField(label="企业", coerce=int, widget=LongSelect)
    from_on = DayField(label="开始日期")
    last_on = DayField(label="截止日期", help_text="含当日，一般为过渡期的最后一天。")
    document = forms.CharField(label="依据文件或协议编号", max_length=120)

    def __init__(self, *args: Any, places: Choices = (), enterprises: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_no"].choices = [("", "请选择"), *places]  # type: ignore[attr-defined]
        self.fields["enterprise_id"].choices = [("", "请选择"), *enterprises]  # type: ignore[attr-defined]

    def new(self) -> NewCommunity:
        """What was filled in."""
        return NewCommunity(**self.cleaned_data)


class SecondForm(forms.Form):
    """Who is seconded."""

    use_required_attribute = False

    name = forms.CharField(label="选派人员姓名", max_length=40)
    username = forms.CharField(label="登录名", max_length=40, help_text="小写字母开头，4 到 40 位字母、数字。")
    phone = forms.CharField(label="办公电话", required=False, max_length=20)
    from_on = DayField(label="开始日期")
    last_on = DayField(label="截止日期", help_text="含当日；到期后立即不能再使用，延期须凭文件由市级办理。")
    document = forms.CharField(label="选派文件和文号", max_length=120)
    rights = forms.MultipleChoiceField(
        label="权限", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="看不到健康、党员审查、党费、档案内容；不办理审批和决定。",
    )  # fmt: skip

    def __init__(self, *args: Any, rights: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.value, one.label) for one in Right if one.value in rights]
        self.fields["rights"].choices = offered  # type: ignore[attr-defined]
        self.fields["rights"].initial = list(rights)

    def new(self) -> NewSecondment:
        """What was filled in."""
        return NewSecondment(**{**self.cleaned_data, "rights": tuple(self.cleaned_data["rights"])})


class ProlongForm(forms.Form):
    """Until when it lasts now, by what."""

    use_required_attribute = False

    last_on = DayField(label="延期至（含当日）")
    document = forms.CharField(label="延期文件和文号", max_length=120)


class EndForm(forms.Form):
    """Why it ends early."""

    use_required_attribute = False

    why = forms.CharField(
        label="结束原因", max_length=200, widget=forms.Textarea({"rows": 2}), help_text="例如“企业召回”。"
    )


class ProposeSecondForm(forms.Form):
    """Whom the enterprise proposes for which key community."""

    use_required_attribute = False

    community_id = forms.TypedChoiceField(label="重点社区", coerce=UUID)
    name = forms.CharField(label="选派人员姓名", max_length=40)
    phone = forms.CharField(label="办公电话", required=False, max_length=20)
    from_on = DayField(label="开始日期")
    last_on = DayField(label="截止日期", help_text="含当日，不超过重点社区的期限。")
    document = forms.CharField(label="选派文件和文号", max_length=120)
    rights = forms.MultipleChoiceField(
        label="建议的权限", widget=forms.CheckboxSelectMultiple, required=False, help_text="由市级决定给哪些。"
    )

    def __init__(
        self, *args: Any, communities: Choices = (), rights: Sequence[str] = (), **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        offered = [(one.value, one.label) for one in Right if one.value in rights]
        self.fields["community_id"].choices = [("", "请选择"), *communities]  # type: ignore[attr-defined]
        self.fields["rights"].choices = offered  # type: ignore[attr-defined]
        self.fields["rights"].initial = list(rights)

    def new(self) -> NewProposal:
        """What was filled in."""
        told = self.cleaned_data
        return NewProposal(**{**told, "kind": Asked.SECOND, "rights": tuple(told["rights"])})


class ProposalFilter(forms.Form):
    """Filters of proposals; all of them unless told otherwise."""

    state = forms.ChoiceField(label="状态", required=False, choices=[*_ALL, *ProposalState.choices()])
    kind = forms.ChoiceField(label="建议", required=False, choices=[*_ALL, *Asked.choices()])


class DeclineForm(forms.Form):
    """Why not."""

    use_required_attribute = False

    why = forms.CharField(
        label="不同意的理由", max_length=200, widget=forms.Textarea({"rows": 2}), help_text="企业可以看到。"
    )


class DeedForm(forms.Form):
    """What was done, and what is still to be done."""

    use_required_attribute = False

    kind = forms.ChoiceField(label="做了什么", widget=forms.RadioSelect)
    occurred_on = DayField(label="日期")
    text = forms.CharField(
        label="情况", max_length=2000, widget=forms.Textarea({"rows": 4}), help_text="社区可以看到。不要填写病情。"
    )
    follow_up = forms.ChoiceField(label="还要做什么", required=False, choices=[("", "没有"), *FollowUp.choices()])
    due_on = DayField(label="期限", required=False, help_text="有待办的才填。")

    def __init__(self, *args: Any, kinds: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]

    def new(self) -> NewDeed:
        """What was filled in."""
        told = self.cleaned_data
        return NewDeed(DeedKind(told["kind"]), told["occurred_on"], told["text"], told["follow_up"], told["due_on"])


class PhoneForm(forms.Form):
    """A new phone and how it was proved, as the officer saw the entry."""

    use_required_attribute = False

    phone = forms.CharField(label="新的本人电话", max_length=30, help_text=PHONE_HINT)
    proof = forms.ChoiceField(label="依据", widget=forms.RadioSelect, choices=Proof.choices())
    lock_version = forms.IntegerField(widget=forms.HiddenInput)

    def new(self) -> NewPhone:
        """What was filled in."""
        told = self.cleaned_data
        return NewPhone(told["phone"], Proof(told["proof"]), told["lock_version"])
