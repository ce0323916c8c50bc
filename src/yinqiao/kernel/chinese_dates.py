"""Dates in the forms people type: 1955-3-1, 1955.03, 19550301, 1955年3月, 一九五五年三月, Excel serials."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from yinqiao.kernel.labels import Labelled, LabelledFlag
from yinqiao.kernel.text import TextMend, normalise_text


class DatePrecision(Labelled):
    """How much of the date was given; a missing month or day reads as the first."""

    DAY = "day", "年月日"
    MONTH = "month", "年月"
    YEAR = "year", "年"


class DateProblem(LabelledFlag):
    """What is wrong with a date."""

    MISSING = "missing", "未填写日期"
    FORM = "form", "看不出是日期"
    IMPOSSIBLE = "impossible", "日期不存在"
    TWO_DIGIT_YEAR = "two_digit_year", "年份只有两位，无法确定世纪"
    AMBIGUOUS = "ambiguous", "按数值保存的“年.月”无法区分1月和10月"


class DateMend(LabelledFlag):
    """What was put right in a date (a different separator is only another way of writing)."""

    SPACES = "spaces", "空格或不可见字符已去除"
    FULL_WIDTH = "full_width", "全角字符已改为半角"
    SERIAL = "serial", "表格软件的日期序号已换算"
    TIME_DROPPED = "time_dropped", "时间部分已去除"
    CHINESE_NUMERALS = "chinese_numerals", "汉字数字已换算"


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date with its precision: 1955年3月 is 1955-03-01 with precision month. `value` is None on any problem."""

    value: date | None
    precision: DatePrecision | None
    problems: tuple[DateProblem, ...] = ()
    mends: tuple[DateMend, ...] = ()

    @property
    def is_valid(self) -> bool:
        """True when a date was read."""
        return self.value is not None


SERIAL_1900 = date(1899, 12, 30)
"""Day 0 for serials above 60: Excel counts a 29 February 1900 that never was (ECMA-376 part 1, 18.17.4.1)."""

SERIAL_1904 = date(1904, 1, 1)
"""Day 0 of the 1904 date system, the old default on the Macintosh."""

FIRST_YEAR, LAST_YEAR = 1850, 2200
"""Years outside are no dates of anybody's life, work or pension."""

_TIME = re.compile(
    r"^(.*?[0-9日号])(?: ?T|\s)\s*(?:上午|下午)?[0-9]{1,2}[:：时][0-9]{1,2}(?:[:：分][0-9]{1,2}(?:\.[0-9]+)?秒?)?Z?$"
)
_PARTED = re.compile(
    r"(?P<y>[0-9]{4})\s*(?:年|[-/.、。,·_—–－])\s*(?P<m>[0-9]{1,2})\s*"
    r"(?:(?:月份?|[-/.、。,·_—–－])\s*(?:(?P<d>[0-9]{1,2})\s*[日号]?)?|月份?)?"
)
_COMPACT = re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})?")
_YEAR = re.compile(r"(?P<y>[0-9]{4})年?")
_SHORT_YEAR = re.compile(r"'?[0-9]{2}(?:年|[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?$).*")
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_DECIMALS = re.compile(r"([0-9]{4,8})\.0+")
_NUMBER_MONTH = re.compile(r"[0-9]{4}\.1")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HAN_DATE = re.compile(
    r"([〇○零一二三四五六七八九]{2,4}|[0-9]{4})年(?:([一二三四五六七八九十]{1,3})月份?(?:([一二三四五六七八九十]{1,3})[日号]?)?)?"
)
_HAN_COUNT = re.compile(r"([一二三])?(十)?([一二三四五六七八九])?")


def parse_date(text: str | None, *, date1904: bool = False, is_number: bool = False) -> DateReading:
    """Read a date as it stands in a form or a cell.

    Five digits are a spreadsheet serial (years 1927 to 2173), counted from 1904 if `date1904`. `is_number` says that
    the cell held a number: 1955.1 is then ambiguous, because 1955.10 looks the same. Years of two digits are a
    problem, not a guess.
    """
    cleaned = normalise_text(text or "")
    mends = {_MEND_OF_TEXT[mend] for mend in cleaned.mends if mend in _MEND_OF_TEXT}
    value = cleaned.value
    if not value:
        return _failed(DateProblem.MISSING, mends)
    if is_number and (decimals := _DECIMALS.fullmatch(value)):
        value = decimals[1]
    if is_number and _NUMBER_MONTH.fullmatch(value):
        return _failed(DateProblem.AMBIGUOUS, mends)
    if (timed := _TIME.match(value)) is not None:
        value = timed[1].rstrip()
        mends.add(DateMend.TIME_DROPPED)
    if (numerals := _from_numerals(value)) != value:
        value = numerals
        mends.add(DateMend.CHINESE_NUMERALS)
    for pattern in (_PARTED, _COMPACT, _YEAR):
        if (found := pattern.fullmatch(value)) is not None:
            return _from_parts(found.groupdict(), mends)
    if (serial := _SERIAL.fullmatch(value)) is not None:
        mends.add(DateMend.SERIAL)
        return DateReading(from_serial(int(serial[1]), date1904=date1904), DatePrecision.DAY, (), _ordered(mends))
    return _failed(DateProblem.TWO_DIGIT_YEAR if _SHORT_YEAR.fullmatch(value) else DateProblem.FORM, mends)


def from_serial(serial: int, *, date1904: bool = False) -> date:
    """The date of a spreadsheet serial: 1 is 1900-01-01, or 1904-01-02 in the 1904 system.

    Raises ValueError for serial 60 of the 1900 system, a day that never was, and for serials below 1 there.
    """
    if date1904:
        return SERIAL_1904 + timedelta(days=serial)
    if serial < 1 or serial == 60:
        raise ValueError("no such day in the 1900 date system")
    return SERIAL_1900 + timedelta(days=serial if serial > 60 else serial + 1)


_MEND_OF_TEXT = {
    TextMend.SPACES: DateMend.SPACES,
    TextMend.INVISIBLE: DateMend.SPACES,
    TextMend.FULL_WIDTH: DateMend.FULL_WIDTH,
}


def _from_parts(parts: dict[str, str | None], mends: set[DateMend]) -> DateReading:
    year, month, day = int(parts["y"] or 0), parts.get("m"), parts.get("d")
    precision = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
    try:
        value = date(year, int(month or 1), int(day or 1))
    except ValueError:
        value = None
    if value is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return _failed(DateProblem.IMPOSSIBLE, mends)
    return DateReading(value, precision, (), _ordered(mends))


def _from_numerals(value: str) -> str:
    """一九五五年三月十日 → 1955年3月10日; anything else comes back unchanged."""
    found = _HAN_DATE.fullmatch(value)
    if found is None:
        return value
    year = found[1].translate(_HAN_DIGITS)
    month, day = (_count(part) for part in (found[2], found[3]))
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")


def _count(numeral: str | None) -> int | None:
    """A numeral up to 39 in words: 十 → 10, 二十三 → 23; 99 for what is no such numeral, which then is no date."""
    if not numeral:
        return None
    found = _HAN_COUNT.fullmatch(numeral)
    if found is None:
        single = numeral.translate(_HAN_DIGITS)
        return int(single) if single.isdigit() and len(single) == 1 else 99
    tens, ten, ones = found.groups()
    if tens and not ten:
        return 99 if ones else _digit(tens)
    return (_digit(tens) if tens else 1 if ten else 0) * 10 + (_digit(ones) if ones else 0)


def _digit(numeral: str) -> int:
    return int(numeral.translate(_HAN_DIGITS))


def _failed(problem: DateProblem, mends: set[DateMend]) -> DateReading:
    return DateReading(None, None, (problem,), _ordered(mends))


def _ordered(mends: set[DateMend]) -> tuple[DateMend, ...]:
    return tuple(mend for mend in DateMend if mend in mends)
