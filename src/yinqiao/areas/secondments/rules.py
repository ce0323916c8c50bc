"""Rules of key communities: where one stands on a day, how long a secondment may last, who may do what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from yinqiao.areas.secondments.types import Asked, Right, Standing

TERMS = "secondments.terms"
CITY = frozenset({"city_manager"})
# The community and who stands over it; the agency's people live elsewhere.
PLACES = frozenset({"community_officer", "street_officer", "district_manager", "city_manager"})
# Both sides may end it early: the community that takes part, the city that decides.
ENDERS = frozenset({"community_officer", "city_manager"})
# Who proposes for the enterprise.
PROPOSERS = frozenset({"enterprise_officer"})


def may_answer(role: str, kind: Asked) -> bool:
    """Whether a role answers a proposal: the community an early end, the city everything."""
    return role in CITY or (kind is Asked.END and role in ENDERS)


def standing_on(day: date, from_on: date, until_on: date, ended_at: datetime | None, warn_days: int = 30) -> Standing:
    """Where it stands; `until_on` is not a day of it. Ending from `warn_days` before its last day on."""
    if ended_at is not None or day >= until_on:
        return Standing.ENDED
    if day < from_on:
        return Standing.COMING
    return Standing.ENDING if warned_from(until_on, warn_days) <= day else Standing.STANDING


def warned_from(until_on: date, days: int) -> date:
    """The first day on which its end is told of: 30 days before its last day. Up to 2026-04-02: from 2026-03-02 on."""
    return until_on - timedelta(days=days + 1)


def lasts(from_on: date, last_on: date, most_days: int) -> bool:
    """Whether it has an end after its beginning and is no longer than allowed, both days counted."""
    return 1 <= (last_on - from_on).days + 1 <= most_days


def rights_of(chosen: Sequence[str], allowed: Sequence[str]) -> list[str] | None:
    """The chosen rights in the order of their kinds; None without any or with one that the rule does not give."""
    if not chosen or not set(chosen) <= set(allowed):
        return None
    return [one.value for one in Right if one.value in chosen]


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    return standing_on(given["day"], date.min, given["until_on"], None, int(parameters["warn_days"])).value


FORMULAS = {TERMS: _example}
