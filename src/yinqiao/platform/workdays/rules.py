"""The calendar made of the rulebook's years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from yinqiao.kernel.working_days import WorkCalendar

RULE = "workdays.year"


@dataclass(frozen=True, slots=True)
class Year:
    """All that is said of one year: weekdays off, weekends worked."""

    year: int
    off: frozenset[date]
    worked: frozenset[date]


def with_years(calendar: WorkCalendar, years: Iterable[Year]) -> WorkCalendar:
    """The calendar in which each of these years is as it is told here, and nothing else of it is known."""
    for one in years:
        off = {day for day in calendar.off if day.year != one.year} | one.off
        worked = {day for day in calendar.worked if day.year != one.year} | one.worked
        calendar = replace(calendar, off=frozenset(off), worked=frozenset(worked), known=calendar.known | {one.year})
    return calendar


def calendar_of(years: Iterable[tuple[date, Mapping[str, Any]]]) -> WorkCalendar:
    """The calendar of entries with the day from which each holds; the last one may name days of every year."""
    off: set[date] = set()
    worked: set[date] = set()
    fixed: set[tuple[int, int]] = set()
    known_until = date.max
    for since, told in years:
        off |= set(told.get("off", ()))
        worked |= set(told.get("worked", ()))
        if told.get("fixed"):
            known_until = since
            fixed = {(int(one[:2]), int(one[3:])) for one in told["fixed"]}
    return WorkCalendar(frozenset(off), frozenset(worked), frozenset(fixed), known_until)


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    return calendar_of([(given["since"], parameters)]).after(given["start"], given["days"]).isoformat()


FORMULAS = {RULE: _example}
