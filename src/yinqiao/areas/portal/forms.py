"""What a retiree types at the entrance: as few fields as can be, each forgiving."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from yinqiao.areas.portal.types import Person
from yinqiao.kernel.phone import PhoneKind, parse_phone
from yinqiao.kernel.text import normalise_code

_DIGITS = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "12"}


class PhoneForm(forms.Form):
    """The mobile number; spaces, full-width digits and +86 do no harm."""

    phone = forms.CharField(
        label="您的手机号",
        max_length=30,
        error_messages={"required": "请填写您的手机号。"},
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel-national", "maxlength": "30"}),
    )

    def clean_phone(self) -> str:
        """In normal form."""
        read = parse_phone(self.cleaned_data["phone"])
        if read.value is None or read.kind is not PhoneKind.MOBILE:
            raise forms.ValidationError("手机号是 11 位数字，请核对后再填。")
        return read.value


class CodeForm(forms.Form):
    """The six digits, and whether this is the own device."""

    code = forms.CharField(
        label="短信里的 6 位数字",
        max_length=12,
        error_messages={"required": "请填写短信里的 6 位数字。"},
        widget=forms.TextInput(_DIGITS),
    )
    is_own = forms.BooleanField(label="这是我自己的手机，30 天内不用再登录", required=False)

    def clean_code(self) -> str:
        """Digits alone."""
        code = normalise_code(self.cleaned_data["code"]).value
        if len(code) != 6 or not (code.isascii() and code.isdigit()):
            raise forms.ValidationError("验证码是 6 位数字，请看一看短信再填。")
        return code


class AsWhomForm(forms.Form):
    """As which of these."""

    who = forms.ChoiceField(
        label="您是哪一位", widget=forms.RadioSelect, error_messages={"required": "请点选您是哪一位。"}
    )

    def __init__(self, people: Sequence[Person], data: Any = None) -> None:
        super().__init__(data)
        self.fields["who"].choices = [(str(one.key), one.called) for one in people]  # type: ignore[attr-defined]


class WhoForm(AsWhomForm):
    """Which of those who share a phone."""

    tail = forms.CharField(
        label="您的身份证号最后四位",
        max_length=12,
        error_messages={"required": "请填写身份证号的最后四位。"},
        widget=forms.TextInput({"autocomplete": "off", "maxlength": "12"}),
    )

    def clean_tail(self) -> str:
        """Full-width digits and a small x do no harm."""
        return normalise_code(self.cleaned_data["tail"]).value.upper()
