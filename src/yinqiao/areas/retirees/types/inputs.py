"""What the acts of the register take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yinqiao.areas.retirees.types.codes import NoteKind, Source


@dataclass(frozen=True, slots=True)
class Correction:
    """New values by field name (`FIELD_LABELS`); only what is named and not blank changes.

    `cleared` names fields whose value is wrong and not replaced. `source` says from where the new values come, `since` from which day they are known to hold; `lock_version` is the
    version that the officer saw.
    """

    values: Mapping[str, str]
    source: Source
    since: date
    lock_version: int
    cleared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Death:
    """A death: the day, who says so, and which paper proves it (no paper is possible: then `proof` says why)."""

    died_on: date
    source: Source
    proof: str
    lock_version: int


@dataclass(frozen=True, slots=True)
class Move:
    """A move inside the city: the new address and the community there; it holds the person once it accepts."""

    moved_on: date
    place_no: int
    address: str
    building: str
    source: Source
    lock_version: int


@dataclass(frozen=True, slots=True)
class ToldDeath:
    """A death among many, judged already."""

    retiree_id: UUID
    died_on: date
    source: Source
    proof: str


@dataclass(frozen=True, slots=True)
class ToldMove:
    """A move among many, judged already: since when, and to which place."""

    retiree_id: UUID
    moved_on: date
    place_no: int
    source: Source


@dataclass(frozen=True, slots=True)
class NoteInput:
    """A note, a visit or a call: the day and what was found."""

    kind: NoteKind
    occurred_on: date
    text: str


__all__ = ["Correction", "Death", "Move", "NoteInput", "Source", "ToldDeath", "ToldMove"]
