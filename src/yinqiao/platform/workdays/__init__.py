"""The working days of offices: the calendar as data, what it says today, and the clocks that go by it."""

from yinqiao.platform.workdays.calendar import corrected_calendar, shipped_year, supply_years, work_calendar
from yinqiao.platform.workdays.clocks import Clocks, Moves, all_clocks, register_clocks
from yinqiao.platform.workdays.rules import Year

__all__ = [
    "Clocks", "Moves", "Year", "all_clocks", "corrected_calendar", "register_clocks", "shipped_year", "supply_years",
    "work_calendar",
]  # fmt: skip
