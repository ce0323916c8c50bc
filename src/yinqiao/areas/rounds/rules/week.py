"""The plan of a week: how long a way takes, on which days somebody can be visited, what does not fit and why. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from yinqiao.areas.rounds.types import Unplaced

_NUMBERED = re.compile(r"^(.*?)[\s第]*[0-9０-９一二三四五六七八九十]+\s*(?:栋|幢|号|座|组|单元|楼).*$")

# Who works on which day: the number of the officer within the plan, the day.
Slot = tuple[int, date]


@dataclass(frozen=True, slots=True)
class Travel:
    """Minutes on the way: within a building, between buildings of one estate, else. The office is elsewhere."""

    building_minutes: int
    estate_minutes: int
    other_minutes: int

    def between(self, one: str, other: str) -> int:
        """From one building to another; where a building is not known, the longest way is reckoned."""
        if not one or not other:
            return self.other_minutes
        if one == other:
            return self.building_minutes
        return self.estate_minutes if estate_of(one) == estate_of(other) else self.other_minutes


def estate_of(building: str) -> str:
    """The estate that a building is of: 锦湖小区3栋 is of 锦湖小区. What has no number, or nothing else, is its own."""
    found = _NUMBERED.match(building.strip())
    return (found[1].strip() if found else "") or building.strip()


@dataclass(frozen=True, slots=True)
class Stop:
    """Somebody to visit: where, how many minutes, until when, not before which day, how much it presses.

    `due_on` is the last day; one that cannot be met any more counts as none. `pin` is where an officer has put the visit.
    """

    key: UUID
    building: str
    minutes: int
    due_on: date
    early_on: date | None = None
    pin: Slot | None = None

    def may_be_on(self, day: date, first: date) -> bool:
        """Whether a visit on this day is in time, where `first` is the first day on which anybody works."""
        if self.early_on is not None and day < self.early_on:
            return False
        # An appointed day after the last one is what the person asked for.
        earliest = max(first, self.early_on) if self.early_on else first
        return day <= self.due_on or self.due_on < earliest


@dataclass(frozen=True, slots=True)
class Week:
    """All that a plan rests on: minutes of each officer and day, whom to visit, the way."""

    shifts: Mapping[Slot, int]
    stops: Sequence[Stop]
    travel: Travel

    @property
    def open_shifts(self) -> dict[Slot, int]:
        """Where somebody works at all, day by day."""
        found = {slot: minutes for slot, minutes in self.shifts.items() if minutes > 0}
        return dict(sorted(found.items(), key=lambda one: (one[0][1], one[0][0])))

    @property
    def first_day(self) -> date | None:
        """The first day on which anybody works."""
        return min((day for _, day in self.open_shifts), default=None)


@dataclass(slots=True)
class Routes:
    """Who visits whom on which day, in which order; and why the others are not placed."""

    placed: dict[Slot, list[Stop]] = field(default_factory=dict)
    unplaced: dict[UUID, Unplaced] = field(default_factory=dict)


def legs(stops: Sequence[Stop], travel: Travel) -> list[int]:
    """Minutes on the way to each stop in this order, from the office; the way back is one more of the longest."""
    before, found = "", []
    for one in stops:
        found.append(travel.between(before, one.building))
        before = one.building
    return found


def length(stops: Sequence[Stop], travel: Travel) -> int:
    """Minutes that a day takes: the way there, between and back, and the visits. A day without visits takes none."""
    if not stops:
        return 0
    return sum(legs(stops, travel)) + sum(one.minutes for one in stops) + travel.other_minutes


def ordered(stops: Iterable[Stop]) -> list[Stop]:
    """A sensible order of a day that was put together by hand: estate by estate, building by building."""
    return sorted(stops, key=lambda one: (one.building == "", estate_of(one.building), one.building, str(one.key)))


def pressing(stop: Stop, today: date, last: date) -> int:
    """How much a visit presses: 3 overdue or appointed, 2 due within the week, 1 later."""
    if stop.due_on < today or stop.early_on is not None:
        return 3
    return 2 if stop.due_on <= last else 1


def reason_of(stop: Stop, week: Week) -> Unplaced:
    """Why somebody is not placed."""
    first = week.first_day
    if first is None:
        return Unplaced.NOBODY
    days = {day for _, day in week.open_shifts}
    if not any(stop.may_be_on(day, first) for day in days):
        return Unplaced.NO_DAY
    alone = length([stop], week.travel)
    return Unplaced.TOO_LONG if alone > max(week.open_shifts.values()) else Unplaced.NO_ROOM


def _worked(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> int:
    named = ("building_minutes", "estate_minutes", "other_minutes")
    return Travel(**{one: parameters[one] for one in named}).between(given["one"], given["other"])


FORMULAS = {"rounds.week_plan": _worked}
