"""Codes and rows of what hangs between people and archives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from yinqiao.kernel.labels import Labelled


class Cause(Labelled):
    """Why a person and an archive are apart."""

    NO_ARCHIVE = "no_archive", "有人无档"
    NO_PERSON = "no_person", "有档无人"
    HELD_ELSEWHERE = "held_elsewhere", "人在此、档在彼"
    TOLD_ELSEWHERE = "told_elsewhere", "存放地点矛盾"
    MISSING = "missing", "接收时缺少"


@dataclass(frozen=True, slots=True)
class Work:
    """Whose turn it is and what is to be done."""

    owner: str
    step: str


class MatchState(Labelled):
    """What was decided about a person and an archive that probably belong together; the steps stand in `rules`."""

    OPEN = "open", "待判定"
    LINKED = "linked", "已对应"
    DISTINCT = "distinct", "不是同一人"


class MatchStep(StrEnum):
    """What a person does with a pair."""

    LINK = "link"
    PART = "part"
    UNDO = "undo"


class LinkReason(Labelled):
    """What numbers say about a person and an archive, beside the reasons that names, days and sexes give."""

    NUMBER_EQUAL = "number_equal", "身份证号相同，企业不同"
    SLIP_SWAPPED = "slip_swapped", "身份证号相邻两位互换"
    SLIP_ONE = "slip_one", "身份证号只差一位"
    SLIP_TWO = "slip_two", "身份证号有两位不同"
    BIRTH_ONLY = "birth_only", "身份证号只有出生日期不同"
    NEIGHBOUR = "neighbour", "身份证号只有顺序码不同"
    ARCHIVE_NO_EQUAL = "archive_no_equal", "名册中的档号相同"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison. `number` in normal form, 18 places; an archive's birth date and sex are its number's."""

    name: str
    number: str
    born_on: date | None
    sex: str
    enterprise_id: int
    archive_no: str
    former_names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LinkScore:
    """A score of 0 to 100 and the codes of the reasons behind it, in the order in which they were counted."""

    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weighing:
    """The rule by which pairs are scored: weight by code of reason, from which score on a pair is shown.

    `margin`: a pair that is so much worse than the best of its archive is not shown. `block`: pairs of one block beyond
    which the block says nothing (a name that everybody has).
    """

    weights: Mapping[str, int]
    probable: int
    margin: int
    block: int

    @classmethod
    def of(cls, parameters: Mapping[str, Any]) -> Weighing:
        """The rule as the rulebook keeps it."""
        return cls(parameters["weights"], parameters["probable"], parameters["margin"], parameters["block"])


@dataclass(frozen=True, slots=True)
class MatchPage:
    """A pair for the page that asks: both sides' facts line by line, numbers masked, the score with its reasons."""

    id: UUID
    retiree_id: UUID
    archive_no: str
    state: MatchState
    score: int
    reasons: tuple[tuple[str, int], ...]
    facts: tuple[tuple[str, str, str], ...]
