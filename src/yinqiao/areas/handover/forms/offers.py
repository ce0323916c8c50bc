"""Input of the places' pages and of the enterprise's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from yinqiao.areas.handover.types import ContactedWith, ReturnReason
from yinqiao.platform.ui.choices import LongSelect, NamedChoiceField

STATES = (
    ("offered", "待接收"),
    ("accepted", "已接收"),
    ("contacted", "已首次联系"),
    ("uncontacted", "已接收未联系"),
    ("returned", "已退回"),
    ("withdrawn", "已撤回"),
    ("sent", "已送出（含已转出）"),
    ("taken", "曾接收（含已转出）"),
)
Choices = Sequence[tuple[Any, str]]


class _PlaceAndEnterprise(forms.Form):
    """The two choices that every list of people has; they hold what is in the scope."""

    enterprise = forms.TypedChoiceField(
        label="移交企业", required=False, coerce=int, empty_value=None, widget=LongSelect
    )
    place = forms.TypedChoiceField(
        label="社区（街道）", required=False, coerce=int, empty_value=None, widget=LongSelect
    )

    def __init__(self, *args: Any, enterprises: Choices = (), places: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].choices = [("", "全部"), *enterprises]  # type: ignore[attr-defined]
        self.fields["place"].choices = [("", "全部"), *places]  # type: ignore[attr-defined]
        if not places:  # nothing to choose: one community, or an enterprise, which learns no places
            del self.fields["place"]


class WaitingFilter(_PlaceAndEnterprise):
    """Filters of the people who wait."""

    name = forms.CharField(label="姓名", required=False, max_length=40)
    overdue = forms.BooleanField(label="只看逾期", required=False)
    risen = forms.BooleanField(label="只看已上报", required=False)


class ContactFilter(_PlaceAndEnterprise):
    """Filters of the people to be contacted first."""

    due = forms.ChoiceField(
        label="期限", required=False, choices=[("", "全部"), ("overdue", "已逾期"), ("ahead", "未到期")]
    )
    name = forms.CharField(label="姓名", required=False, max_length=40)


class PeopleFilter(_PlaceAndEnterprise):
    """Filters of everybody handed over."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *STATES])
    roster = forms.TypedChoiceField(label="与名册比对", required=False, coerce=UUID, empty_value=None)
    own = forms.BooleanField(label="只看本级（不含下级）", required=False)
    batch = forms.UUIDField(label="移交批次", required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="姓名", required=False, max_length=40)
    field_order = ("enterprise", "place", "own")

    def __init__(self, *args: Any, rosters: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roster"].choices = [("", "不比对"), *rosters]  # type: ignore[attr-defined]
        if "place" not in self.fields:
            del self.fields["own"]
        if not rosters:
            del self.fields["roster"]


class ReturnedFilter(forms.Form):
    """Filters of the people who were returned."""

    reason = forms.ChoiceField(label="退回原因", required=False, choices=[("", "全部"), *ReturnReason.choices()])
    name = forms.CharField(label="姓名", required=False, max_length=40)


class ReturnForm(forms.Form):
    """Why people are returned."""

    reason = forms.ChoiceField(label="退回原因", choices=ReturnReason.choices(), widget=forms.RadioSelect)
    note = forms.CharField(
        label="说明", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="企业会看到这段说明。请勿写身份证号、电话等个人信息。",
    )  # fmt: skip


class RouteForm(forms.Form):
    """Where people at a desk are sent."""

    def __init__(self, *args: Any, places: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = NamedChoiceField(places, label="分派到")


class ContactForm(forms.Form):
    """The first contact: when, and with whom the data were verified."""

    contacted_on = forms.DateField(label="联系日期", widget=forms.DateInput(attrs={"type": "date"}))
    contacted_with = forms.ChoiceField(label="核实对象", choices=ContactedWith.choices(), widget=forms.RadioSelect)
    verified = forms.BooleanField(
        label="已与对方逐项核实身份、住址、电话，并发放联系卡",
        error_messages={"required": "请先核实信息并发放联系卡，再登记首次联系。"},
    )


class AgainForm(forms.Form):
    """The enterprise's answer to a return."""

    note = forms.CharField(
        label="答复", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="社区会看到这段答复，例如：已与本人核实，现住该社区。",
    )  # fmt: skip

    field_order = ("place", "note")

    def __init__(self, *args: Any, places: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = NamedChoiceField(
            places, label="移交到", required=False, help_text="不填则再次移交给原社区。"
        )
        self.order_fields(self.field_order)
