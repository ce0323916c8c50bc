"""Fields of forms that every room asks: a day, and one of hundreds of choices (places, enterprises)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.kernel.pinyin import initials_of

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


class TypeToFind(forms.TextInput):
    """A text box with the names that complete what is typed: any part of one, or the initials of its last part.

    A name goes from the whole to the part: “岳麓区 · 望月湖街道 · 望月社区” is found by 望月 and by wysq.
    """

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.names = names

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The box and its list."""
        listed = f"{(attrs or {}).get('id') or name}-names"
        box = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = "".join(
            f'<option value="{escape(one)}" label="{escape(last)} {initials_of(last)}"></option>'
            for one, last in ((one, _last_part(one)) for one in self.names)
        )
        return format_html('{}<datalist id="{}">{}</datalist>', box, listed, SafeString(options))


class NamedChoiceField(forms.CharField):
    """One of many, chosen by its name from a list that completes what is typed; its value is what the name means.

    The last part of a name is enough where only one name ends so; a name that is not on the list is refused.
    """

    def __init__(self, choices: Mapping[str, Any], *, help_text: str = "", **kwargs: Any) -> None:
        self.choices = choices
        hint = f"输入名称的一部分或拼音首字母，从列表中选择。{help_text}"
        super().__init__(widget=TypeToFind(choices), help_text=hint, **kwargs)

    def clean(self, value: Any) -> Any:
        """What the name means; None where nothing was typed and nothing need be."""
        text = super().clean(value)
        if not text:
            return None
        found = [text] if text in self.choices else [one for one in self.choices if _last_part(one) == text]
        if len(found) != 1:
            raise forms.ValidationError("请从列表中选择，名称须完整。")
        return self.choices[found[0]]


def _last_part(name: str) -> str:
    return name.rsplit(" · ", 1)[-1]


class DayField(forms.DateField):
    """A day, chosen or typed as 2026-03-05."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("error_messages", {"invalid": "请按 2026-03-05 的形式填写日期。"})
        super().__init__(**kwargs)
