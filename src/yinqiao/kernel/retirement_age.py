"""The lawful month of retirement under the gradual rise of the retirement age since 2025-01-01.

Decision of the NPC Standing Committee of 2024-09-13 and the State Council's measures annexed to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from yinqiao.kernel.labels import Labelled
from yinqiao.kernel.periods import add_months, month_of


class RetirementCategory(Labelled):
    """Whose original retirement age applies."""

    MAN = "man", "男职工（原60周岁）"
    WOMAN_55 = "woman_55", "女职工（原55周岁）"
    WOMAN_50 = "woman_50", "女职工（原50周岁）"


@dataclass(frozen=True, slots=True)
class DelaySchedule:
    """How one category's age rises, all in months: from `original_age`, one month for every `step`, up to `cap`."""

    original_age: int
    step: int
    cap: int


def _national_schedules() -> dict[RetirementCategory, DelaySchedule]:
    return {
        RetirementCategory.MAN: DelaySchedule(original_age=720, step=4, cap=36),
        RetirementCategory.WOMAN_55: DelaySchedule(original_age=660, step=4, cap=36),
        RetirementCategory.WOMAN_50: DelaySchedule(original_age=600, step=2, cap=60),
    }


@dataclass(frozen=True, slots=True)
class RetirementAgeParameters:
    """The numbers of the measures; the defaults are the national ones, the rulebook may feed others.

    `flexible_early`, `flexible_late` in months; contribution months rise by `contribution_step` a year from
    `contribution_rise_from` until `contribution_cap`.
    """

    start: date = date(2025, 1, 1)
    schedules: dict[RetirementCategory, DelaySchedule] = field(default_factory=_national_schedules)
    flexible_early: int = 36
    flexible_late: int = 36
    contribution_base: int = 180
    contribution_rise_from: int = 2030
    contribution_step: int = 6
    contribution_cap: int = 240


@dataclass(frozen=True, slots=True)
class RetirementMonths:
    """The result, months as their first day; `age_months` is the statutory age, `delay` the rise within it."""

    statutory: date
    earliest: date
    latest: date
    age_months: int
    delay: int


NATIONAL_PARAMETERS = RetirementAgeParameters()


def retirement_months(
    born_on: date, category: RetirementCategory, parameters: RetirementAgeParameters = NATIONAL_PARAMETERS
) -> RetirementMonths:
    """The statutory, the earliest and the latest month of retirement for someone born in that month.

    Example: a man born 1975-06 retires in 2038-02 at 62 years 8 months, at the earliest 2035-06, the latest 2041-02.
    Flexible early retirement never goes below the original age. Special trades and illness are outside this rule.
    """
    schedule = parameters.schedules[category]
    born = month_of(born_on)
    original = add_months(born, schedule.original_age)
    counted = (original.year - parameters.start.year) * 12 + original.month - parameters.start.month + 1
    delay = 0 if counted < 1 else min(schedule.cap, -(-counted // schedule.step))
    statutory = add_months(original, delay)
    return RetirementMonths(
        statutory=statutory,
        earliest=max(original, add_months(statutory, -parameters.flexible_early)),
        latest=add_months(statutory, parameters.flexible_late),
        age_months=schedule.original_age + delay,
        delay=delay,
    )


def minimum_contribution_months(year: int, parameters: RetirementAgeParameters = NATIONAL_PARAMETERS) -> int:
    """Months of contribution needed to draw a monthly pension when retiring in that year: 2029 → 180, 2039 → 240."""
    if year < parameters.contribution_rise_from:
        return parameters.contribution_base
    risen = parameters.contribution_step * (year - parameters.contribution_rise_from + 1)
    return min(parameters.contribution_cap, parameters.contribution_base + risen)
