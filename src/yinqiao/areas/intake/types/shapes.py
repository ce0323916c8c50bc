"""Shapes of what comes in, of what is known, and of what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from yinqiao.areas.intake.types.codes import MessageState, Reason, RefusalReason, SourceKind, Verdict


@dataclass(frozen=True, slots=True)
class Basis:
    """The legal basis on which a source may tell: a document, its article, and from when to when it holds."""

    document: str
    article: str
    valid_from: date
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source as it is registered. `key_id` is None for an office that sends paper alone."""

    name: str
    kind: SourceKind
    code: str
    types: tuple[str, ...]
    basis: Basis
    rate: int
    silent_days: int
    key_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter by which an office that sends paper tells: its number and day, and the stored scan."""

    number: str
    written_on: date
    scan_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One event as it came, read or refused. `number` is the ID number of the person that it is about."""

    event_id: str
    type: str
    time: datetime | None
    digest: bytes
    body: str = ""
    number: str = ""
    data: Any = None
    refusal: RefusalReason | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source says of a person: values by the register's names of fields, and since when."""

    kind: SourceKind
    since: date
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What the register knows of a person: values, the source of each and since when, names, the last sign of life."""

    names: frozenset[str]
    born_on: date
    died_on: date | None
    values: Mapping[str, str]
    sources: Mapping[str, tuple[str, date | None]]
    alive_on: date | None = None
    is_number_taken: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of a message: the verdict, why, about which field, by which rule."""

    verdict: Verdict
    reason: Reason
    rule: str
    attribute: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a sender gets for one event: `token` is the same, signed by the city (JWS)."""

    no: UUID
    event_id: str
    state: MessageState
    code: str
    digest: str
    received_at: datetime
    token: str
    status: int = 200
    reason: str = ""
    fault: str = ""
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source does: the last message, today's by outcome, refusals by code, days of silence beyond its rhythm."""

    last_at: datetime | None
    today: Mapping[str, int]
    refusals: Mapping[str, int]
    lag_minutes: int | None
    silent_days: int
    is_silent: bool
    held: int
    waiting: int
