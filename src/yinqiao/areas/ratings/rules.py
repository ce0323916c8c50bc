"""Who follows a bad rating up, and by when. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from yinqiao.kernel.working_days import WorkCalendar

# The community's superiors; what is said about its work is not its own to settle.
LEADERS = ("street_officer", "district_manager", "city_manager")


def due(day: date, parameters: Mapping[str, Any], calendar: WorkCalendar) -> date:
    """The last day of the follow-up."""
    return calendar.after(day, parameters["days"])


def may_settle(who: str, handlers: Collection[str]) -> bool:
    """Whether somebody (office and name) had no hand in the case."""
    return who not in handlers


FORMULAS = {"ratings.follow_up": lambda parameters, given: parameters["days"] >= given["days"]}
