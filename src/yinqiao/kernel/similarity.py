"""How likely two records are the same person, with every reason counted (for the search for duplicates).

The score is a sum of integer weights within 0 to 100; a person decides, the score only orders the pairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from yinqiao.kernel.labels import Labelled
from yinqiao.kernel.look_alikes import differs_by_look_alikes
from yinqiao.kernel.pinyin import pinyin_spellings


class MatchReason(Labelled):
    """Why two records look like one person, or like two."""

    ID_EQUAL = "id_equal", "身份证号相同"
    ID_DIGIT_CHANGED = "id_digit_changed", "身份证号只差一位"
    ID_DIGITS_SWAPPED = "id_digits_swapped", "身份证号相邻两位互换"
    ID_NEIGHBOUR = "id_neighbour", "身份证号只差一位，校验码也不同"
    ID_UPGRADED = "id_upgraded", "一个是15位旧号，升位后相同"
    ID_SEQUENCE_ONLY = "id_sequence_only", "身份证号的地区与出生日期相同，顺序码不同"
    NAME_EQUAL = "name_equal", "姓名相同"
    FORMER_NAME = "former_name", "与曾用名相同"
    NAME_LOOK_ALIKE = "name_look_alike", "姓名中有形近字"
    NAME_PINYIN = "name_pinyin", "姓名读音相同"
    BIRTH_EQUAL = "birth_equal", "出生日期相同"
    BIRTH_MONTH_EQUAL = "birth_month_equal", "出生年月相同"
    BIRTH_SWAPPED = "birth_swapped", "出生月、日互换"
    SEX_EQUAL = "sex_equal", "性别相同"
    ENTERPRISE_EQUAL = "enterprise_equal", "原单位相同"
    PHONE_EQUAL = "phone_equal", "电话相同"
    NAME_DIFFERS = "name_differs", "姓名不同"
    SEX_DIFFERS = "sex_differs", "性别不同"
    BIRTH_DIFFERS = "birth_differs", "出生日期相差较大"


def _weights() -> dict[MatchReason, int]:
    return {
        MatchReason.ID_EQUAL: 80,
        MatchReason.ID_UPGRADED: 75,
        MatchReason.ID_DIGIT_CHANGED: 45,
        MatchReason.ID_DIGITS_SWAPPED: 45,
        MatchReason.ID_NEIGHBOUR: 20,
        MatchReason.ID_SEQUENCE_ONLY: 10,
        MatchReason.NAME_EQUAL: 30,
        MatchReason.FORMER_NAME: 25,
        MatchReason.NAME_LOOK_ALIKE: 20,
        MatchReason.NAME_PINYIN: 15,
        MatchReason.BIRTH_EQUAL: 20,
        MatchReason.BIRTH_SWAPPED: 10,
        MatchReason.BIRTH_MONTH_EQUAL: 8,
        MatchReason.SEX_EQUAL: 2,
        MatchReason.ENTERPRISE_EQUAL: 8,
        MatchReason.PHONE_EQUAL: 15,
        MatchReason.NAME_DIFFERS: -25,
        MatchReason.SEX_DIFFERS: -15,
        MatchReason.BIRTH_DIFFERS: -20,
    }


@dataclass(frozen=True, slots=True)
class MatchParameters:
    """Weights of the reasons and from which score a pair is shown (`probable`) to the person who decides."""

    weights: dict[MatchReason, int] = field(default_factory=_weights)
    probable: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchSubject:
    """What is compared. `id_number` in normal form; `is_upgraded` says it came from 15 digits; `sex` by its code."""

    name: str
    id_number: str | None = None
    is_upgraded: bool = False
    former_names: frozenset[str] = frozenset()
    born_on: date | None = None
    sex: str | None = None
    enterprise: str | None = None
    phones: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MatchScore:
    """A score of 0 to 100 and the reasons behind it, in the order in which they were counted."""

    score: int
    reasons: tuple[MatchReason, ...]


DEFAULT_PARAMETERS = MatchParameters()
_EXPLAIN_BIRTH = (MatchReason.ID_DIGIT_CHANGED, MatchReason.ID_DIGITS_SWAPPED)
"""A slip in the number moves the birth date read from it: it must not count twice."""


def match_score(
    first: MatchSubject, second: MatchSubject, parameters: MatchParameters = DEFAULT_PARAMETERS
) -> MatchScore:
    """Score a pair; symmetric. Nothing known about either side counts neither for nor against.

    Example: same name, same birth date, same enterprise, ID numbers with two digits swapped:
    30 + 20 + 2 + 8 + 45 → 100 (capped).
    """
    by_id, by_birth = _id_reason(first, second), _birth_reason(first, second)
    if by_id in _EXPLAIN_BIRTH and by_birth is MatchReason.BIRTH_DIFFERS:
        by_birth = None
    reasons = tuple(
        reason
        for reason in (
            by_id,
            _name_reason(first, second),
            by_birth,
            _sex_reason(first, second),
            MatchReason.ENTERPRISE_EQUAL if first.enterprise and first.enterprise == second.enterprise else None,
            MatchReason.PHONE_EQUAL if first.phones & second.phones else None,
        )
        if reason is not None
    )
    total = sum(parameters.weights.get(reason, 0) for reason in reasons)
    return MatchScore(max(0, min(100, total)), reasons)


def differing_places(first: str, second: str) -> tuple[int, ...] | None:
    """The places in which two texts of one length differ, counted from 0; None for different lengths."""
    if len(first) != len(second):
        return None
    return tuple(place for place, (a, b) in enumerate(zip(first, second, strict=True)) if a != b)


def _id_reason(first: MatchSubject, second: MatchSubject) -> MatchReason | None:
    one, other = first.id_number, second.id_number
    if not one or not other:
        return None
    if one == other:
        is_upgraded = first.is_upgraded != second.is_upgraded
        return MatchReason.ID_UPGRADED if is_upgraded else MatchReason.ID_EQUAL
    places = differing_places(one, other) or ()
    if len(places) == 1:
        return MatchReason.ID_DIGIT_CHANGED
    is_pair = len(places) == 2 and places[1] == places[0] + 1
    if is_pair and one[places[0] : places[1] + 1] == other[places[0] : places[1] + 1][::-1]:
        return MatchReason.ID_DIGITS_SWAPPED
    if len(places) == 2 and places[1] == 17:
        # Two right numbers of one district and day often are neighbours: a slip of the pen leaves the check digit.
        return MatchReason.ID_NEIGHBOUR
    return MatchReason.ID_SEQUENCE_ONLY if one[:14] == other[:14] else None


def _name_reason(first: MatchSubject, second: MatchSubject) -> MatchReason | None:
    if not first.name or not second.name:
        return None
    if first.name == second.name:
        return MatchReason.NAME_EQUAL
    if first.name in second.former_names or second.name in first.former_names:
        return MatchReason.FORMER_NAME
    if first.former_names & second.former_names:
        return MatchReason.FORMER_NAME
    if differs_by_look_alikes(first.name, second.name):
        return MatchReason.NAME_LOOK_ALIKE
    is_same_sound = bool(_sounds(first.name) & _sounds(second.name))
    return MatchReason.NAME_PINYIN if is_same_sound else MatchReason.NAME_DIFFERS


def _sounds(name: str) -> frozenset[str]:
    return frozenset(spelling.full for spelling in pinyin_spellings(name)) - {""}


def _birth_reason(first: MatchSubject, second: MatchSubject) -> MatchReason | None:
    one, other = first.born_on, second.born_on
    if one is None or other is None:
        return None
    if one == other:
        return MatchReason.BIRTH_EQUAL
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return MatchReason.BIRTH_SWAPPED
    if (one.year, one.month) == (other.year, other.month):
        return MatchReason.BIRTH_MONTH_EQUAL
    return MatchReason.BIRTH_DIFFERS if abs((one - other).days) > 2 * 365 else None


def _sex_reason(first: MatchSubject, second: MatchSubject) -> MatchReason | None:
    stated = {"1", "2"}
    if first.sex not in stated or second.sex not in stated:
        return None
    return MatchReason.SEX_EQUAL if first.sex == second.sex else MatchReason.SEX_DIFFERS


def rank_matches(
    subject: MatchSubject, candidates: Iterable[MatchSubject], parameters: MatchParameters = DEFAULT_PARAMETERS
) -> list[tuple[MatchSubject, MatchScore]]:
    """The candidates that are probably the same person, best first; ties keep the order given."""
    scored = [(candidate, match_score(subject, candidate, parameters)) for candidate in candidates]
    probable = [pair for pair in scored if pair[1].score >= parameters.probable]
    return sorted(probable, key=lambda pair: -pair[1].score)
