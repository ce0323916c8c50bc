"""The calendar made of the rulebook's years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from yinqiao.kernel.working_days import WorkCalendar

RULE = "workdays.year"


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
