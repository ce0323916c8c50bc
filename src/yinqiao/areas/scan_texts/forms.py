"""Input of the search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from yinqiao.areas.digitised.types import Purpose

_HELP = "几个词用空格隔开，同一页上都有才列出。每个词至少两个汉字；数字和字母写完整，例如“1985”。"


class WordsForm(forms.Form):
    """What stands on the page."""

    words = forms.CharField(
        label="页上的文字", max_length=100, help_text=_HELP,
        widget=forms.TextInput(attrs={"autocomplete": "off"}), error_messages={"required": "请写要查找的文字。"},
    )  # fmt: skip


class SearchForm(WordsForm):
    """Why somebody searches across archives, and for what."""

    purpose = forms.ChoiceField(
        label="检索事由", help_text="每次检索连同事由记入审计。能检索的类别由事由决定。",
        error_messages={"required": "请选择检索的事由。"},
    )  # fmt: skip
    field_order = ("purpose", "words")

    def __init__(self, *args: Any, purposes: Iterable[Purpose], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [("", "请选择"), *((one.code, one.title) for one in purposes)]
        self.fields["purpose"].choices = told  # type: ignore[attr-defined]
