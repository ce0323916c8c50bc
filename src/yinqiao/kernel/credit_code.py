"""The unified social credit code of an organisation (GB 32100-2015), with the organisation code inside (GB 11714)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yinqiao.kernel.labels import LabelledFlag
from yinqiao.kernel.text import TextMend, normalise_code

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_INNER_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHAPE = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")


class CreditCodeProblem(LabelledFlag):
    """What is wrong with a credit code; ORGANISATION_CODE alone is only a warning."""

    MISSING = "missing", "未填写统一社会信用代码"
    LENGTH = "length", "位数不对，应为18位"
    CHARACTER = "character", "含有不应出现的字符（代码中没有字母I、O、S、V、Z）"
    CHECK_DIGIT = "check_digit", "最后一位校验码不对"
    ORGANISATION_CODE = "organisation_code", "其中的组织机构代码校验码不对"


class CreditCodeMend(LabelledFlag):
    """What was put right in a credit code."""

    SPACES = "spaces", "空格、连接号或不可见字符已去除"
    FULL_WIDTH = "full_width", "全角字符已改为半角"
    LOWER_CASE = "lower_case", "小写字母已改为大写"


@dataclass(frozen=True, slots=True)
class CreditCodeReading:
    """What a credit code says; `value` is the normal form whenever the shape is right, even if a check fails."""

    value: str | None
    division: str | None
    organisation_code: str | None
    problems: tuple[CreditCodeProblem, ...] = ()
    mends: tuple[CreditCodeMend, ...] = ()

    @property
    def is_valid(self) -> bool:
        """True when shape and check character are right; a wrong inner check does not count (early codes)."""
        return set(self.problems) <= {CreditCodeProblem.ORGANISATION_CODE}


def credit_code_check(first17: str) -> str:
    """The 18th character (GB 32100-2015, modulus 31). Example: 91350100M000100Y4 → 3.

    Raises ValueError unless there are 17 characters of the code's alphabet.
    """
    if len(first17) != 17:
        raise ValueError("the check character is computed over 17 characters")
    total = sum(ALPHABET.index(letter) * weight for letter, weight in zip(first17, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def organisation_code_check(first8: str) -> str:
    """The ninth character of an organisation code (GB 11714, modulus 11). Example: M000100Y → 4.

    Raises ValueError unless there are 8 digits or capital letters.
    """
    if len(first8) != 8:
        raise ValueError("the check character is computed over 8 characters")
    total = sum(_INNER_ALPHABET.index(letter) * weight for letter, weight in zip(first8, _INNER_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def parse_credit_code(text: str | None) -> CreditCodeReading:
    """Read a credit code as it stands in a form or a cell; spaces and hyphens between its groups are removed."""
    cleaned = normalise_code(text or "")
    mends = set()
    if TextMend.FULL_WIDTH in cleaned.mends:
        mends.add(CreditCodeMend.FULL_WIDTH)
    tight = cleaned.value.replace("-", "")
    if tight != cleaned.value or {TextMend.SPACES, TextMend.INVISIBLE} & set(cleaned.mends):
        mends.add(CreditCodeMend.SPACES)
    value = "".join(letter.upper() if letter.isascii() else letter for letter in tight)
    if value != tight:
        mends.add(CreditCodeMend.LOWER_CASE)
    ordered = tuple(mend for mend in CreditCodeMend if mend in mends)
    problems = _shape_problems(value)
    if problems:
        return CreditCodeReading(None, None, None, problems, ordered)
    found = []
    if credit_code_check(value[:17]) != value[17]:
        found.append(CreditCodeProblem.CHECK_DIGIT)
    if organisation_code_check(value[8:16]) != value[16]:
        found.append(CreditCodeProblem.ORGANISATION_CODE)
    return CreditCodeReading(value, value[2:8], value[8:17], tuple(found), ordered)


def _shape_problems(value: str) -> tuple[CreditCodeProblem, ...]:
    if not value:
        return (CreditCodeProblem.MISSING,)
    if _SHAPE.fullmatch(value):
        return ()
    problems = []
    if len(value) != 18:
        problems.append(CreditCodeProblem.LENGTH)
    if len(value) == 18 or any(letter not in ALPHABET for letter in value):
        problems.append(CreditCodeProblem.CHARACTER)
    return tuple(problems)
