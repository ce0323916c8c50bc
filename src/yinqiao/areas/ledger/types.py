"""What a list of people is narrowed to, and its rows. Masked values are masked here already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


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
