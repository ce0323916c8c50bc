"""The calendar in force here: a year as the city entered it, else the region's own entry, else the nation's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache

from django.conf import settings

from yinqiao.kernel.working_days import WorkCalendar
from yinqiao.platform.rulebook import Daily, Rule, rulebook
from yinqiao.platform.workdays.rules import RULE, Year, calendar_of, with_years

# What the city entered, as it holds on the day on which this process read it.
_CITY: Daily[tuple[Year, ...]] = Daily(())


def work_calendar() -> WorkCalendar:
    """Every year that is known, each as it holds in the region of this installation."""
    return _corrected(_CITY.value)


def corrected_calendar(year: Year) -> WorkCalendar:
    """The same with one year otherwise: what clocks would go by."""
    return with_years(work_calendar(), [year])


def supply_years(load: Callable[[date], tuple[Year, ...]]) -> None:
    """Name what reads the years that the city entered, as they hold on a day."""
    _CITY.supply(load)


@lru_cache(maxsize=4)
def _corrected(years: tuple[Year, ...]) -> WorkCalendar:
    return with_years(_shipped(), years)


@cache
def _shipped() -> WorkCalendar:
    since = sorted({rule.valid_from for rule in rulebook().history(RULE)})
    return calendar_of((day, dict(shipped_year(day.year).parameters)) for day in since)


def shipped_year(year: int) -> Rule:
    """The entry of the rulebook for a year: its days, source and standing."""
    return rulebook().get(RULE, region=settings.REGION, day=date(year, 1, 1))
