"""How personal data is shown when it is not shown in full.

A value too short or of unknown form is hidden wholly: a mask must never show more than it promises.
"""

from __future__ import annotations

import re

from yinqiao.kernel.pinyin import split_surname

# 宁乡市 and 景德镇市 are cities, 小区 and 社区 lie below the street.
_BELOW_STREET = re.compile(r"^(.*?(?:街道|[镇乡](?!市)|苏木))")
_BELOW_DISTRICT = re.compile(r"^(.*?(?:[县旗]|(?<![小社园])区|(?<=市).{1,6}?市))")
# Eighteen characters that could be an ID number, mistyped ones too, and the numbers of mobile phones.
_NUMBERS = re.compile(
    r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])|(?<![0-9A-Za-z])1[3-9][0-9]{9}(?![0-9A-Za-z])", re.ASCII
)


def hide_numbers(text: str) -> str:
    """Words that may be kept in the open, with # for each number that could be somebody's: 张三#.xlsx."""
    return _NUMBERS.sub("#", text)


def mask_id_number(value: str) -> str:
    """First four and last four characters: 4301**********1233."""
    return _middle(value, 4, 4) if len(value) >= 15 else "*" * len(value)


def mask_phone(value: str) -> str:
    """A mobile keeps three and four digits (138****5678); a landline its area code and last two (0731-******12)."""
    if re.fullmatch(r"1[0-9]{10}", value):
        return _middle(value, 3, 4)
    landline = re.fullmatch(r"(0[0-9]{2,3})-([0-9]{7,8})(-[0-9]+)?", value)
    if landline:
        return f"{landline[1]}-{_middle(landline[2], 0, 2)}"
    return "*" * len(value)


def mask_name(value: str) -> str:
    """The surname and a star for each further character: 王*, 欧阳**; of a minority name the first character."""
    if len(value) <= 1:
        return "*" * len(value)
    surname, _ = split_surname(value)
    return _middle(value, len(surname) if 0 < len(surname) < len(value) else 1, 0)


def mask_address(value: str) -> str:
    """Down to the street, the rest hidden: 长沙市岳麓区望月湖街道****; hidden wholly when no district is named."""
    shown = _BELOW_STREET.match(value) or _BELOW_DISTRICT.match(value)
    return f"{shown[1]}****" if shown else "****"


def mask_bank_account(value: str) -> str:
    """The last four digits: ****1234."""
    return f"****{value[-4:]}" if len(value) >= 8 else "****"


def _middle(value: str, head: int, tail: int) -> str:
    hidden = len(value) - head - tail
    return value[:head] + "*" * hidden + (value[-tail:] if tail else "")
