"""The working days of offices: the calendar as data, and what it says today."""

from yinqiao.platform.workdays.calendar import work_calendar

__all__ = ["work_calendar"]
