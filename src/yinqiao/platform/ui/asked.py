"""A field that data describes, as a form at a counter asks it: the same form where it is filled in and where it is previewed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django import forms

from yinqiao.platform.ui.choices import DayField


class AskedField(Protocol):
    """What the data say of it; `kind` is `text`, `phone`, `day`, `choice`, `number` or another that is typed."""

    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int: ...
    @property
    def choices(self) -> Mapping[str, str]: ...
    @property
    def hint(self) -> str: ...


def counter_field(one: AskedField, known: str) -> forms.Field:
    """The field; `known` says what stands where it is left blank: nobody types what we know."""
    told: dict[str, Any] = {"label": one.label, "required": one.required and not known, "help_text": known + one.hint}
    if one.kind == "choice":
        return forms.ChoiceField(**told, choices=[*one.choices.items()], widget=forms.RadioSelect)
    if one.kind == "day":
        return DayField(**told)
    if one.kind == "number":
        return forms.IntegerField(**told, min_value=one.least, max_value=one.most)
    if one.kind == "text" and one.most > 300:
        return forms.CharField(**told, max_length=one.most, widget=forms.Textarea(attrs={"rows": 4}))
    return forms.CharField(**told, max_length=one.most if one.kind in ("text", "community") else 40)
