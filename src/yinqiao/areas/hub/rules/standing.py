"""How a city and a package stand as the province sees them, and who sees what of the carrier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from yinqiao.areas.hub.types import FarState, Rates, Voice

PROVINCE_ROLES: Final = ("province_officer",)
"""Who looks at the cities of a province: counts, and nobody's data."""
CITY_ROLES: Final = ("agency_officer", "city_manager")
"""Who sees what went over the carrier: the desk its own, the city everything."""


def rates_in(parameters: Mapping[str, Any]) -> Rates:
    """The rule's parameters as the room takes them."""
    return Rates(**{name: int(parameters[name]) for name in ("indicators_minutes", "silent_minutes", "kept_days")})


def voice_of(as_of: datetime | None, now: datetime, rates: Rates) -> Voice:
    """Whether a city speaks: never, not for so long, or as it should. To the minute of the limit it still does."""
    if as_of is None:
        return Voice.NEVER
    return Voice.SILENT if now - as_of > timedelta(minutes=rates.silent_minutes) else Voice.HEARD


def far_state(
    *, today: date, is_there: bool, ended_on: date | None, due_on: date, valid_to: date, waiting: int
) -> FarState:
    """How a package stands: ended first, then what is over or late, then whether the receiver has it."""
    if ended_on is not None or waiting == 0:
        return FarState.ENDED
    if valid_to < today:
        return FarState.OVER
    if due_on < today:
        return FarState.LATE
    return FarState.WAITING if is_there else FarState.ON_THE_WAY


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    rates, now = rates_in(parameters), datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001  any moment will do
    minutes = given.get("minutes")
    return voice_of(None if minutes is None else now - timedelta(minutes=minutes), now, rates).value


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {"hub.carrier": _example}
