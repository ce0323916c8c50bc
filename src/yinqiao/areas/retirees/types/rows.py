"""Rows that the reads of the register give. Masked values are masked here already; nothing holds a full number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonHit:
    """One hit of a search. In an enterprise's scope `born_on` is None, `masked_id` and `place_label` are empty."""

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
class PersonFilter:
    """What a list of people is narrowed to. Ages in full years on `today`, both ends included."""

    today: date
    status: str = ""
    text: str = ""
    age_from: int | None = None
    age_to: int | None = None
    enterprise_id: int | None = None
    place_no: int | None = None
    has_phone: bool | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the community's list. `phone` and `id_no` are masked."""

    id: UUID
    name: str
    sex: str
    born_on: date
    age: int
    status: str
    status_label: str
    status_on: date
    place_no: int
    place_label: str
    enterprise_id: int
    enterprise_name: str
    phone: str
    id_no: str
    retired_on: date | None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One line of a call list or of a roll by building: phone and address in full, so it leaves only with a purpose."""

    id: UUID
    name: str
    sex: str
    age: int
    place_label: str
    building: str
    address: str
    phone: str


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
    """One note, visit or call with its text."""

    id: UUID
    kind: str
    kind_label: str
    occurred_on: date
    text: str
    author_name: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class DataRequestRow:
    """One request about personal data."""

    id: UUID
    retiree_id: UUID
    retiree_name: str
    kind: str
    kind_label: str
    asked_by: str
    received_on: date
    due_on: date
    state: str
    state_label: str
    text: str
    answer: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class ContactPersonRow:
    """One contact person; the phone masked, or in full on the copy that the person asked for."""

    id: UUID
    retiree_id: UUID
    name: str
    relation: str
    relation_label: str
    phone: str
    since: date


@dataclass(frozen=True, slots=True)
class ToldContact:
    """Somebody whom the roster names to call, not yet entered by an officer: `key` is `contact1` or `spouse`."""

    key: str
    name: str
    relation: str
    phone: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One act that changed what is held on a person: the answer to a request names it."""

    act_id: UUID
    occurred_on: date
    sentence: str


@dataclass(frozen=True, slots=True)
class PersonCopy:
    """What is held sealed on a person, in full, for the copy that the person asked for.

    `facts` by field name, `profile` as the roster brought it. Never kept, never put into a session or a log.
    """

    request: DataRequestRow
    facts: Mapping[str, str]
    profile: Mapping[str, str]
    contacts: tuple[ContactPersonRow, ...] = ()


_READINGS = {
    "retirees.open_person": "打开人员页面",
    "retirees.reveal": "完整显示敏感信息",
    "retirees.reveal_contact": "完整显示联系人电话",
    "retirees.reveal_copy": "生成个人信息副本",
}


@dataclass(frozen=True, slots=True)
class TouchRow:
    """One time somebody saw or changed a person: for the auditor. `fields` names what changed, never the values."""

    at: datetime
    kind: str
    action: str
    actor_name: str
    actor_role: str
    scope: str
    purpose: str
    events: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What was done, in words: the events of an act, else the name of the reading, else 查看 or 办理."""
        if self.events:
            return "、".join(dict.fromkeys(self.events))
        return _READINGS.get(self.action, "查看" if self.kind == "read" else "办理")


@dataclass(frozen=True, slots=True)
class PersonSide:
    """One side of a comparison: the same facts in the same order, sensitive ones masked."""

    id: UUID
    name: str
    status_label: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """Two entries that may be one person; `reasons` are (label, weight) pairs of the score."""

    id: UUID
    first: UUID
    second: UUID
    first_name: str
    second_name: str
    place_label: str
    score: int
    reasons: tuple[tuple[str, int], ...]
    state: str
    state_label: str
    found_at: datetime

    @property
    def reason_words(self) -> str:
        """The reasons that speak for one person, in words."""
        return "、".join(label for label, weight in self.reasons if weight > 0)
