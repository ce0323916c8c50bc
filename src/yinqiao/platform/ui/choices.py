"""Fields of forms that every room asks: a day, and a select of hundreds of choices (places, enterprises)."""

from __future__ import annotations

from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

PHONE_HINT = "11 位手机号，或带区号的固定电话，如 0731-88880000。"


class LongSelect(forms.Select):
    """Like `forms.Select` without groups, its options written in one go: a template for each takes a second for 2,000."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The element with its options, the chosen one marked."""
        chosen = set(self.format_value(value))
        options = "".join(
            f'<option value="{escape(str(key))}"{" selected" if str(key) in chosen else ""}>{escape(str(label))}</option>'
            for key, label in self.choices
        )
        attributes = flatatt({**self.build_attrs(self.attrs, attrs), "name": name})
        return format_html("<select{}>{}</select>", attributes, SafeString(options))


class DayField(forms.DateField):
    """A day, chosen or typed as 2026-03-05."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("error_messages", {"invalid": "请按 2026-03-05 的形式填写日期。"})
        super().__init__(**kwargs)
