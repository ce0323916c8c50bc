"""Chinese telephone numbers: mobile and landline, normal form, and what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yinqiao.kernel.labels import Labelled, LabelledFlag
from yinqiao.kernel.text import TextMend, normalise_code, normalise_text


class PhoneKind(Labelled):
    """What sort of telephone it is."""

    MOBILE = "mobile", "手机"
    LANDLINE = "landline", "固定电话"


class PhoneProblem(LabelledFlag):
    """What is wrong with a telephone number."""

    MISSING = "missing", "未填写电话"
    LENGTH = "length", "位数不对"
    CHARACTER = "character", "含有不应出现的字符"
    PREFIX = "prefix", "不是有效的手机号段或区号"
    SEVERAL = "several", "一格内填了多个电话，已取第一个"


class PhoneMend(LabelledFlag):
    """What was put right in a telephone number."""

    SPACES = "spaces", "空格、连接号或不可见字符已去除"
    FULL_WIDTH = "full_width", "全角字符已改为半角"
    COUNTRY_CODE = "country_code", "国家代码86或多余的0已去除"
    AREA_CODE = "area_code", "已补上本地区号"


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """A telephone number in normal form: 13800001234, 0731-88880000 or 0731-88880000-12 (with an extension)."""

    value: str | None
    kind: PhoneKind | None
    problems: tuple[PhoneProblem, ...] = ()
    mends: tuple[PhoneMend, ...] = ()

    @property
    def is_valid(self) -> bool:
        """True when a number was read, even if it was the first of several."""
        return self.value is not None


_SEVERAL = re.compile(r"[/、,，;；|\\和或]+")
_SEPARATORS = re.compile(r"[-‐-―－ー~～()（）\[\]. ]")
_EXTENSION = re.compile(r"(?:转|分机|-|#|EXT\.?|X)+([0-9]{1,6})", re.IGNORECASE)
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(010|02[0-9])([2-9][0-9]{7})|(0[3-9][0-9]{2})([2-9][0-9]{6,7})")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}")


def parse_phone(text: str | None, *, area_code: str | None = None, is_number: bool = False) -> PhoneReading:
    """Read a telephone number as it stands in a form or a cell.

    `area_code` (for example 0731) completes a local landline; without it a local number lacks its prefix.
    Of several numbers in one cell the first readable one is taken, and SEVERAL says so.
    """
    cleaned = normalise_code(text or "")
    value = re.sub(r"\.0+$", "", cleaned.value) if is_number else cleaned.value
    if not value:
        return PhoneReading(None, None, (PhoneProblem.MISSING,), _mends_of(cleaned.mends, set()))
    pieces = _spaced_numbers(text or "") or [piece for piece in _SEVERAL.split(value) if piece]
    readings = [_read(piece, area_code, cleaned.mends) for piece in pieces] or [_read(value, area_code, cleaned.mends)]
    if len(readings) == 1:
        return readings[0]
    first = next((reading for reading in readings if reading.is_valid), readings[0])
    if not first.is_valid:
        return first
    return PhoneReading(first.value, first.kind, (PhoneProblem.SEVERAL,), first.mends)


def _spaced_numbers(text: str) -> list[str]:
    """The numbers of a cell that holds several whole ones with spaces or line breaks between them, else nothing."""
    words = normalise_text(text).value.split(" ")
    whole = [word for word in words if _MOBILE.fullmatch(word) or _LANDLINE.fullmatch(word.replace("-", "", 1))]
    return whole if len(whole) > 1 and len(whole) == len(words) else []


def _read(piece: str, area_code: str | None, text_mends: tuple[TextMend, ...]) -> PhoneReading:
    number, extension, mends = _bare(piece)
    if not (number.isascii() and number.isdigit()):
        return PhoneReading(None, None, (PhoneProblem.CHARACTER,), _mends_of(text_mends, mends))
    if _MOBILE.fullmatch(number):
        problems = (PhoneProblem.CHARACTER,) if extension else ()
        value = None if extension else number
        return PhoneReading(value, None if extension else PhoneKind.MOBILE, problems, _mends_of(text_mends, mends))
    if area_code and _LOCAL.fullmatch(number):
        number = area_code + number
        mends.add(PhoneMend.AREA_CODE)
    landline = _LANDLINE.fullmatch(number)
    if landline:
        area, local = (landline[1] or landline[3]), (landline[2] or landline[4])
        value = f"{area}-{local}" + (f"-{extension}" if extension else "")
        if value == piece:
            mends.discard(PhoneMend.SPACES)
        return PhoneReading(value, PhoneKind.LANDLINE, (), _mends_of(text_mends, mends))
    return PhoneReading(None, None, (_problem_of(number),), _mends_of(text_mends, mends))


def _bare(piece: str) -> tuple[str, str, set[PhoneMend]]:
    """The digits of a number, its extension, and what had to go."""
    mends: set[PhoneMend] = set()
    body, extension = piece, ""
    tail = re.fullmatch(r"(.*[0-9)])" + _EXTENSION.pattern, piece, re.IGNORECASE)
    if tail and len(re.sub(r"[^0-9]", "", tail[1])) >= 10 and not _MOBILE.fullmatch(_strip(piece)):
        body, extension = tail[1], tail[2]
    number = _SEPARATORS.sub("", body)
    if number != body:
        mends.add(PhoneMend.SPACES)
    national = _strip(number)
    if national != number:
        mends.add(PhoneMend.COUNTRY_CODE)
    return national, extension, mends


def _strip(number: str) -> str:
    """Without country code and trunk zero, where what remains is a number of the right form."""
    digits = _SEPARATORS.sub("", number)
    found = re.fullmatch(r"(?:\+86|0086|86)(0?)(1[3-9][0-9]{9})", digits)
    if found:
        return found[2]
    if re.fullmatch(r"01[3-9][0-9]{9}", digits):
        return digits[1:]
    land = re.fullmatch(r"(?:\+86|0086|86)0?([1-9][0-9]{9,10})", digits)
    return f"0{land[1]}" if land else digits


def _problem_of(number: str) -> PhoneProblem:
    if number.startswith("1"):
        return PhoneProblem.LENGTH if len(number) != 11 else PhoneProblem.PREFIX
    if number.startswith("0"):
        return PhoneProblem.LENGTH if not 10 <= len(number) <= 12 else PhoneProblem.PREFIX
    return PhoneProblem.PREFIX if _LOCAL.fullmatch(number) else PhoneProblem.LENGTH


def _mends_of(text_mends: tuple[TextMend, ...], own: set[PhoneMend]) -> tuple[PhoneMend, ...]:
    mends = set(own)
    if TextMend.FULL_WIDTH in text_mends:
        mends.add(PhoneMend.FULL_WIDTH)
    if TextMend.SPACES in text_mends or TextMend.INVISIBLE in text_mends:
        mends.add(PhoneMend.SPACES)
    return tuple(mend for mend in PhoneMend if mend in mends)
