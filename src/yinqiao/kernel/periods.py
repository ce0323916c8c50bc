"""Days, months and half-open periods; month arithmetic that clamps to the end of the month."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `start` up to, not including, `end`; `end=None` is open.

    Raises ValueError when the end is not after the start: an empty period is no period.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError("a period ends after it starts")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether the two share at least one day."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def intersection(self, other: Period) -> Period | None:
        """The days that both share, or None."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.end, other.end) if end is not None]
        return Period(max(self.start, other.start), min(ends) if ends else None)


def add_months(day: date, months: int) -> date:
    """The same day so many months later (or earlier); a day the month lacks becomes its last day.

    2024-02-29 + 12 months = 2025-02-28 (Civil Code, article 202: no such day, then the last day of the month).
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> int:
    """Complete months from `start` to `end`; negative when `end` is earlier.

    Consistent with `add_months`: the largest n with add_months(start, n) <= end.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def age_on(born_on: date, day: date) -> int:
    """Full years of age on a day; negative before birth. Who was born on 29 February ages on 28 February in a
    common year."""
    return months_between(born_on, day) // 12


def month_of(day: date) -> date:
    """The first day of the month."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
