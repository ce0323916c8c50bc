"""The clock of a case: working days of the step, standing while the applicant must act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yinqiao.areas.applications.types import Item
from yinqiao.kernel.working_days import Spell, WorkCalendar, read_clock


@dataclass(frozen=True, slots=True)
class CaseClock:
    """When half and three quarters of the step's limit have passed, when it ends, and until when a decision is promised.

    All None while the clock stands.
    """

    half_on: date | None = None
    near_on: date | None = None
    due_on: date | None = None
    promised_on: date | None = None


def case_clock(spells: Sequence[Spell], item: Item, step: int, calendar: WorkCalendar) -> CaseClock:
    """The days of the step's limit, and the promise: its end and the limits of the steps that follow.

    Three days from Monday 2026-03-02 and two in the next step: due 2026-03-05, promised 2026-03-09.
    """
    if not spells or spells[-1][1] is not None:
        return CaseClock()
    days = read_clock(spells, item.step[step].days, calendar)
    if days.due_on is None:
        return CaseClock()
    rest = sum(one.days for one in item.step[step + 1 :])
    return CaseClock(days.half_on, days.three_quarters_on, days.due_on, calendar.after(days.due_on, rest))


def stopped(spells: Sequence[Spell], day: date) -> list[Spell]:
    """The clock stands from the end of this day on."""
    return [*spells[:-1], (spells[-1][0], day)]


def resumed(spells: Sequence[Spell], day: date) -> list[Spell]:
    """It runs again; this day counts no more."""
    return [*spells, (day, None)]


def risen_to(late: int, parameters: Mapping[str, Any]) -> str:
    """Who looks after a case that is so many working days late: nobody above yet (empty), the street, the district."""
    if late >= parameters["district_days"]:
        return "district"
    return "street" if late >= parameters["street_days"] else ""
