"""Codes and row shapes of the room of organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DivisionKind(StrEnum):
    """Levels of the tree of places. A desk is an office that holds people no community holds."""

    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    DESK = "desk"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _DIVISION_LABELS[self]


_DIVISION_LABELS = {
    DivisionKind.CITY: "市",
    DivisionKind.DISTRICT: "区县",
    DivisionKind.STREET: "街道（乡镇）",
    DivisionKind.COMMUNITY: "社区（村）",
    DivisionKind.DESK: "专办窗口",
}


CITY_DESK_CODE, CITY_DESK_NAME = "CITY-DESK", "市级承接席"
"""The side that answers where no enterprise succeeds; it stands beside the enterprises, without a credit code."""


class EnterpriseSource(StrEnum):
    """By whom an enterprise is owned; the city's desk stands in for those that nobody succeeded."""

    CENTRAL = "central"
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"
    DESK = "desk"

    @property
    def label(self) -> str:
        """The Chinese word."""
        words = {"central": "中央企业", "provincial": "省属企业", "municipal": "市属企业", "desk": "市级承接"}
        return words[self.value]


class DepartmentKind(StrEnum):
    """The seven departments that share the work."""

    ORGANISATION = "organisation"
    SASAC = "sasac"
    HUMAN_RESOURCES = "human_resources"
    CIVIL_AFFAIRS = "civil_affairs"
    MEDICAL_INSURANCE = "medical_insurance"
    HEALTH = "health"
    PUBLIC_SECURITY = "public_security"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {
            "organisation": "组织部门",
            "sasac": "国资部门",
            "human_resources": "人社部门",
            "civil_affairs": "民政部门",
            "medical_insurance": "医保部门",
            "health": "卫健部门",
            "public_security": "公安部门",
        }[self.value]


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """One place: its half-open range `place_no <= x < place_end` holds its whole subtree."""

    id: int
    code: str
    name: str
    kind: DivisionKind
    place_no: int
    place_end: int
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class EnterpriseRow:
    """One enterprise as other rooms see it."""

    id: int
    uscc: str
    name: str
    source: EnterpriseSource
    group_id: int | None
    successor_id: int | None = None
    dissolved_on: date | None = None

    @property
    def is_desk(self) -> bool:
        """Whether this is the city's desk."""
        return self.source is EnterpriseSource.DESK


@dataclass(frozen=True, slots=True)
class Renaming:
    """What an enterprise is called from a day on, and the paper that says so."""

    name: str
    short_name: str
    renamed_on: date
    document: str


@dataclass(frozen=True, slots=True)
class Dissolution:
    """From which day an enterprise is no more, by which paper, and who answers for it: None for the city's desk."""

    dissolved_on: date
    document: str
    successor_id: int | None


@dataclass(frozen=True, slots=True)
class EnterpriseInput:
    """An enterprise to register; `group_uscc` names its group, which must be in the same list or known."""

    uscc: str
    name: str
    source: EnterpriseSource
    short_name: str = ""
    group_uscc: str = ""
    is_synthetic: bool = False


@dataclass(frozen=True, slots=True)
class OrganisationFound:
    """A place (`place`, by its number) or an enterprise (`enterprise`, by its id) that a text found."""

    kind: str
    ref: int
    name: str
    label: str
