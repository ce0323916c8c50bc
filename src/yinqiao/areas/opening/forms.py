"""What the city fills in about the opening load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from yinqiao.areas.opening.queries import OPENING_FIELDS
from yinqiao.areas.opening.types import (
    Cause,
    DifferenceKind,
    DifferenceState,
    Explanation,
    MappingState,
    RowState,
    RunState,
    Side,
    SignedPaper,
    Told,
    Verdict,
)
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import DayField, LongSelect, NamedChoiceField
from yinqiao.platform.ui.headers import ColumnsForm

Choices = Sequence[tuple[Any, str]]
_ALL = ("", "全部")
_WORDS = "请写明依据，例如文号、核实情况。请勿写身份证号、电话。"


class RunFilter(forms.Form):
    """Filters of the tables of the old system."""

    state = forms.ChoiceField(label="状态", required=False, choices=[_ALL, *RunState.choices()])


class UploadForm(forms.Form):
    """A table of the old system, and what the system is called."""

    system = forms.CharField(
        label="旧系统名称",
        max_length=60,
        help_text="例如：长沙市退休人员管理信息系统。人员页和对账单上按这个名称显示。",
    )
    file = forms.FileField(
        label="人员表文件", widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        help_text="支持 csv（UTF-8 或 GB18030）、xlsx、xls、ods，最大 160 MB。每人一行，须有旧系统编号、姓名、身份证号、"
        "原企业、社区、接收日期。",
    )  # fmt: skip


class OldColumnsForm(ColumnsForm):
    """Which column of the old system's table holds what."""

    def __init__(self, *args: Any, columns: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        labels = {one.name: one.label for one in OPENING_FIELDS}
        super().__init__(*args, columns=columns, labels=labels, noun="文件", **kwargs)


class MappingFilter(forms.Form):
    """Filters of old names."""

    side = forms.ChoiceField(label="种类", required=False, choices=[_ALL, *Side.choices()])
    state = forms.ChoiceField(label="对应情况", required=False, choices=[_ALL, *MappingState.choices()])
    text = forms.CharField(label="旧系统名称", required=False, max_length=60)


class MappingForm(forms.Form):
    """What an old name means here, or why its people stay out."""

    words = forms.CharField(
        label="不入库的原因", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="确定这个名称下的人员都不入库时填写，上面留空。",
    )  # fmt: skip

    def __init__(self, *args: Any, label: str, choices: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"] = NamedChoiceField(choices, label=label, required=False)
        self.order_fields(["target", "words"])

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        target, words = self.cleaned_data.get("target"), (self.cleaned_data.get("words") or "").strip()
        if target and words:
            self.add_error("words", "已选择对应的单位，请不要再填不入库的原因。")
        if not target and not words and not self.errors:
            self.add_error("target", "请选择对应的单位；确定不入库的，请在下面写明原因。")
        return self.cleaned_data


class RowFilter(forms.Form):
    """Filters of rows that do not load."""

    run = forms.ChoiceField(label="批次", required=False)
    state = forms.ChoiceField(label="结果", required=False, choices=[("", "全部未入库"), *RowState.choices()])
    reason = forms.ChoiceField(label="原因", required=False)
    enterprise = forms.ChoiceField(label="旧系统中的企业", required=False, widget=LongSelect)
    place = forms.ChoiceField(label="旧系统中的社区", required=False, widget=LongSelect)

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, listed in choices.items():
            self.fields[name].choices = [_ALL, *listed]  # type: ignore[attr-defined]


class ExplainForm(forms.Form):
    """Why rows do not load."""

    code = forms.ChoiceField(label="说明类别", choices=[("", "请选择"), *Explanation.choices()])
    words = forms.CharField(
        label="说明", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text=_WORDS
    )

    def told(self) -> Told:
        """What was filled in."""
        return Told(member_of(Explanation, self.cleaned_data["code"]), self.cleaned_data["words"])


class VerdictForm(forms.Form):
    """What stands behind differences."""

    code = forms.ChoiceField(label="结论", choices=[("", "请选择"), *Verdict.choices()])
    words = forms.CharField(
        label="说明", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text=_WORDS
    )

    def told(self) -> Told:
        """What was filled in."""
        return Told(member_of(Verdict, self.cleaned_data["code"]), self.cleaned_data["words"])


class ReasonForm(forms.Form):
    """Why a proposal goes back, or a load is taken back."""

    reason = forms.CharField(label="原因", min_length=4, max_length=100, help_text="至少 4 个字，会记入审计。")


class ConfirmForm(forms.Form):
    """The signed paper in the hand of the second officer."""

    number = forms.CharField(label="对账单文号", max_length=60, help_text="签字盖章的对账单上的文号。")
    signed_on = DayField(label="签字日期")
    verified = forms.BooleanField(label="已逐项核对纸质对账单与上面的数字，双方已签字盖章")

    def paper(self) -> SignedPaper:
        """What was filled in."""
        return SignedPaper(self.cleaned_data["number"], self.cleaned_data["signed_on"])


class FigureFilter(forms.Form):
    """By what a reconciliation is grouped, and whether only what is not settled is shown."""

    side = forms.ChoiceField(label="分组", required=False, choices=Side.choices())
    standing = forms.ChoiceField(label="情况", required=False, choices=[_ALL, ("open", "有待处理的")])
    text = forms.CharField(label="旧系统名称", required=False, max_length=60)


class DifferenceFilter(forms.Form):
    """Filters of differences."""

    kind = forms.ChoiceField(label="差异", required=False, choices=[_ALL, *DifferenceKind.choices()])
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "未一致的"), *DifferenceState.choices()]
    )  # fmt: skip
    cause = forms.ChoiceField(label="可能原因", required=False, choices=[_ALL, *Cause.choices()])
    owner = forms.TypedChoiceField(label="由谁处理", required=False, coerce=int, empty_value=None, widget=LongSelect)

    def __init__(self, *args: Any, owners: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [_ALL, *owners]  # type: ignore[attr-defined]


class BeginForm(forms.Form):
    """Which system runs beside this one."""

    system = forms.CharField(label="旧系统名称", max_length=60)


class DailyForm(forms.Form):
    """The table of the old system of today."""

    file = forms.FileField(
        label="旧系统当日人员表", widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        help_text="与存量入库相同的表头，须是旧系统当日的全部人员；只作比对，登记簿不会改变。",
    )  # fmt: skip


class CloseForm(forms.Form):
    """What came of running side by side."""

    words = forms.CharField(
        label="结论", min_length=4, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：两个系统已连续五日一致，自次日起停用旧系统。",
    )  # fmt: skip
