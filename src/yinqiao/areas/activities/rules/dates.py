"""On which days something that is held every week takes place."""

from __future__ import annotations

from datetime import date, timedelta

from yinqiao.kernel.working_days import WorkCalendar

MOST_TIMES = 60
_WEEK = timedelta(days=7)
_SATURDAY = 5


def session_dates(first_on: date, times: int, calendar: WorkCalendar) -> list[date]:
    """The first day and the same weekday of the weeks after it, without public holidays; `times` of them.

    A weekend is held at weekends; a weekday on which offices are shut is a holiday. From Wednesday 2026-09-23, three
    times: 09-23, 09-30, 10-14 (10-07 lies in the holiday of the National Day). The first day stands even if it is one:
    whoever chose it meant it.
    """
    found, day = [first_on], first_on
    while len(found) < times:
        day += _WEEK
        if day.weekday() >= _SATURDAY or calendar.is_working(day):
            found.append(day)
    return found
