"""Input of the pages of 外来信息."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from yinqiao.areas.intake.services import REFUSALS
from yinqiao.areas.intake.types import Basis, InwardType, Letter, MessageState, NewSource, Reason, SourceKind
from yinqiao.kernel.labels import Labelled
from yinqiao.platform.ui.choices import LongSelect

_ALL: list[tuple[Any, str]] = [("", "全部")]
_KINDS = (
    Reason.NAME_DIFFERS, Reason.WEAK_DEATH, Reason.ALIVE_LATER, Reason.DEATH_DAY, Reason.AFTER_DEATH,
    Reason.BEFORE_BIRTH, Reason.LOWER_RANK, Reason.HIGHER_OLDER, Reason.NUMBER_TAKEN, Reason.CHANGED_SINCE,
    Reason.SAME_DAY, Reason.ITEM_UNKNOWN, Reason.ITEM_ENDED, Reason.NOT_IN_GROUP, Reason.AGREEMENT_DIFFERS,
)  # fmt: skip
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DisputeFilter(forms.Form):
    """Filters of the claims; those that are open unless told otherwise."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "待核实"), ("all", "全部")])
    kind = forms.ChoiceField(label="事由", required=False, choices=[*_ALL, *((one.value, one.label) for one in _KINDS)])
    rises = forms.ChoiceField(
        label="已满期限", required=False, choices=[*_ALL, ("street", "转街道督办"), ("district", "转区县督办")]
    )
    name = forms.CharField(label="姓名", required=False, max_length=40)


class MessageFilter(forms.Form):
    """Filters of the messages."""

    source = forms.ChoiceField(label="来源", required=False, widget=LongSelect)
    state = forms.ChoiceField(label="结果", required=False, choices=[*_ALL, *MessageState.choices()])
    event = forms.CharField(label="来源编号", required=False, max_length=100)

    def __init__(self, *args: Any, sources: Sequence[tuple[Any, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [*_ALL, *sources]  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """Why a claim is not taken, and what there is to say about it."""

    reason = forms.ChoiceField(
        label="不采用的原因", required=False, choices=[("", "请选择"), *((one.value, one.label) for one in REFUSALS)],
        help_text="采用或请来源核对时不必选择；来源会看到。",
    )  # fmt: skip
    note = forms.CharField(
        label="核实情况", required=False, max_length=200, help_text="例如：已入户核实、已与家属通话。"
    )


class SourceForm(forms.Form):
    """A source as it is registered."""

    name = forms.CharField(label="单位名称", max_length=100)
    kind = forms.ChoiceField(label="类别", choices=SourceKind.choices())
    code = forms.CharField(
        label="来源标识", max_length=60, help_text="小写字母、数字和短横线，例如 changsha-police；登记后不能改。"
    )
    types = forms.MultipleChoiceField(label="可报告的信息类型", widget=forms.CheckboxSelectMultiple)
    basis_document = forms.CharField(
        label="依据文件", max_length=120, help_text="法律、法规或信息共享协议的名称和文号。"
    )
    basis_article = forms.CharField(label="条款", max_length=60)
    basis_from = forms.DateField(label="依据起始日期", widget=_DAY)
    basis_to = forms.DateField(
        label="依据终止日期", required=False, widget=_DAY, help_text="不含当日；长期有效的不填。"
    )
    key = forms.ChoiceField(
        label="接口凭据", required=False, widget=LongSelect, help_text="凭据由账户管理员发放；只发纸质函件的单位不选。"
    )
    rate = forms.IntegerField(label="每分钟上限（条）", initial=6000, min_value=1)
    silent_days = forms.IntegerField(
        label="应有信息的间隔（日）", initial=7, min_value=1, max_value=366, help_text="超过这些日没有信息，页面提示。"
    )

    def __init__(
        self, *args: Any, types: Sequence[InwardType], keys: Sequence[tuple[UUID, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["types"].choices = [(one.code, f"{one.title}（{one.code}）") for one in types]  # type: ignore[attr-defined]
        self.fields["key"].choices = [("", "无（只收纸质函件）"), *((str(pk), label) for pk, label in keys)]  # type: ignore[attr-defined]

    def source(self) -> NewSource:
        """What was typed."""
        given = self.cleaned_data
        basis = Basis(given["basis_document"], given["basis_article"], given["basis_from"], given["basis_to"])
        return NewSource(
            given["name"], SourceKind(given["kind"]), given["code"], tuple(given["types"]), basis, given["rate"],
            given["silent_days"], UUID(given["key"]) if given["key"] else None,
        )  # fmt: skip


class KeyForm(forms.Form):
    """Another key for a source."""

    key = forms.ChoiceField(label="接口凭据", required=False, widget=LongSelect)

    def __init__(self, *args: Any, keys: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [("", "无（只收纸质函件）"), *((str(pk), label) for pk, label in keys)]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why a source is paused, resumed, released or shut."""

    reason = forms.CharField(label="说明", max_length=200)


def _shape_of(name: str, told: Any) -> tuple[Any, dict[str, Any]]:
    """How a field of a message is asked for: a day, one of a closed list in its words, or a text."""
    if name in ("died_on", "since"):
        return forms.DateField, {"widget": _DAY}
    if isinstance(told, type) and issubclass(told, Labelled):
        return forms.ChoiceField, {"choices": [("", "请选择"), *told.choices()], "help_text": ""}
    return forms.CharField, {"max_length": 200}


class LetterForm(forms.Form):
    """What an office wrote: the letter, and what it says in the fields of the type."""

    number = forms.CharField(label="函号", max_length=60)
    written_on = forms.DateField(label="函件日期", widget=_DAY)
    scan = forms.FileField(label="函件扫描件", required=False, help_text="PDF、JPG 或 PNG，至多 20 MB。")

    def __init__(self, *args: Any, kind: InwardType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told = list(kind.schema.model_fields)
        for name, field in kind.schema.model_fields.items():
            label, _, hint = (field.description or name).partition("，")
            shape, more = _shape_of(name, field.annotation)
            self.fields[name] = shape(**{"label": label, "required": field.is_required(), "help_text": hint, **more})

    def data_told(self) -> dict[str, Any]:
        """What the letter says, as an event would say it."""
        found = {}
        for name in self.told:
            value = self.cleaned_data[name]
            if value:
                found[name] = value.isoformat() if hasattr(value, "isoformat") else value
        return found

    def letter(self, scan_id: UUID | None) -> Letter:
        """The letter itself."""
        return Letter(self.cleaned_data["number"].strip(), self.cleaned_data["written_on"], scan_id)
