"""Cleans what people type and paste, and says what was mended.

Nothing is mended silently: every function returns the value together with the kinds of mend.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from yinqiao.kernel.labels import LabelledFlag


class TextMend(LabelledFlag):
    """What was put right in a piece of text."""

    FULL_WIDTH = "full_width", "全角字符已改为半角"
    SPACES = "spaces", "多余空格已去除"
    INVISIBLE = "invisible", "不可见字符已去除"
    MIDDLE_DOT = "middle_dot", "姓名间隔号已统一为“·”"
    INNER_SPACES = "inner_spaces", "姓名中间的空格已去除"
    RADICAL = "radical", "形似部首字符已改为对应汉字"
    COMPOSED = "composed", "字符编码已规范"


@dataclass(frozen=True, slots=True)
class TextReading:
    """Clean text and the mends that led to it; `value` may be empty, never None."""

    value: str
    mends: tuple[TextMend, ...] = ()


# Chinese sentences use these in full width by right; all other full-width ASCII is a slip of the input method.
_CHINESE_PUNCTUATION = "！（），：；？～"
_FULL_WIDTH_ALL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FULL_WIDTH_TEXT = {code: half for code, half in _FULL_WIDTH_ALL.items() if chr(code) not in _CHINESE_PUNCTUATION}
SPACE_CLASS = "\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u3164\uffa0"
INVISIBLE_CLASS = (
    "\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
)
RADICAL_CLASS = "\u2e9f\u2ef3\u2f00-\u2fd5"
MIDDLE_DOT_CLASS = "•・･‧∙⋅●．.。｡᛫⸱ꞏ•∘"
_PLAIN_HAN = re.compile("[\u4e00-\u9fff\u3400-\u4dbf]+")
_SPACE_RUN = re.compile(f"[{SPACE_CLASS}]+")
_INVISIBLE = re.compile(f"[{INVISIBLE_CLASS}]")
_RADICAL = re.compile(f"[{RADICAL_CLASS}]")
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in (0x2E9F, 0x2EF3, *range(0x2F00, 0x2FD6))}
_MIDDLE_DOTS = re.compile(rf"\s*[{re.escape(MIDDLE_DOT_CLASS)}·]+\s*")
_HAN_RUN_WITH_SPACES = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")


def normalise_text(text: str) -> TextReading:
    """Half-width letters and digits, single spaces, no invisible characters; Chinese punctuation is kept.

    Line breaks and every kind of space count as one space; a Kangxi radical pasted from a PDF becomes its character.
    """
    return _normalise(text, _FULL_WIDTH_TEXT, " ")


def normalise_code(text: str) -> TextReading:
    """For numbers and codes: as `normalise_text`, but all full-width ASCII is halved and no space remains."""
    return _normalise(text, _FULL_WIDTH_ALL, "")


def normalise_name(text: str) -> TextReading:
    """The normal form of a person's name (NFC; rare characters are kept as they are).

    Dots that look like the middle dot become `·` between the parts of a minority name; spaces between Chinese
    characters go (“王 芳” is 王芳); in a name in Latin letters they stay.
    """
    if _PLAIN_HAN.fullmatch(text):
        return TextReading(text)
    reading = normalise_text(text)
    value, mends = reading.value, set(reading.mends)
    dotted = _MIDDLE_DOTS.sub("·", value).strip("·")
    if dotted != value and _is_han_name(dotted):
        value = dotted
        mends.add(TextMend.MIDDLE_DOT)
    tight = _HAN_RUN_WITH_SPACES.sub("", value)
    if tight != value:
        value = unicodedata.normalize("NFC", tight)  # a lone accent may have come to follow a letter
        mends.add(TextMend.INNER_SPACES)
    return TextReading(value, _ordered(mends))


def _is_han_name(value: str) -> bool:
    """Whether a dot in the value separates Chinese name parts; “J. Smith” and “3.5” keep their full stop."""
    return bool(value) and all(ord(letter) > 0x7F or letter == "·" for letter in value)


def _normalise(text: str, halves: dict[int, int], space: str) -> TextReading:
    if (text.isascii() and text.isalnum()) or _PLAIN_HAN.fullmatch(text):
        return TextReading(text)
    mends: set[TextMend] = set()
    value = text
    visible = _INVISIBLE.sub("", value)
    if visible != value:
        value = visible
        mends.add(TextMend.INVISIBLE)
    half = value.translate(halves)
    if half != value:
        value = half
        mends.add(TextMend.FULL_WIDTH)
    if _RADICAL.search(value):
        value = value.translate(_RADICALS)
        mends.add(TextMend.RADICAL)
    spaced = _SPACE_RUN.sub(space, value).strip(" ")
    if spaced != value:
        value = spaced
        mends.add(TextMend.SPACES)
    composed = unicodedata.normalize("NFC", value)
    if composed != value:
        value = composed
        mends.add(TextMend.COMPOSED)
    return TextReading(value, _ordered(mends))


def _ordered(mends: set[TextMend]) -> tuple[TextMend, ...]:
    return tuple(mend for mend in TextMend if mend in mends)
