"""Codes and shapes of telling an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yinqiao.areas.cases.types import OwnCase
from yinqiao.kernel.labels import Labelled


class Way(Labelled):
    """How somebody is told."""

    PORTAL = "portal", "长辈版网上告知"
    PAPER = "paper", "书面告知"
    PHONE = "phone", "电话告知"


class Answered(Labelled):
    """Who answered the telephone."""

    SELF = "self", "本人"
    FAMILY = "family", "本人同意的家属"


@dataclass(frozen=True, slots=True)
class Call:
    """A telephone call: when, who answered, which family member, the number of the recording if there is one."""

    at: datetime
    answered: Answered
    kin: str = ""
    recording: str = ""


@dataclass(frozen=True, slots=True)
class NewTelling:
    """What one person is told of the outcome, and how."""

    way: Way
    words: str
    call: Call | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What one person was told."""

    way: Way
    on: date
    words: str
    call: str = ""


@dataclass(frozen=True, slots=True)
class OwnResult:
    """An own case with how it stands in plain words, what was told of the newest outcome, and the right that follows."""

    case: OwnCase
    sentence: str
    told: Told | None
    right: str
    grade: str

    @property
    def may_rate(self) -> bool:
        """Whether an outcome was told and not rated yet."""
        return self.told is not None and self.case.is_over and not self.grade
