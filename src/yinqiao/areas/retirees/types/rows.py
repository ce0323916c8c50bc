"""Rows that the reads of the register give. Masked values are masked here already; nothing holds a full number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonHit:
    """One hit of a search. In an enterprise's scope `born_on` is None, `masked_id` and `place_label` are empty; an
    overseer's has no `masked_id`.

    `found_by` says so when it is not the present name that was found: “曾用名 王翠花”.
    """

    id: UUID
    name: str
    sex: str
    born_on: date | None
    born_year: int
    status: str
    status_label: str
    place_label: str
    enterprise_name: str
    masked_id: str
    found_by: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationHit:
    """A place or an enterprise whose name was typed; `kind` is `place` or `enterprise`, `ref` its number or id."""

    kind: str
    ref: int
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class FieldSource:
    """From where a fact of the register comes and since when it holds."""

    label: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Strand:
    """One of the four strands of a person (人·党·档·养老): its state in words, its day, its source."""

    key: str
    label: str
    state: str
    on: date | None
    source: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as the page shows it; sensitive values masked. `is_limited` marks the view of an enterprise or overseer."""

    id: UUID
    name: str
    sex: str
    born_on: date | None
    born_year: int
    status: str
    status_label: str
    status_on: date
    died_on: date | None
    place_no: int
    place_label: str
    enterprise_id: int
    enterprise_name: str
    lock_version: int
    is_synthetic: bool
    is_limited: bool
    merged_into: UUID | None = None
    masked: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    profile: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, FieldSource] = field(default_factory=dict)
    strands: tuple[Strand, ...] = ()

    @property
    def is_deceased(self) -> bool:
        """Whether the page must be still."""
        return self.status == "deceased"


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One event of a person, newest first."""

    type: str
    label: str
    occurred_on: date
    recorded_at: datetime
    actor_name: str
    actor_unit: str
    sentence: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note, visit or call; `text` is empty where its words are not shown."""

    id: UUID
    kind: str
    kind_label: str
    occurred_on: date
    text: str
    author_name: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One act that changed what is held on a person, in words."""

    act_id: UUID
    occurred_on: date
    sentence: str
