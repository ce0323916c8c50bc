"""Input of the pages of 部门报送."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from pydantic import ValidationError

from yinqiao.areas.intake.types import InwardType, MessageState
from yinqiao.kernel.labels import Labelled

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ToldFilter(forms.Form):
    """Filters of what was told."""

    state = forms.ChoiceField(label="结果", required=False, choices=[("", "全部"), *MessageState.choices()])
    waits = forms.ChoiceField(
        label="待处理",
        required=False,
        choices=[
            ("", "全部"),
            ("mend", "未接收，待改正"),
            ("asked", "社区请本单位核对"),
            ("explained", "已说明，待决定"),
        ],
    )
    event = forms.CharField(label="来源编号", required=False, max_length=100)


class TellForm(forms.Form):
    """What is told, field by field in the words of its type."""

    def __init__(self, *args: Any, kind: InwardType, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.today = kind, today
        for name, field in kind.schema.model_fields.items():
            label, _, hint = (field.description or name).partition("，")
            shape, more = _shape_of(field.annotation, is_day=name in ("died_on", "since") or name.endswith("_on"))
            usual = {"label": label, "required": field.is_required(), "help_text": hint}
            self.fields[name] = shape(**{**usual, **more})

    def clean(self) -> dict[str, Any]:
        """What the type's own check would refuse stands beside its field; all else is the act's to say."""
        try:
            self.kind.schema.model_validate(self.told(), context={"today": self.today})
        except ValidationError as problem:
            named = {str(one["loc"][0]) for one in problem.errors(include_input=False) if one["loc"]} & set(self.fields)
            for name in named - set(self.errors):
                self.add_error(name, "不符合要求，没有登记。请核对后重新填写。")
        return self.cleaned_data

    def repeated(self) -> list[tuple[str, str]]:
        """What was typed in words, for the page that asks once more; what was left empty says so."""
        found = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            choices: Any = getattr(field, "choices", ())
            shown = dict(choices).get(value, value) if value else ""
            found.append((str(field.label), value.isoformat() if isinstance(value, date) else str(shown or "未填")))
        return found

    def told(self) -> dict[str, Any]:
        """What was typed, as an event says it; what was left empty is not said."""
        return {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in self.cleaned_data.items()
            if value
        }


def _shape_of(told: Any, *, is_day: bool) -> tuple[Any, dict[str, Any]]:
    if is_day:
        return forms.DateField, {"widget": _DAY}
    if isinstance(told, type) and issubclass(told, Labelled):
        return forms.ChoiceField, {"choices": [("", "请选择"), *told.choices()], "help_text": ""}
    return forms.CharField, {"max_length": 200}


class TakeBackForm(forms.Form):
    """Why a message is taken back."""

    reason = forms.CharField(
        label="撤回原因",
        min_length=4,
        max_length=100,
        help_text="至少 4 个字，办理社区会看到。请不要写身份证号、住址等个人信息。",
    )


class ExplainForm(forms.Form):
    """What the office says to a claim that is questioned, and the paper that bears it out."""

    words = forms.CharField(
        label="核对情况", min_length=4, max_length=500, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明怎样核对、结果如何，至少 4 个字。请不要写身份证号、住址等个人信息。",
    )  # fmt: skip
    paper = forms.FileField(label="证明材料", required=False, help_text="可不附。PDF、JPG 或 PNG，至多 20 MB。")


class AnswerFilter(forms.Form):
    """Filters of what offices said."""

    read = forms.ChoiceField(label="查看", required=False, choices=[("", "全部"), ("no", "还没有查看")])
    name = forms.CharField(label="姓名", required=False, max_length=40)
