"""Shapes of indicators: what is counted, what a figure is made of, a figure of a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum

from yinqiao.kernel.labels import Labelled


class Axis(IntEnum):
    """By what a kept figure is counted: at a place itself, in a place with all below it, or for an enterprise."""

    OWN = 0
    PLACE = 1
    ENTERPRISE = 2


class Kind(Labelled):
    """Whether something stands or happens."""

    STOCK = "stock", "月末数"
    FLOW = "flow", "当月数"


class Walls(Labelled):
    """Who learns a measure beside the places: with the enterprise, the places alone, or the places without overseers."""

    NONE = "", "属地和企业"
    PLACE = "place", "属地"
    PARTY = "party", "属地，监督岗位除外"


class Form(Labelled):
    """How an indicator is made of measures."""

    PERCENT = "percent", "比率"
    AVERAGE = "average", "平均"
    COUNT = "count", "数量"


class Direction(Labelled):
    """Which way is better; neither for what only describes."""

    UP = "up", "越高越好"
    DOWN = "down", "越低越好"
    NEITHER = "neither", "只作描述"


@dataclass(frozen=True, slots=True)
class Measure:
    """Something counted: one SELECT, and the rooms whose events change it.

    Of what is sensitive few are not written out. `list_page` is the address of the list behind it.
    """

    id: str
    title: str
    unit: str
    kind: Kind
    moved_by: frozenset[str]
    sql: str
    walls: Walls = Walls.NONE
    is_sensitive: bool = False
    list_page: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator on a day: its meaning, what it is made of, where it should be, who answers for it.

    `scale` is by what the amounts are divided to come to `unit` (100 for fen to yuan, 60 for minutes to hours).
    `target` is None where nobody set one.
    """

    code: str
    title: str
    theme: str
    form: Form
    unit: str
    direction: Direction
    target: Decimal | None
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    scale: int
    places: int
    least: int
    owner: str
    meaning: str
    source: str
    standing: str
    version: str
    is_sensitive: bool = False

    @property
    def measures(self) -> tuple[str, ...]:
        """All it is made of."""
        return (*self.numerator, *self.denominator)


@dataclass(frozen=True, slots=True)
class Value:
    """What an indicator comes to: the two sums, and the value; None where there is nothing to divide by."""

    numerator: int
    denominator: int
    value: Decimal | None
    is_alarm: bool = False

    @property
    def gap(self) -> int:
        """What is lacking to the whole."""
        return self.denominator - self.numerator


@dataclass(frozen=True, slots=True)
class Point:
    """An indicator in one month: as it is known now, and as it was told when the month was closed."""

    month: date
    now: Value
    told: Value | None

    @property
    def has_changed(self) -> bool:
        """Whether something about the month came later."""
        return self.told is not None and (self.told.numerator, self.told.denominator) != (
            self.now.numerator,
            self.now.denominator,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One place or enterprise in a comparison: now, and the month and the year before.

    Fewer than `least` are not written out; 0 hides nothing.
    """

    indicator: Indicator
    ref: int
    name: str
    opens: bool
    now: Value
    before: Value
    last_year: Value
    least: int = 0

    def is_few(self, value: Value) -> bool:
        """Whether a value names so few, or all but so few, that it could tell who they are."""
        return any(0 < one < self.least for one in (value.numerator, value.denominator, value.gap))

    @property
    def change(self) -> Decimal | None:
        """Against the month before; None where either is empty or not written out."""
        if self.now.value is None or self.before.value is None or self.is_few(self.now) or self.is_few(self.before):
            return None
        return self.now.value - self.before.value


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator of a place at a glance: now, the months before, oldest first."""

    indicator: Indicator
    now: Value
    before: Value
    trend: Sequence[Decimal | None]
    # Whether the month goes on, so that what happens in it cannot be held against a whole one.
    is_running: bool = False

    @property
    def change(self) -> Decimal | None:
        """Against the month before; None where either is empty, and for what was counted in a part of a month."""
        if self.now.value is None or self.before.value is None or self.is_running:
            return None
        return self.now.value - self.before.value
