"""What officers fill in about a person: one column, what is known is filled in, numbers stay masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.retirees.types import (
    FIELD_LABELS,
    Concealed,
    Correction,
    Death,
    Move,
    NoteInput,
    NoteKind,
    PersonCard,
    Source,
    member_of,
)
from yinqiao.kernel.codes import Education, EthnicGroup, PoliticalStatus
from yinqiao.platform.ui.choices import PHONE_HINT, DayField, NamedChoiceField

_OTHER_SOURCES = [(one.value, one.label) for one in Source if one is not Source.ROSTER]
_CODES: Mapping[str, Any] = {
    "ethnic_group": EthnicGroup,
    "political_status": PoliticalStatus,
    "education": Education,
}
_HINTS = {
    "phone": PHONE_HINT,
    "address": "写到门牌，如：岳麓区望月湖街道望月社区 3 栋 2 单元 501。",
    "building": "用于按楼栋排列名册，如：望月小区 3 栋。",
    "id_no": "按身份证原件填写 18 位。",
    "retired_on": "如 2008-06，只填年月即可。",
    "work_start_on": "如 1970-03，只填年月即可。",
}
PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "contact": ("更正联系方式与住址", ("phone", "address", "building", "household_address")),
    "identity": (
        "更正身份信息",
        ("name", "sex", "born_on", "id_no", "ethnic_group", "education", "political_status"),
    ),
    "work": (
        "更正工作与档案信息",
        ("work_start_on", "retired_on", "former_unit", "former_post", "party_branch", "archive_no", "archive_place"),
    ),
}


class _VersionedForm(forms.Form):
    """A form on a person: carries the version that the officer saw."""

    lock_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    source = forms.ChoiceField(label="信息来源", choices=_OTHER_SOURCES)


class CorrectionForm(_VersionedForm):
    """Corrects one part of a person's details."""

    since = DayField(label="何时起有效", help_text="不清楚的，填得知的日期。")

    field_order: Sequence[str] = ()

    def __init__(self, *args: Any, part: str, card: PersonCard, today: date, **kwargs: Any) -> None:
        initial = {"lock_version": card.lock_version, "since": today, "source": Source.SELF.value}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.names = PARTS[part][1]
        for name in self.names:
            self.fields[name] = _correction_field(name, card)
        clearable = [(name, FIELD_LABELS[name]) for name in self.names if card.masked.get(name) and name != "id_no"]
        if clearable:
            self.fields["cleared"] = forms.MultipleChoiceField(
                label="删去错误内容", choices=clearable, required=False, widget=forms.CheckboxSelectMultiple,
                help_text="确知现有内容有误、又没有新内容时勾选。",
            )  # fmt: skip
        self.order_fields([*self.names, "cleared", "source", "since"])

    def correction(self) -> Correction:
        """What was filled in."""
        data = self.cleaned_data
        values = {name: data[name] for name in self.names}
        cleared = tuple(name for name in data.get("cleared", ()) if not values.get(name))
        return Correction(values, member_of(Source, data["source"]), data["since"], data["lock_version"], cleared)


def _correction_field(name: str, card: PersonCard) -> forms.Field:
    label, hint = FIELD_LABELS[name], _HINTS.get(name, "")
    if name in {one.value for one in Concealed} or name == "building":
        known = card.masked.get(name)
        hint = f"{hint}现登记：{known}；留空表示不修改。" if known else hint
        return forms.CharField(label=label, required=False, max_length=200, help_text=hint)
    if name == "sex":
        choices = [("男", "男"), ("女", "女")]
        return forms.ChoiceField(label=label, required=False, choices=choices, initial=card.sex)
    if name in _CODES:
        options = [("", "未填"), *((one.value, one.label) for one in _CODES[name])]
        now = next((one.value for one in _CODES[name] if one.label == card.facts.get(name)), "")
        return forms.ChoiceField(label=label, required=False, choices=options, initial=now)
    if name == "name":
        return forms.CharField(label=label, required=False, max_length=60, initial=card.name)
    if name == "born_on":
        return forms.CharField(
            label=label, required=False, max_length=20, initial=card.born_on, help_text="如 1948-06-15。"
        )
    return forms.CharField(
        label=label, required=False, max_length=100, initial=card.facts.get(name, ""), help_text=hint
    )


class DeathForm(_VersionedForm):
    """Records a death."""

    died_on = DayField(label="死亡日期")
    proof = forms.CharField(
        label="依据的证明材料", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="如：死亡医学证明、火化证明、户口注销证明及编号；没有材料的，写明由谁告知、原因。",
    )  # fmt: skip
    field_order: Sequence[str] = ("died_on", "source", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nobody reports the own death.
        told = [choice for choice in _OTHER_SOURCES if choice[0] != Source.SELF.value]
        self.fields["source"].choices = told  # type: ignore[attr-defined]

    def death(self) -> Death:
        """What was filled in."""
        data = self.cleaned_data
        return Death(data["died_on"], member_of(Source, data["source"]), data["proof"], data["lock_version"])


class WithdrawDeathForm(forms.Form):
    """Takes a wrong record of death back."""

    lock_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(label="撤销原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class FormerNameForm(forms.Form):
    """Takes a wrong former name out."""

    name = forms.ChoiceField(label="曾用名", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="删除原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="如：名册录入有误，经核对证件，本人未用过此名。原因加密保存在走访与备注中。",
    )  # fmt: skip

    def __init__(self, *args: Any, names: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = list(names)  # type: ignore[attr-defined]


class MoveForm(_VersionedForm):
    """Records a move inside the city."""

    moved_on = DayField(label="迁居日期")
    address = forms.CharField(label="新的常住地址", max_length=200, help_text=_HINTS["address"])
    building = forms.CharField(label="小区楼栋", max_length=60, required=False, help_text=_HINTS["building"])
    field_order: Sequence[str] = ("moved_on", "place_no", "address", "building", "source")

    def __init__(self, *args: Any, held_by: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_no"] = NamedChoiceField(
            _destinations(without=held_by), label="迁往社区",
            help_text="迁往市外的，选社保经办机构。新社区接收之前，仍由您所在社区管理和服务。",
        )  # fmt: skip
        self.order_fields(self.field_order)

    def move(self) -> Move:
        """What was filled in."""
        data = self.cleaned_data
        return Move(
            data["moved_on"], data["place_no"], data["address"], data["building"], member_of(Source, data["source"]),
            data["lock_version"],
        )  # fmt: skip


def _destinations(*, without: int) -> dict[str, int]:
    """Every community of the city, and the desk for who leaves the city."""
    ends = (DivisionKind.COMMUNITY, DivisionKind.DESK)
    return places().named(row for row in places().rows if row.kind in ends and row.place_no != without)


class NoteForm(forms.Form):
    """A note, a visit or a call."""

    kind = forms.ChoiceField(
        label="类别", choices=[(one.value, one.label) for one in NoteKind], widget=forms.RadioSelect
    )
    occurred_on = DayField(label="日期")
    text = forms.CharField(
        label="内容", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明看到的情况、本人的需要和下一步；内容加密保存，企业看不到。",
    )  # fmt: skip

    def note(self) -> NoteInput:
        """What was filled in."""
        data = self.cleaned_data
        return NoteInput(NoteKind(data["kind"]), data["occurred_on"], data["text"])
