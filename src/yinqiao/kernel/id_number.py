"""The resident identity number (GB 11643-1999): reads it, mends what is safe, and says which part is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from yinqiao.kernel.codes import Sex
from yinqiao.kernel.divisions import can_be_issued
from yinqiao.kernel.labels import LabelledFlag
from yinqiao.kernel.periods import add_months
from yinqiao.kernel.text import TextMend, normalise_code

DEMO_DIVISION = "990101"
"""Division of the demo's made-up people. No real number can begin so: divisions of GB/T 2260 begin with 1 to 8, and
the identity cards of foreign permanent residents with 9 and a province code (11 to 65), so 99… is never given out."""

OLDEST_YEARS = 130
"""Nobody is older; an earlier birth date is a slip."""

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


class IdProblem(LabelledFlag):
    """What is wrong with an ID number."""

    MISSING = "missing", "未填写身份证号"
    LENGTH = "length", "位数不对，应为18位（或旧式15位）"
    CHARACTER = "character", "含有不应出现的字符"
    LETTER_O = "letter_o", "把数字0、1写成了字母O、l或I"
    DATE = "date", "其中的出生日期不存在"
    FUTURE = "future", "其中的出生日期在今天之后"
    DIVISION = "division", "前6位不是有效的行政区划代码"
    CHECK_DIGIT = "check_digit", "最后一位校验码不对"
    PRECISION_LOST = "precision_lost", "按数值保存，末尾几位已丢失"
    TOO_OLD = "too_old", "其中的出生日期距今超过130年"


class IdMend(LabelledFlag):
    """What was put right in an ID number."""

    SPACES = "spaces", "空格或不可见字符已去除"
    FULL_WIDTH = "full_width", "全角字符已改为半角"
    LOWER_X = "lower_x", "小写x已改为大写X"
    UPGRADED_15 = "upgraded_15", "15位旧号已升为18位"
    QUOTE = "quote", "号码前后的引号已去除"


@dataclass(frozen=True, slots=True)
class IdReading:
    """What an ID number says.

    `value` is the 18-character normal form whenever the shape is right (17 digits and a digit or X), even when a part
    is wrong: use it for comparing, and `is_valid` before trusting it. `born_on` and `sex` are None where unreadable.
    """

    value: str | None
    division: str | None
    born_on: date | None
    sex: Sex | None
    problems: tuple[IdProblem, ...] = ()
    mends: tuple[IdMend, ...] = ()

    @property
    def is_valid(self) -> bool:
        """True when nothing is wrong with it (mends do not count)."""
        return not self.problems

    @property
    def is_demo(self) -> bool:
        """True for a made-up person of the demo."""
        return self.division == DEMO_DIVISION


def check_digit(first17: str) -> str:
    """The 18th character for 17 digits (GB 11643-1999, modulus 11-2).

    Raises ValueError unless there are exactly 17 ASCII digits. Example: 11010519491231002 → X.
    """
    if not (len(first17) == 17 and first17.isascii() and first17.isdigit()):
        raise ValueError("the check digit is computed over 17 digits")
    return _CHECK_DIGITS[sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True)) % 11]


def upgrade_15(text: str) -> str:
    """The 18-character form of an old 15-digit number: century 19 and the check digit are added.

    Raises ValueError unless there are exactly 15 ASCII digits. Example: 430104490101123 → 430104194901011233.
    """
    if not (len(text) == 15 and text.isascii() and text.isdigit()):
        raise ValueError("an old number has 15 digits")
    first17 = f"{text[:6]}19{text[6:]}"
    return first17 + check_digit(first17)


_SHAPE = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}")
QUOTES = "'\"`‘’“”′"
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]*)?[Ee]\+?[0-9]{1,3}")
_DECIMALS = re.compile(r"([0-9]+)\.0*")
_LOOK_ALIKE = str.maketrans("OoQ〇○IilL|", "0000011111")
_MEND_OF_TEXT = {
    TextMend.SPACES: IdMend.SPACES,
    TextMend.INVISIBLE: IdMend.SPACES,
    TextMend.FULL_WIDTH: IdMend.FULL_WIDTH,
}


def parse_id_number(text: str | None, *, today: date, is_number: bool = False) -> IdReading:
    """Read an ID number as it stands in a form or a cell.

    `is_number` says that the cell held a number, not text: a spreadsheet keeps 15 digits of a number, so the last
    three of an 18-digit one are gone. `today` decides what is in the future and who would be over 130.
    """
    cleaned = normalise_code(text or "")
    mends = {_MEND_OF_TEXT[mend] for mend in cleaned.mends if mend in _MEND_OF_TEXT}
    value = cleaned.value.strip(QUOTES)
    if value != cleaned.value:
        mends.add(IdMend.QUOTE)
    if is_number and (decimals := _DECIMALS.fullmatch(value)):
        value = decimals[1]
    if value.endswith("x"):
        value = value[:-1] + "X"
        mends.add(IdMend.LOWER_X)
    problems = _shape_problems(value, is_number)
    if problems:
        return IdReading(None, None, None, None, problems, _ordered(mends))
    if len(value) == 15:
        value = upgrade_15(value)
        mends.add(IdMend.UPGRADED_15)
    return _read_parts(value, today, is_number, _ordered(mends))


def _shape_problems(value: str, is_number: bool) -> tuple[IdProblem, ...]:
    if not value:
        return (IdProblem.MISSING,)
    if _SHAPE.fullmatch(value):
        return ()
    if _SCIENTIFIC.fullmatch(value):
        return (IdProblem.PRECISION_LOST,)
    problems = []
    if len(value) not in (15, 18):
        problems.append(IdProblem.LENGTH)
    body = value[:-1] + value[-1].replace("X", "0") if len(value) == 18 else value
    if not (body.isascii() and body.isdigit()):
        untangled = body.translate(_LOOK_ALIKE)
        is_look_alike = untangled.isascii() and untangled.isdigit()
        problems.append(IdProblem.LETTER_O if is_look_alike else IdProblem.CHARACTER)
    if is_number and len(value) > 15:
        problems.append(IdProblem.PRECISION_LOST)
    return tuple(problems)


def _read_parts(value: str, today: date, is_number: bool, mends: tuple[IdMend, ...]) -> IdReading:
    problems = []
    division, born_on = value[:6], _born_on(value[6:14])
    if born_on is None:
        problems.append(IdProblem.DATE)
    elif born_on > today:
        problems.append(IdProblem.FUTURE)
    if division != DEMO_DIVISION and not can_be_issued(division, int(value[6:10])):
        problems.append(IdProblem.DIVISION)
    is_check_wrong = check_digit(value[:17]) != value[17]
    is_upgraded = IdMend.UPGRADED_15 in mends
    is_lost = not is_upgraded and (is_number or (is_check_wrong and value.endswith("000")))
    if is_lost:
        problems.append(IdProblem.PRECISION_LOST)
    elif is_check_wrong:
        problems.append(IdProblem.CHECK_DIGIT)
    if born_on is not None and _is_too_old(born_on, today):
        problems.append(IdProblem.TOO_OLD)
    sex = None if is_lost else (Sex.MALE if int(value[16]) % 2 else Sex.FEMALE)
    return IdReading(value, division, born_on, sex, tuple(problems), mends)


def _is_too_old(born_on: date, today: date) -> bool:
    return born_on < add_months(today, -12 * OLDEST_YEARS)


def _born_on(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _ordered(mends: set[IdMend]) -> tuple[IdMend, ...]:
    return tuple(mend for mend in IdMend if mend in mends)
