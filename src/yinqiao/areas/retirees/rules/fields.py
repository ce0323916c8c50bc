"""Reads what an officer types into a correction: the normal form of each field, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from yinqiao.areas.retirees import errors
from yinqiao.kernel.chinese_dates import parse_date
from yinqiao.kernel.codes import CodeTable, Education, EthnicGroup, PoliticalStatus, Sex
from yinqiao.kernel.id_number import IdProblem, parse_id_number
from yinqiao.kernel.phone import parse_phone
from yinqiao.kernel.text import normalise_name, normalise_text

CLEARABLE = frozenset({"phone", "address", "household_address", "building", "party_branch", "archive_no"})
_LENGTHS = {
    "former_unit": 100,
    "former_post": 60,
    "archive_no": 40,
    "archive_place": 100,
    "party_branch": 100,
    "retirement_type": 24,
    "address": 200,
    "household_address": 200,
    "building": 60,
}
_CODES: Mapping[str, type[CodeTable]] = {
    "ethnic_group": EthnicGroup,
    "political_status": PoliticalStatus,
    "education": Education,
}


def read_values(values: Mapping[str, str], *, today: date) -> dict[str, Any]:
    """The values in their normal form, blank ones left out; Invalid with the field for the first that is wrong.

    Example: `{"phone": "138 0000 1234", "address": ""}` → `{"phone": "13800001234"}`.
    """
    read: dict[str, Any] = {}
    for name, text in values.items():
        if text.strip():
            read[name] = _reader(name)(name, text, today)
    return read


def _reader(name: str) -> Callable[[str, str, date], Any]:
    if name in _LENGTHS:
        return _text
    if name in _CODES:
        return _code
    return _OTHERS[name]


def _text(name: str, text: str, today: date) -> str:
    value = normalise_text(text).value
    if len(value) > _LENGTHS[name]:
        raise errors.invalid_field("too_long", name, f"内容过长，最多 {_LENGTHS[name]} 个字。")
    return value


def _code(name: str, text: str, today: date) -> str:
    found = _CODES[name].read(text)
    if found is None:
        raise errors.invalid_field("unknown_code", name, "没有这个选项，请从列表中选择。")
    return found.value


def _name(name: str, text: str, today: date) -> str:
    value = normalise_name(text).value
    if not 1 < len(value) <= 60:
        raise errors.invalid_field("name_length", name, "姓名应为 2 至 60 个字。")
    return value


def _sex(name: str, text: str, today: date) -> int:
    found = Sex.read(text)
    if found is None:
        raise errors.invalid_field("unknown_code", name, "性别请选择男或女。")
    return int(found.value)


def _day(name: str, text: str, today: date) -> date:
    value = parse_date(text).value
    if value is None:
        raise errors.invalid_field("date_unreadable", name, "日期无法识别，请按 2026-03-05 的形式填写。")
    if value > today:
        raise errors.invalid_field("date_in_future", name, "日期不能晚于今天。")
    return value


def _phone(name: str, text: str, today: date) -> str:
    reading = parse_phone(text)
    if reading.value is None:
        raise errors.invalid_field("phone_wrong", name, "电话号码不正确，请填写 11 位手机号或带区号的固定电话。")
    return reading.value


def _id_no(name: str, text: str, today: date) -> str:
    reading = parse_id_number(text, today=today)
    if reading.value is None or set(reading.problems) - _BELIEVED:
        raise errors.invalid_field("id_number_wrong", name, "身份证号不正确，请按证件原件核对每一位。")
    return reading.value


_OTHERS: Mapping[str, Callable[[str, str, date], Any]] = {
    "name": _name,
    "sex": _sex,
    "born_on": _day,
    "work_start_on": _day,
    "retired_on": _day,
    "phone": _phone,
    "id_no": _id_no,
}
# The officer holds the paper: an old division code that our list lacks does not speak against it.
_BELIEVED = {IdProblem.DIVISION, IdProblem.TOO_OLD}
CORRECTABLE = frozenset({*_LENGTHS, *_CODES, *_OTHERS})
