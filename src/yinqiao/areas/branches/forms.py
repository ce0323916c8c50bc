"""Input of the pages of party organisations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from yinqiao.areas.branches.rules import COLUMNS, reasons
from yinqiao.areas.branches.types import (
    CODE_LENGTH,
    MOST_MEMBERS,
    NAME_LENGTH,
    NOTE_LENGTH,
    NUMBER_LENGTH,
    Kind,
    Listing,
    Need,
    Path,
    Role,
    Scan,
    Side,
    Step,
    StepFacts,
)
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import DayField, LongSelect, NamedChoiceField
from yinqiao.platform.ui.eye import PURPOSES

Choices = Sequence[tuple[Any, str]]
# Words for the filters of `queries.FILTERS`; what is listed and not offered the enterprise alone has.
STATES = (
    ("open", "未落实"),
    ("sent", "已提交移交"),
    ("pending", "待签收"),
    ("received", "已签收，待落实"),
    ("signed", "已签收（含已落实）"),
    ("settled", "已落实"),
    ("kept", "暂留企业"),
    ("returned", "已退回企业"),
)
OWN_STATES = (("listed", "待提交"), *STATES, ("dropped", "已作废"))
_BOTH_SEE = "双方都会看到，请勿写个人信息。"


class OrganisationFilter(forms.Form):
    """Filters of organisations."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *STATES])
    owed_by = forms.ChoiceField(label="下一步由谁办理", required=False, choices=[("", "全部"), *Side.choices()])
    path = forms.ChoiceField(label="移交方式", required=False, choices=[("", "全部"), *Path.choices()])
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "全部"), *Kind.choices()])
    enterprise = forms.TypedChoiceField(
        label="移交企业", required=False, coerce=int, empty_value=None, widget=LongSelect
    )
    place = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="名称", required=False, max_length=NAME_LENGTH)

    def __init__(self, *args: Any, enterprises: Choices = (), is_own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].choices = [("", "全部"), *enterprises]  # type: ignore[attr-defined]
        if len(enterprises) < 2:
            del self.fields["enterprise"]
        if is_own:
            self.fields["state"].choices = [("", "全部"), *OWN_STATES]  # type: ignore[attr-defined]


class ListingForm(forms.Form):
    """What the enterprise says of one organisation."""

    name = forms.CharField(label="名称", max_length=NAME_LENGTH, help_text="按批准成立时的全称填写。")
    kind = forms.ChoiceField(label="类别", choices=Kind.choices(), widget=forms.RadioSelect)
    upper = forms.CharField(
        label="上级党组织",
        required=False,
        max_length=NAME_LENGTH,
        help_text="已列入的上级党组织，名称写得一样就会自动归到它下面。",
    )
    members = forms.IntegerField(
        label="党员人数",
        min_value=0,
        max_value=MOST_MEMBERS,
        help_text="双方商定移交的人数；名册中的人数另行统计，不一致会提示。",
    )
    code = forms.CharField(
        label="党组织代码",
        required=False,
        max_length=CODE_LENGTH,
        help_text="全国党员管理信息系统中的代码，不知道的可以不填。",
    )
    activity_place = forms.CharField(label="活动场所", required=False, max_length=NAME_LENGTH)
    role = forms.ChoiceField(label="负责人职务", required=False, choices=[("", "未定"), *Role.choices()])
    secretary = forms.CharField(label="负责人姓名", required=False, max_length=60)
    phone = forms.CharField(label="负责人电话", required=False, max_length=20)

    def __init__(self, *args: Any, is_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = "加密保存，查看须写明用途。" + ("不填则保持原来的登记。" if is_change else "")
        for name in ("secretary", "phone"):
            self.fields[name].help_text = words

    def listing(self) -> Listing:
        """What was filled in."""
        data = self.cleaned_data
        return Listing(
            data["name"], member_of(Kind, data["kind"]), data["upper"], data["members"], data["code"],
            data["activity_place"], member_of(Role, data["role"]) if data["role"] else None, data["secretary"], data["phone"],
        )  # fmt: skip


class AddForm(ListingForm):
    """One organisation, and whose it is."""

    field_order = ["enterprise"]

    def __init__(self, *args: Any, enterprises: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _add_enterprise(self, enterprises)
        self.order_fields(self.field_order)


class PasteForm(forms.Form):
    """Lines from a sheet."""

    field_order = ["enterprise", "lines"]
    lines = forms.CharField(
        label="粘贴内容", widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}), max_length=60_000,
        help_text=f"在表格中选中这几列后复制、粘贴：{'、'.join(COLUMNS)}。后面没有的列可以不填。",
    )  # fmt: skip

    def __init__(self, *args: Any, enterprises: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _add_enterprise(self, enterprises)
        self.order_fields(self.field_order)


def _add_enterprise(form: forms.Form, enterprises: Mapping[int, str]) -> None:
    """Whose it is; nobody is asked who has one enterprise alone."""
    only = len(enterprises) == 1
    form.fields["enterprise"] = forms.TypedChoiceField(
        label="企业", coerce=int, choices=list(enterprises.items()), initial=next(iter(enterprises), None),
        widget=forms.HiddenInput if only else LongSelect,
    )  # fmt: skip


class OfferForm(forms.Form):
    """What becomes of organisations, and where they go."""

    path = forms.ChoiceField(label="移交方式", choices=Path.choices(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = NamedChoiceField(
            places, label="接收单位",
            help_text="接收的市、区县、街道（乡镇）或社区党组织；撤销和暂留的，填党员所在地负责联系的单位。",
        )  # fmt: skip

    def chosen_path(self) -> Path:
        """The chosen path."""
        return member_of(Path, self.cleaned_data["path"])


class ReturnForm(forms.Form):
    """Why organisations go back."""

    reason = forms.ChoiceField(label="退回原因", widget=forms.RadioSelect)
    note = forms.CharField(
        label="说明", required=False, max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"企业会看到这段说明。{_BOTH_SEE}",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(one.code, one.label) for one in reasons().values()]
        self.fields["reason"].choices = words  # type: ignore[attr-defined]


def _field(need: Need, label: str, *, is_required: bool) -> forms.Field:
    """The field of what may be told of a step."""
    if need in (Need.DONE_ON, Need.NEXT_ON):
        return DayField(label=label, required=is_required)
    if need is Need.NOTE:
        area = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(
            label=label, required=is_required, max_length=NOTE_LENGTH, widget=area, help_text=_BOTH_SEE
        )  # fmt: skip
    lengths = {Need.NUMBER: NUMBER_LENGTH, Need.CODE: CODE_LENGTH, Need.PHONE: 20, Need.SECRETARY: 60}
    return forms.CharField(label=label, required=is_required, max_length=lengths.get(need, NAME_LENGTH))


class StepForm(forms.Form):
    """What is told of one step: the fields that this step needs or may have, called as its paper calls them."""

    def __init__(self, *args: Any, step: Step, is_correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for need in Need:
            if need in step.needs or need in step.may:
                is_left = is_correction and need is Need.SECRETARY
                self.fields[need.value] = _field(need, step.word(need), is_required=need in step.needs and not is_left)
        if is_correction and "secretary" in self.fields:
            self.fields["secretary"].help_text = "不填则保持原来的登记。"
        if step.has_scan:
            self.fields["scan"] = forms.FileField(
                label="批复扫描件", required=False,
                help_text="PDF、JPG 或 PNG，不超过 20 MB；手边没有的可以以后在“更正”中补交。",
            )  # fmt: skip

    def facts(self) -> StepFacts:
        """What was filled in."""
        data = self.cleaned_data
        scan = data.get("scan")
        told = {need.value: data.get(need.value) or "" for need in Need if need not in (Need.DONE_ON, Need.NEXT_ON)}
        return StepFacts(
            done_on=data["done_on"], next_on=data.get("next_on"), scan=Scan(scan, scan.name) if scan else None, **told
        )  # fmt: skip


class DueStepForm(StepForm):
    """The step that is due, with its code and version as the officer saw them."""

    step = forms.CharField(max_length=32, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, step=step, **kwargs)


class ChangeForm(ListingForm):
    """What is said of an organisation, with its version as the officer saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class LinkForm(forms.Form):
    """Which organisation a branch of a roster is."""

    organisation = forms.TypedChoiceField(label="对应的党组织", widget=forms.RadioSelect)

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = list(organisations)  # type: ignore[attr-defined]


class PurposeForm(forms.Form):
    """What a contact is looked at for."""

    purpose = forms.ChoiceField(label="查看用途", choices=[(one, one) for one in PURPOSES], help_text="将记入审计。")
