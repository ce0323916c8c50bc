"""Codes and rows of democratic reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from yinqiao.kernel.labels import Labelled


class State(Labelled):
    """Where the review of a branch's year stands."""

    OPEN = "open", "评议中"
    COUNTED = "counted", "票数待复核"
    CONFIRMED = "confirmed", "待评定"
    SENT = "sent", "待上级批准"
    APPROVED = "approved", "已批准"


class Grade(Labelled):
    """The four grades of a review."""

    EXCELLENT = "excellent", "优秀"
    QUALIFIED = "qualified", "合格"
    BASIC = "basic", "基本合格"
    UNQUALIFIED = "unqualified", "不合格"


class Assessed(Labelled):
    """How a member's own assessment reached the branch. What it says is not kept here."""

    WRITTEN = "written", "书面"
    ORAL = "oral", "会上口头"
    HOME = "home", "上门听取"


class Noted(NamedTuple):
    """What the branch notes of one member before the count; an empty text for what is not known."""

    assessed: str = ""
    presence: str = ""
    unrated: str = ""


class Votes(NamedTuple):
    """How many ballots gave a member each grade; what is missing to the ballots returned are abstentions."""

    excellent: int
    qualified: int
    basic: int
    unqualified: int

    @property
    def total(self) -> int:
        """The ballots that say something of the member."""
        return sum(self)


class Ballots(NamedTuple):
    """The count as a whole: the day of the meeting, how many valid ballots came back, who counted and who watched."""

    held_on: date
    returned: int
    counter: str
    watcher: str


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who may vote and came, and whether that is enough."""

    entitled: int
    present: int
    needed: int

    @property
    def is_enough(self) -> bool:
        """Whether the meeting could vote."""
        return self.present >= self.needed


@dataclass(frozen=True, slots=True)
class Count:
    """How many members have a grade; None where so few do that the number would point at them."""

    grade: Grade
    people: int | None
