"""Shapes of the room of insight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from yinqiao.kernel.labels import Labelled


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


class Strand(Labelled):
    """What of a handover a rate is about."""

    PEOPLE = "people", "人员"
    PARTY = "party", "党组织关系"
    BRANCHES = "branches", "党组织"
    ARCHIVES = "archives", "档案"

    @property
    def usable_words(self) -> str:
        """What makes one of them usable."""
        words = {"people": "已首次联系", "party": "已报到并接收", "branches": "已落实书记、开展组织生活"}
        return {**words, "archives": "已数字化"}[self.value]

    @property
    def unit(self) -> str:
        """What is counted."""
        return {"people": "人", "party": "人", "branches": "个", "archives": "卷"}[self.value]


@dataclass(frozen=True, slots=True)
class StrandFigures:
    """One strand of one line: signed for, handed over, really there, usable.

    `agreed` is None where no agreement is signed, `usable` where nothing is known of any: absence of evidence is not a
    failure, what is there and not known to be usable is not yet verified.
    """

    agreed: int | None = None
    handed_over: int = 0
    received: int = 0
    usable: int | None = None

    def __add__(self, other: StrandFigures) -> StrandFigures:
        return StrandFigures(
            _sum(self.agreed, other.agreed),
            self.handed_over + other.handed_over,
            self.received + other.received,
            _sum(self.usable, other.usable),
        )

    @property
    def outstanding(self) -> int:
        """Handed over and not there."""
        return self.handed_over - self.received

    @property
    def unverified(self) -> int:
        """There, and not known to be usable."""
        return self.received - (self.usable or 0)


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


@dataclass(frozen=True, slots=True)
class StrandRow:
    """One line of a strand, broken down `by`; `ref` is the place number or the enterprise's id."""

    by: Dimension
    ref: int
    name: str
    figures: StrandFigures


def total_of(rows: Iterable[HandoverRow]) -> HandoverFigures:
    """The figures of all lines together: the total of a page is the sum of its lines, never another look."""
    return sum((row.figures for row in rows), HandoverFigures())


@dataclass(frozen=True, slots=True)
class Slice:
    """A narrower look within the scope: one enterprise, one place with its subtree, both, or neither."""

    enterprise_id: int | None = None
    place_from: int | None = None
    place_to: int | None = None
