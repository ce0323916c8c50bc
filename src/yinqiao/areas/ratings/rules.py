"""Who follows a bad rating up, and by when. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from yinqiao.areas.ratings.types import Hands
from yinqiao.kernel.working_days import WorkCalendar


def due(day: date, parameters: Mapping[str, Any], calendar: WorkCalendar) -> date:
    """The last day of the follow-up."""
    return calendar.after(day, parameters["days"])


def may_settle(account: UUID | None, place_no: int, hands: Hands) -> bool:
    """Whether an account had no hand in what is rated, nor its office took it in: names say nothing, for many are the same."""
    return account is not None and account not in hands.accounts and place_no not in hands.places


FORMULAS = {"ratings.follow_up": lambda parameters, given: parameters["days"] >= given["days"]}
