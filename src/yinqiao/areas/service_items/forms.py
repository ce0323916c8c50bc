"""Input of the pages of items: a form for each part of an item. Nothing is refused here but what is no value at all:
a draft is kept as it is, and the validator of item files says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from pydantic import BaseModel

from yinqiao.areas.applications.types import (
    KNOWN,
    OFFICE_OF_ROLE,
    Applicant,
    Check,
    Field,
    FieldKind,
    Item,
    Material,
    Refusal,
    Step,
    effects,
    entrances,
    gates,
)
from yinqiao.areas.service_items.rules import CHECKS, LABELS, MAY, STANDINGS, STATUSES, WHEN
from yinqiao.areas.service_items.types import Origin, Part, Serving, VersionState
from yinqiao.platform.ui.asked import counter_field
from yinqiao.platform.ui.choices import DayField

MOST_ROWS = 40
_ALL: list[tuple[Any, str]] = [("", "全部")]
_CODED = re.compile(r"([a-z][a-z0-9_]{0,31})=(.+)")
_PENDING = [(one.value, one.label) for one in VersionState if one is not VersionState.WITHDRAWN]
_Options = Sequence[tuple[str, str]]


class ItemFilter(forms.Form):
    """What narrows the list of items."""

    words = forms.CharField(label="名称", required=False, max_length=40)
    serving = forms.ChoiceField(label="受理", required=False, choices=[*_ALL, *Serving.choices()])
    origin = forms.ChoiceField(label="来源", required=False, choices=[*_ALL, *Origin.choices()])
    pending = forms.ChoiceField(label="拟定", required=False, choices=[*_ALL, *_PENDING])


class NewItemForm(forms.Form):
    """A new item: what it is called, and whether another one is its pattern."""

    title = forms.CharField(label="事项名称", min_length=2, max_length=40)
    code = forms.CharField(
        label="事项代码", max_length=32, help_text="小写字母、数字和下划线，以字母开头，如 bus_card；定下以后不能改。"
    )
    like = forms.ChoiceField(label="以哪个事项为样本", required=False)

    def __init__(self, *args: Any, items: _Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["like"].choices = [("", "不用样本，从空白开始"), *items]  # type: ignore[attr-defined]


class _PartForm(forms.Form):
    """Values of one part under the names of the file; what is left blank stays blank."""

    use_required_attribute = False
    part: Part
    of: type[BaseModel] = Item

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS[self.part][name]
            # Told beside the label; what is sent is kept without it. Codes are made up, a step may offer nothing more.
            is_needed = name not in ("code", "may") and self.of.model_fields[name].is_required()
            field.required = is_needed and not self.is_bound

    def values(self) -> dict[str, Any]:
        """What was typed, as a draft keeps it."""
        return {name: _kept(value) for name, value in self.cleaned_data.items() if name in self.fields}


def _kept(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _text(hint: str = "", rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(required=False, max_length=600, help_text=hint, widget=widget)


def _one(options: _Options, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(required=False, choices=options, help_text=hint)


def _some(options: _Options, hint: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        required=False, choices=options, widget=forms.CheckboxSelectMultiple, help_text=hint
    )


def _code(hint: str = "留空时自动编。") -> forms.CharField:
    return forms.CharField(required=False, max_length=32, help_text=hint)


class BasicsForm(_PartForm):
    """基本信息."""

    part = Part.BASICS
    title = _text()
    about = _text("两三句话，说明这件事是什么、给谁办。", 3)
    basis = _text("文件名称、文号和条款。", 2)
    standing = _one([*STANDINGS.items()])
    applicants = _some(Applicant.choices())
    statuses = _some([*STATUSES.items()])
    fee = _text("不收费的写“不收费”。")
    result = _text("办结以后申请人看到的话。", 2)
    valid_to = DayField(required=False, help_text="一般不填。填了的，从这一天起本版本不再适用。")
    closed = forms.BooleanField(required=False, help_text="勾选后，从生效日期起不再受理新的申请；正在办的继续办完。")


class OutcomeForm(_PartForm):
    """办结时: what the system does by itself; only what is registered, and what the draft already names."""

    part = Part.OUTCOME
    effects = _some(())
    gates = _some((), "提出申请或者受理时系统核对的事。")
    entrance = _one((), "一般用申请表；有专门页面的，从那里开始。")

    def __init__(self, *args: Any, initial: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, initial=initial, **kwargs)
        hints = [
            f"“{one.label}”需要代码为 {'、'.join(sorted(one.needs))} 的填写项"
            for one in effects().values()
            if one.needs
        ]
        self.fields["effects"].help_text = f"办结时系统自动做的事。{'；'.join(hints)}。" if hints else ""
        for name, known in (
            ("effects", {code: one.label for code, one in effects().items()}),
            ("gates", {code: one.label for code, one in gates().items()}),
            ("entrance", {"": "申请表", **{code: f"专门页面（{code}）" for code in entrances()}}),
        ):
            held = initial.get(name) or ()
            gone = {
                one: f"{one}（本系统已没有）" for one in ([held] if isinstance(held, str) else held) if one not in known
            }
            self.fields[name].choices = [*{**known, **gone}.items()]  # type: ignore[attr-defined]


class FieldRow(_PartForm):
    """One field of the application form."""

    part = Part.FIELD
    of = Field
    label = _text()
    kind = _one([("", "请选择"), *FieldKind.choices()])
    required = forms.BooleanField(required=False, initial=True)
    known = _one([("", "不带出，由申请人填写"), *KNOWN.items()])
    hint = _text("写在输入框下面。")
    choices = forms.CharField(
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="类型为选项的，每行写一个。",
    )
    least = forms.IntegerField(required=False, min_value=0, max_value=1_000_000, help_text="类型为整数的填写。")
    most = forms.IntegerField(required=False, min_value=1, max_value=1_000_000, help_text="文字不填时最多 200 字。")
    code = _code("留空时自动编；办结时自动更正登记的，要用规定的代码。")

    def values(self) -> dict[str, Any]:
        """Choices as a table of codes and words; a field is required unless it says otherwise."""
        told = super().values()
        told["choices"] = choices_of(told.get("choices", ""))
        if told.pop("required", True):
            return told
        return {**told, "required": False}


class MaterialRow(_PartForm):
    """One material."""

    part = Part.MATERIAL
    of = Material
    label = _text()
    when = _one([*WHEN.items()])
    how = _text("不填时为“出示原件”。")
    code = _code()


class CheckRow(_PartForm):
    """One condition that the machine looks at."""

    part = Part.CHECK
    of = Check
    kind = _one([("", "请选择"), *((code, f"{words}多少周岁") for code, words in CHECKS.items())])
    value = forms.IntegerField(required=False, min_value=0, max_value=1000)
    words = _text("以逗号结尾，后面系统会接“申请没有提交”。", 2)
    remedy = _text("", 2)


class StepRow(_PartForm):
    """One step."""

    part = Part.STEP
    of = Step
    title = _text()
    role = _one([("", "请选择"), *OFFICE_OF_ROLE.items()])
    days = forms.IntegerField(required=False, min_value=0, max_value=1000)
    may = _some([*MAY.items()])
    code = _code()


class RefusalRow(_PartForm):
    """One ground of refusal."""

    part = Part.REFUSAL
    of = Refusal
    label = _text("", 2)
    remedy = _text("申请人可以怎么办、向谁反映或申请复议。", 2)
    code = _code()


ROWS: Mapping[Part, type[_PartForm]] = {
    one.part: one for one in (FieldRow, MaterialRow, CheckRow, StepRow, RefusalRow)
}  # fmt: skip


class TextForm(forms.Form):
    """The file itself."""

    text = forms.CharField(
        label="事项文件", max_length=100_000, strip=False, help_text="TOML 格式，写法见《服务事项》说明。整份采用，注释不保留。",
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "false", "class": "mono"}),
    )  # fmt: skip


class ProposeForm(forms.Form):
    """From which day, and why."""

    valid_from = DayField(label="生效日期")
    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, first: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = first
        self.fields["valid_from"].help_text = f"最早 {first:%Y-%m-%d}。从这一天零时起的申请按新版本受理。"


class CounterForm(forms.Form):
    """The fields of an item as the counter asks them; nothing can be sent."""

    use_required_attribute = False

    def __init__(self, *, item: Item) -> None:
        super().__init__()
        for one in item.field:
            known = f"登记信息里的{KNOWN[one.known]}显示在这里，没有变化的不用填。" if one.known else ""
            self.fields[one.code] = counter_field(one, known)
            self.fields[one.code].disabled = True


def choices_of(text: str) -> dict[str, str]:
    """The choices of a field, one a line: its words, or `code=words`; who writes no code gets one."""
    found: dict[str, str] = {}
    for line in filter(None, (one.strip() for one in text.splitlines())):
        coded = _CODED.fullmatch(line)
        number = len(found) + 1
        while not coded and f"option_{number}" in found:
            number += 1
        found[coded[1] if coded else f"option_{number}"] = coded[2].strip() if coded else line
    return found


def initial_of(part: Part, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as its form shows it."""
    told = dict(row)
    if part is Part.FIELD:
        told["choices"] = "\n".join(f"{code}={words}" for code, words in (row.get("choices") or {}).items())
        told["required"] = row.get("required", True)
    return told
