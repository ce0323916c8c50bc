"""Input of the pages of rules: one field for each value that a city may set."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from yinqiao.areas.local_rules.types import Draft, Held, Standing
from yinqiao.platform.rulebook import Leaf

_ALL: list[tuple[Any, str]] = [("", "全部")]
_DAY = {"type": "date"}
_WORDS = forms.Textarea(attrs={"rows": 3})


class RuleFilter(forms.Form):
    """What narrows the list of rules."""

    words = forms.CharField(label="名称", required=False, max_length=40)
    held = forms.ChoiceField(label="适用", required=False, choices=[*_ALL, *Held.choices()])
    standing = forms.ChoiceField(label="依据", required=False, choices=[*_ALL, *Standing.choices()])
    waiting = forms.ChoiceField(label="待批准", required=False, choices=[*_ALL, ("yes", "有版本待批准")])


class DraftForm(forms.Form):
    """拟定: the values, from which day, by which document and why."""

    valid_from = forms.DateField(label="生效日期", widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    basis = forms.CharField(
        label="依据文件", max_length=200, help_text="文件名称和文号；本单位研究决定的，写明会议和日期。"
    )
    reason = forms.CharField(label="理由", max_length=500, widget=_WORDS)

    def __init__(self, *args: Any, leaves: list[Leaf], shipped: dict[str, str], first: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaves = leaves
        for one in leaves:
            self.fields[f"v-{one.path}"] = _field(one, f"随系统提供：{shipped[one.path]}")
        self.order_fields([*(f"v-{one.path}" for one in leaves), "valid_from", "basis", "reason"])
        self.fields["valid_from"].initial = first
        self.fields["valid_from"].help_text = f"最早 {first:%Y-%m-%d}。规则只对生效以后办理的事项起作用。"

    def draft(self, rule_id: str) -> Draft:
        """What was typed."""
        given = self.cleaned_data
        values = {one.path: given[f"v-{one.path}"] for one in self.leaves}
        return Draft(rule_id, values, given["valid_from"], given["basis"], given["reason"])


def _field(leaf: Leaf, hint: str) -> forms.Field:
    told: dict[str, Any] = {"label": leaf.label, "initial": leaf.value, "help_text": hint}
    if leaf.kind is bool:
        return forms.TypedChoiceField(
            choices=[("True", "是"), ("False", "否")], coerce=lambda text: text == "True",
            **{**told, "initial": str(leaf.value)},
        )  # fmt: skip
    if leaf.kind is date:
        return forms.DateField(widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"), **told)
    if leaf.kind is str:
        return forms.ChoiceField(choices=leaf.choices, **told)
    return forms.IntegerField(min_value=leaf.least, max_value=1_000_000_000, **told)
