"""From which day on something that is published may hold, so that no day is decided by two different texts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

# Every process reads what a city published once a day; the clock of none is further off than this.
_MARGIN = timedelta(hours=2)
_MOST_DAYS = 1096


def earliest(at: datetime) -> date:
    """The first day that has begun nowhere and will not within two hours; `at` in local time.

    2026-03-02 21:59 → 2026-03-03; 2026-03-02 22:00 → 2026-03-04.
    """
    return (at + _MARGIN).date() + timedelta(days=1)


def latest(today: date) -> date:
    """The last day for which something can be published: three years on."""
    return today + timedelta(days=_MOST_DAYS)
