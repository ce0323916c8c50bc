"""Codes and shapes of what follows from a change, and of what somebody has to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yinqiao.kernel.labels import Labelled


class Owner(Labelled):
    """Whose turn a follow-up is."""

    ENTERPRISE = "enterprise", "原企业"
    PARTY = "party", "党组织关系管理单位"
    ARCHIVES = "archives", "档案保管单位"
    AGENCY = "agency", "社保经办机构"


class State(Labelled):
    """Where a follow-up stands. `ended`: what caused it was taken back before anybody had settled it."""

    OPEN = "open", "待办理"
    DONE = "done", "已办结"
    ENDED = "ended", "起因已撤回"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How somebody settles a follow-up, as a code."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of follow-up: whose it is, in how many days, what is to be done, how it can end.

    `back` says what is to be done once the cause was taken back after somebody had settled it.
    """

    code: str
    title: str
    owner: Owner
    cause: str
    days: int
    words: str
    back: str
    outcomes: tuple[Outcome, ...]

    def outcome(self, code: str) -> str:
        """An outcome in words; empty for none."""
        return next((one.label for one in self.outcomes if one.code == code), code)


@dataclass(frozen=True, slots=True)
class Why:
    """The rule by which something followed: its title, source, version, and whether it is assumed."""

    title: str
    source: str
    version: str
    is_assumed: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that followed, or was done about what followed later (`is_later`)."""

    label: str
    text: str
    at: datetime
    by: str
    why: Why | None
    because: str = ""
    url: str = ""
    url_label: str = ""
    is_later: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The message of another office that stands behind a cause; its page only for who may open it."""

    source: str
    title: str
    at: datetime
    rule: str
    reason: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """How many receivers of other offices may be told of a cause and its effects, and to how many all of it has gone."""

    entitled: int
    delivered: int


@dataclass(frozen=True, slots=True)
class Chain:
    """A cause with everything that followed, for one person."""

    act_id: UUID
    label: str
    text: str
    occurred_on: date
    at: datetime
    by: str
    told: Told | None
    steps: Sequence[Step]
    undone: str = ""
    sent: Sent | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A follow-up that is to be opened: of whom, at which place or enterprise, and for how many months of pay."""

    kind: str
    retiree_id: UUID
    name: str
    born_on: date | None
    died_on: date | None = None
    enterprise_id: int | None = None
    place_no: int | None = None
    months: int = 0
    is_back: bool = False
    detail: str = ""
