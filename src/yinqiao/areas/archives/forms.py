"""Input of the pages of archives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from yinqiao.areas.archives.rules import absence_reasons
from yinqiao.areas.archives.types import (
    CODE_LENGTH,
    MOST_CODES,
    NOTE_LENGTH,
    Absence,
    CatalogueState,
    Damage,
    Tally,
)
from yinqiao.areas.lists.types import RowState
from yinqiao.platform.ui.choices import LongSelect, NamedChoiceField

Choices = Sequence[tuple[Any, str]]
# Words for the filters of `queries.ARCHIVE_FILTERS`.
STATES = (
    ("pending", "待接收"),
    ("waiting", "待清点"),
    ("counted", "已清点（含已接收）"),
    ("received", "已接收"),
    ("missing", "缺少"),
    ("stated", "无卷说明待确认"),
    ("explained", "双方确认无卷"),
    ("due", "应移交（不含确认无卷）"),
    ("open", "未清点（含缺少）"),
    ("damaged", "破损"),
)


class RowFilter(forms.Form):
    """Filters of a catalogue's rows."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *RowState.choices()])
    archive_no = forms.CharField(label="档号", required=False, max_length=CODE_LENGTH)


class ReceiverForm(forms.Form):
    """Who shall receive the archives of a catalogue."""

    def __init__(self, *args: Any, places: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = NamedChoiceField(
            places, label="接收单位", help_text="实际接收档案的市、区县、街道（乡镇）或社保经办机构。"
        )


class UndoForm(forms.Form):
    """Why a submitted catalogue is taken back."""

    reason = forms.CharField(
        label="撤回原因", min_length=2, max_length=100, help_text="写入审计记录，例如：目录版本有误。"
    )


class CatalogueFilter(forms.Form):
    """Filters of the catalogues at a place."""

    state = forms.ChoiceField(
        label="状态", required=False,
        choices=[("", "全部"), ("todo", "待清点和清点中"),
                 *(one for one in CatalogueState.choices() if one[0] not in ("sending", "taken_back"))],
    )  # fmt: skip
    enterprise = forms.TypedChoiceField(
        label="移交企业", required=False, coerce=int, empty_value=None, widget=LongSelect
    )

    def __init__(self, *args: Any, enterprises: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].choices = [("", "全部"), *enterprises]  # type: ignore[attr-defined]


class ArchiveFilter(forms.Form):
    """Filters of archives."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *STATES])
    enterprise = forms.TypedChoiceField(
        label="移交企业", required=False, coerce=int, empty_value=None, widget=LongSelect
    )
    catalogue = forms.UUIDField(label="目录", required=False, widget=forms.HiddenInput)
    place = forms.IntegerField(label="接收单位", required=False, widget=forms.HiddenInput)
    archive_no = forms.CharField(label="档号", required=False, max_length=CODE_LENGTH)
    box_no = forms.CharField(label="盒号", required=False, max_length=CODE_LENGTH)
    name = forms.CharField(label="姓名", required=False, max_length=40)

    def __init__(self, *args: Any, enterprises: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].choices = [("", "全部"), *enterprises]  # type: ignore[attr-defined]
        if len(enterprises) < 2:
            del self.fields["enterprise"]


class ScanForm(forms.Form):
    """What a bar-code gun types, Enter at its end; it takes the focus, so that nobody needs a mouse."""

    code = forms.CharField(
        label="条形码或档号", max_length=200, strip=True, help_text="用扫描枪扫描封面条形码，或键入档号后按回车。",
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off", "class": "scan-field"}),
    )  # fmt: skip


class CodesForm(forms.Form):
    """What a bar-code gun has kept, one code a line."""

    codes = forms.CharField(
        label="条形码或档号", strip=False, widget=forms.Textarea(attrs={"rows": 14, "autocomplete": "off"}),
        help_text=f"每行一个，一次最多 {MOST_CODES:,} 行；空行不计，重复的只计一次。",
    )  # fmt: skip


class DamageForm(forms.Form):
    """An archive's condition."""

    is_damaged = forms.BooleanField(label="这一卷有破损", required=False, initial=True)
    note = forms.CharField(
        label="破损情况", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：封面脱落，末页缺角。双方在清单上都会看到，请勿写个人信息。",
    )  # fmt: skip

    def damage(self) -> Damage:
        """What was filled in."""
        return Damage(self.cleaned_data["is_damaged"], self.cleaned_data["note"])


class AbsenceForm(forms.Form):
    """Why there is no volume where the catalogue lists one."""

    reason = forms.ChoiceField(label="原因", widget=forms.RadioSelect)
    office = forms.CharField(
        label="实际保管单位", required=False, max_length=100, help_text="由其他单位保管的必填，写单位全称。"
    )
    note = forms.CharField(
        label="依据", required=False, max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="从未建档、已销毁的必填，例如：销毁记录的文号和日期。接收单位会看到，请勿写个人信息。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(one.code, one.label) for one in absence_reasons().values()]
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]

    def absence(self) -> Absence:
        """What was filled in."""
        return Absence(self.cleaned_data["reason"], self.cleaned_data["note"], self.cleaned_data["office"])


class AnswerForm(forms.Form):
    """Why a statement is not agreed to, or an agreement is taken back."""

    note = forms.CharField(
        label="理由", max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="移交企业会看到。请勿写身份证号、电话等个人信息。",
    )  # fmt: skip


class FinishForm(forms.Form):
    """The figures that the officer has read, and that they hold."""

    due = forms.IntegerField(widget=forms.HiddenInput)
    counted = forms.IntegerField(widget=forms.HiddenInput)
    open = forms.IntegerField(widget=forms.HiddenInput)
    damaged = forms.IntegerField(widget=forms.HiddenInput)
    missing = forms.IntegerField(widget=forms.HiddenInput)
    extra = forms.IntegerField(widget=forms.HiddenInput)
    verified = forms.BooleanField(
        label="已与移交企业经办人当面核对上述差异",
        error_messages={"required": "请先与移交企业经办人核对差异。"},
    )

    def tally(self) -> Tally:
        """The figures as they were read; before the end nothing is explained."""
        return Tally(**{name: self.cleaned_data[name] for name in Tally.__dataclass_fields__ if name in self.fields})
