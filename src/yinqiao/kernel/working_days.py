"""Working days: weekdays less the days off, and the weekends that are worked for them; clocks that run in spells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

_DAY = timedelta(days=1)
_SATURDAY = 5
# A clock runs from a day (which counts no more) up to and with the day on which it stops; None: it runs on.
Spell = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """`off` are weekdays on which nobody works, `worked` weekends on which everybody does; `fixed` are days (month, day)
    off in every year of which nothing else is known: from `known_until` on, but for the years that are `known`.
    """

    off: frozenset[date]
    worked: frozenset[date]
    fixed: frozenset[tuple[int, int]] = frozenset()
    known_until: date = date.max
    known: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether offices work on a day."""
        if day in self.worked:
            return True
        if day.weekday() >= _SATURDAY or day in self.off:
            return False
        is_known = day < self.known_until or day.year in self.known
        return is_known or (day.month, day.day) not in self.fixed

    def after(self, start: date, days: int) -> date:
        """The `days`-th working day after `start`; `start` itself for none.

        2025-03-03, 30 days: 2025-04-15 (2025-04-04 is off).
        """
        day = start
        while days > 0:
            day += _DAY
            days -= self.is_working(day)
        return day

    def before(self, end: date, days: int) -> date:
        """The last day after which at least `days` working days have passed up to and with `end`."""
        day = end
        while days > 0:
            days -= self.is_working(day)
            day -= _DAY
        return day

    def count(self, after: date, until: date) -> int:
        """How many working days lie after a day, up to and with another."""
        return sum(self.is_working(after + _DAY * step) for step in range(1, (until - after).days + 1))


@dataclass(frozen=True, slots=True)
class ClockDays:
    """When half, three quarters and all of a limit have passed; None where the clock stands before that."""

    half_on: date | None
    three_quarters_on: date | None
    due_on: date | None


def read_clock(spells: Sequence[Spell], days: int, calendar: WorkCalendar) -> ClockDays:
    """The days of a limit of working days that counts only while a spell runs.

    Ten days from Monday 2026-03-02, stopped on Wednesday (two used), again from Monday 2026-03-09: due 2026-03-19.
    """
    half, quarters = ceil(days / 2), ceil(days * 3 / 4)
    return ClockDays(*(_reached(spells, wanted, calendar) for wanted in (half, quarters, days)))


def _reached(spells: Sequence[Spell], wanted: int, calendar: WorkCalendar) -> date | None:
    left = wanted
    for start, stopped in spells:
        if stopped is None:
            return calendar.after(start, left)
        used = calendar.count(start, stopped)
        if used >= left:
            return calendar.after(start, left)
        left -= used
    return None


def read_spells(told: Sequence[Sequence[str | None]]) -> list[Spell]:
    """Spells from the text in which they are kept: `[["2026-03-02", null]]`."""
    return [(date.fromisoformat(str(since)), date.fromisoformat(until) if until else None) for since, until in told]
