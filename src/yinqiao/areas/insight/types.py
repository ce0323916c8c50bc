"""Shapes of the room of insight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Dimension(StrEnum):
    """By what a figure is broken down."""

    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    ENTERPRISE = "enterprise"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {"district": "区县", "street": "街道", "community": "社区", "enterprise": "企业"}[self.value]


@dataclass(frozen=True, slots=True)
class HandoverFigures:
    """People of one place or enterprise: handed over, of them accepted, of them contacted, and what is outstanding.

    `offered` wait for an answer, `returned` wait for the enterprise. Accepted is a signature, contacted a service.
    """

    handed_over: int = 0
    accepted: int = 0
    contacted: int = 0
    offered: int = 0
    returned: int = 0

    def __add__(self, other: HandoverFigures) -> HandoverFigures:
        return HandoverFigures(
            self.handed_over + other.handed_over,
            self.accepted + other.accepted,
            self.contacted + other.contacted,
            self.offered + other.offered,
            self.returned + other.returned,
        )

    @property
    def outstanding(self) -> int:
        """Handed over and not accepted."""
        return self.offered + self.returned


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One line of the breakdown `by`; `ref` is the place number or the enterprise's id, `opens` if it can be opened.

    `is_desk`: it counts the people at the place itself alone, not those in the places below.
    """

    by: Dimension
    ref: int
    name: str
    opens: bool
    figures: HandoverFigures
    is_desk: bool = False


def total_of(rows: Iterable[HandoverRow]) -> HandoverFigures:
    """The figures of all lines together: the total of a page is the sum of its lines, never another look."""
    return sum((row.figures for row in rows), HandoverFigures())


@dataclass(frozen=True, slots=True)
class Slice:
    """A narrower look within the scope: one enterprise, one place with its subtree, both, or neither."""

    enterprise_id: int | None = None
    place_from: int | None = None
    place_to: int | None = None
