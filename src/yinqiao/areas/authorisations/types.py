"""Codes and shapes of authorisations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from yinqiao.kernel.labels import Labelled

# What a family member signed in is called; never granted to an account, it follows from an authorisation in force.
ROLE = "proxy"


class Sees(Labelled):
    """What may be seen beside the matters that are acted in."""

    CERTIFICATION = "certification", "养老金资格认证办得怎样"
    RECORD = "record", "登记的资料（号码遮住一部分）"


class Way(Labelled):
    """How the person gave it."""

    PORTAL = "portal", "本人在长辈版授权"
    SIGNED = "signed", "签字的委托书"
    SPOKEN = "spoken", "当面口头同意"


class Ended(Labelled):
    """Why it holds no more."""

    PERSON = "person", "本人收回"
    OFFICER = "officer", "社区代为收回"
    DIED = "died", "本人去世"
    REPLACED = "replaced", "重新授权"


@dataclass(frozen=True, slots=True)
class NewAuthorisation:
    """Whom, for which matters, what may be seen, until when; how and when the person agreed."""

    name: str
    relation: str
    phone: str = field(repr=False)
    matters: tuple[str, ...] = ()
    sees: tuple[str, ...] = ()
    until_on: date = date.min
    way: Way = Way.PORTAL
    consented_on: date | None = None


@dataclass(frozen=True, slots=True)
class Warrant:
    """An authorisation as it is read: who may act for whom, and within which limits."""

    id: UUID
    retiree_id: UUID
    name: str
    relation: str
    phone: str = field(repr=False)
    matters: tuple[str, ...]
    sees: tuple[str, ...]
    way: str
    granted_on: date
    until_on: date
    ended_on: date | None
    ended_why: str
    author: str

    @property
    def called(self) -> str:
        """As it stands in a timeline: 女儿 王某 代办."""
        return f"{self.relation} {self.name} 代办"

    def holds(self, day: date) -> bool:
        """Whether one acts by it on a day."""
        return self.ended_on is None and day <= self.until_on


# The matters of a day as (code, title): the room above that has them makes them known.
_matters: list[Callable[[date], Sequence[tuple[str, str]]]] = []


def register_matters(of_day: Callable[[date], Sequence[tuple[str, str]]]) -> None:
    """Make known in which matters somebody may be authorised."""
    if of_day not in _matters:
        _matters.append(of_day)


def matters_of(day: date) -> list[tuple[str, str]]:
    """Every matter of a day."""
    return [one for of_day in _matters for one in of_day(day)]
