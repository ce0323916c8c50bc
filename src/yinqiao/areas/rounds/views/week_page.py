"""The days of a plan as its page shows them: who, how long, who is visited about when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from yinqiao.areas.rounds.queries import PlannedRow
from yinqiao.areas.rounds.types import PlanLimits

# Work begins then; the hours of a page are a help, not a promise.
_BEGINS = time(8, 30)


@dataclass(frozen=True, slots=True)
class Line:
    """A visit with about when it begins."""

    row: PlannedRow
    at: time
    is_late: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day of one officer; `over` are the minutes by which it is longer than the hours."""

    officer_no: int
    officer: str
    officer_id: UUID | None
    day: date
    minutes: int
    used: int
    lines: tuple[Line, ...]
    is_past: bool
    is_today: bool

    @property
    def over(self) -> int:
        """Minutes beyond the hours."""
        return max(0, self.used - self.minutes)

    @property
    def slot(self) -> str:
        """How a form names it."""
        return f"{self.officer_no}:{self.day}"

    @property
    def open_duties(self) -> list[UUID]:
        """What is still to be done."""
        return [duty for one in self.lines if one.row.is_open for duty in one.row.visit.duties]


def days_of(shifts: Sequence[Any], rows: Sequence[PlannedRow], today: date, limits: PlanLimits) -> list[Day]:
    """Day by day, officer by officer; one who is away has none but when something stands there all the same."""
    found = []
    for one in shifts:
        mine = [row for row in rows if (row.visit.officer_no, row.visit.day) == (one.officer_no, one.day)]
        if not mine and not one.minutes:
            continue
        used = sum(row.visit.minutes + row.visit.way_minutes for row in mine) + (limits.other_minutes if mine else 0)
        found.append(
            Day(
                one.officer_no, one.officer_name, one.officer_id, one.day, one.minutes, used, _lines(mine), one.day < today,
                one.day == today,
            )
        )  # fmt: skip
    return found


def _lines(rows: Sequence[PlannedRow]) -> tuple[Line, ...]:
    clock, lines = datetime.combine(date.min, _BEGINS), []
    for row in rows:
        clock += timedelta(minutes=row.visit.way_minutes)
        lines.append(Line(row, clock.time(), row.visit.day is not None and row.visit.day > row.visit.due_on))
        clock += timedelta(minutes=row.visit.minutes)
    return tuple(lines)
