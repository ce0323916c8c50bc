"""Input of the pages of assets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from yinqiao.areas.assets.rules import needs_area, return_words
from yinqiao.areas.assets.types import (
    MOST_AREA,
    NUMBER_LENGTH,
    AssetKind,
    Condition,
    HandoverPath,
    Need,
    PathStep,
    ReturnReason,
    Side,
    StepFacts,
    Survey,
)
from yinqiao.areas.lists.types import RowState
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import DayField, LongSelect, NamedChoiceField

Choices = Sequence[tuple[Any, str]]
# Words for the filters of `queries.ASSET_FILTERS`.
STATES = (
    ("waiting", "待现场核实"),
    ("surveyed", "已核实，办理中"),
    ("returned", "已退回企业"),
    ("open", "未办结（含退回）"),
    ("pending", "待核实、办理中（不含退回）"),
    ("settled", "已办结（含留企）"),
    ("handed_over", "已移交"),
    ("shared", "共享使用"),
    ("leased", "租赁使用"),
    ("received", "由属地使用（以上三项）"),
    ("stayed", "留企"),
)
_ANSWERS = (("yes", "同意"), ("no", "不同意，按原方式办理"))


class RowFilter(forms.Form):
    """Filters of a list's rows."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *RowState.choices()])
    asset_no = forms.CharField(label="资产编号", required=False, max_length=NUMBER_LENGTH)


class AssetFilter(forms.Form):
    """Filters of assets."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *STATES])
    owed_by = forms.ChoiceField(
        label="下一步由谁办理", required=False,
        choices=[("", "全部"), (Side.ENTERPRISE.value, Side.ENTERPRISE.label), (Side.PLACE.value, Side.PLACE.label)],
    )  # fmt: skip
    path = forms.ChoiceField(label="移交方式", required=False, choices=[("", "全部"), *HandoverPath.choices()])
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "全部"), *AssetKind.choices()])
    enterprise = forms.TypedChoiceField(
        label="移交企业", required=False, coerce=int, empty_value=None, widget=LongSelect
    )
    list = forms.UUIDField(label="清单", required=False, widget=forms.HiddenInput)
    asset_no = forms.CharField(label="资产编号", required=False, max_length=NUMBER_LENGTH)
    text = forms.CharField(label="名称或地址", required=False, max_length=60)

    def __init__(self, *args: Any, enterprises: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].choices = [("", "全部"), *enterprises]  # type: ignore[attr-defined]
        if len(enterprises) < 2:
            del self.fields["enterprise"]


class FigureFilter(forms.Form):
    """Whose figures are shown."""

    enterprise = forms.TypedChoiceField(
        label="移交企业", required=False, coerce=int, empty_value=None, widget=LongSelect
    )

    def __init__(self, *args: Any, enterprises: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].choices = [("", "全部"), *enterprises]  # type: ignore[attr-defined]


class ReceiverForm(forms.Form):
    """Who shall receive the assets of a list."""

    def __init__(self, *args: Any, places: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = NamedChoiceField(
            places, label="接收单位", help_text="实际接收和管理资产的市、区县或街道（乡镇）。"
        )


class UndoForm(forms.Form):
    """Why a submitted list is taken back."""

    reason = forms.CharField(
        label="撤回原因", min_length=2, max_length=100, help_text="写入审计记录，例如：清单版本有误。"
    )


class SurveyForm(forms.Form):
    """What was found on the spot."""

    area = forms.DecimalField(
        label="核实的建筑面积（平方米）",
        required=False,
        min_value=0,
        max_value=MOST_AREA,
        max_digits=12,
        decimal_places=2,
        help_text="按实测填写；现场没有找到的可以不填。",
    )
    condition = forms.ChoiceField(label="现场状况", choices=Condition.choices(), widget=forms.RadioSelect)
    is_separable = forms.ChoiceField(
        label="能否与其他房产分割、单独使用", choices=[("yes", "能"), ("no", "不能")], widget=forms.RadioSelect,
        help_text="不能分割的，不能无偿划转；可以提议改为共享使用或租赁。",
    )  # fmt: skip
    note = forms.CharField(
        label="差异和情况", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="面积与清单不同或状况不是完好的，须写明。双方都会看到，请勿写个人信息。",
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_area(kind):
            del self.fields["area"]

    def survey(self) -> Survey:
        """What was filled in."""
        data = self.cleaned_data
        return Survey(
            data.get("area"), Condition(data["condition"]), data["is_separable"] == "yes", data["note"]
        )  # fmt: skip


class ReturnForm(forms.Form):
    """Why an asset goes back."""

    reason = forms.ChoiceField(label="退回原因", widget=forms.RadioSelect)
    note = forms.CharField(
        label="说明", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="企业会看到这段说明，请勿写个人信息。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words: Iterable[tuple[str, str]] = ((one.value, text) for one, text in return_words().items())
        self.fields["reason"].choices = list(words)  # type: ignore[attr-defined]

    def chosen_reason(self) -> ReturnReason:
        """The chosen reason."""
        return ReturnReason(self.cleaned_data["reason"])


class StepForm(forms.Form):
    """What is told of one step: the fields that this step needs, called as its paper calls them."""

    def __init__(self, *args: Any, step: PathStep, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made: Mapping[Need, Any] = {
            Need.NUMBER: lambda label: forms.CharField(label=label, max_length=100),
            Need.DONE_ON: lambda label: DayField(label=label),
            Need.UNTIL: lambda label: DayField(label=label),
            Need.AMOUNT: lambda label: forms.DecimalField(label=label, max_digits=14, decimal_places=2),
            Need.NOTE: lambda label: forms.CharField(
                label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
            ),
        }  # fmt: skip
        for need in Need:
            if need in step.needs:
                self.fields[need.value] = made[need](step.labels.get(need.value, need.label))
        if Need.NOTE not in step.needs:
            self.fields["note"] = made[Need.NOTE](Need.NOTE.label)
            self.fields["note"].required = False
        self.fields["note"].help_text = "双方都会看到，请勿写个人信息。"

    def facts(self) -> StepFacts:
        """What was filled in."""
        data = self.cleaned_data
        return StepFacts(
            data["done_on"], data.get("number", ""), data.get("until"), data.get("amount"), data.get("note", "")
        )  # fmt: skip


class DueStepForm(StepForm):
    """The step that is due, with its code as the officer saw it."""

    step = forms.CharField(max_length=32, widget=forms.HiddenInput)


class PathForm(forms.Form):
    """Another path, and why."""

    path = forms.ChoiceField(label="改为", widget=forms.RadioSelect)
    why = forms.CharField(
        label="理由", min_length=2, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="对方据此答复，请勿写个人信息。",
    )  # fmt: skip

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["path"].choices = [  # type: ignore[attr-defined]
            one for one in HandoverPath.choices() if one[0] != now
        ]

    def chosen_path(self) -> HandoverPath:
        """The chosen path."""
        return member_of(HandoverPath, self.cleaned_data["path"])


class AnswerForm(forms.Form):
    """Whether the other side agrees; the proposal as it was read comes along."""

    path = forms.ChoiceField(choices=HandoverPath.choices(), widget=forms.HiddenInput)
    answer = forms.ChoiceField(label="答复", choices=_ANSWERS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, is_own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:
            self.fields["answer"].choices = [("no", "收回这项提议")]  # type: ignore[attr-defined]

    def chosen_path(self) -> HandoverPath:
        """The proposal that was read."""
        return member_of(HandoverPath, self.cleaned_data["path"])
