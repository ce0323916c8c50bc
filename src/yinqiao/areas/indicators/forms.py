"""Filters of the page of all indicators."""

from __future__ import annotations

from typing import Any

from django import forms

from yinqiao.areas.indicators.rules import THEMES

_ALL: list[tuple[Any, str]] = [("", "全部")]


class StandingFilter(forms.Form):
    """By theme, and those that miss their target."""

    theme = forms.ChoiceField(label="类别", required=False, choices=[*_ALL, *((one, one) for one in THEMES)])
    alarm = forms.ChoiceField(label="目标", required=False, choices=[*_ALL, ("yes", "没有达到目标的")])
