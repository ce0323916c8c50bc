"""What may be done about an item that was not taken in, and how a telephone's clock is read. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from yinqiao.areas.retirees.types import CASEWORKERS
from yinqiao.areas.rounds.rules import week
from yinqiao.areas.rounds.types import Choice, Limits

# Who goes to the door.
WALKERS = CASEWORKERS
_CHOICES: Mapping[str, tuple[Choice, ...]] = {
    "duties.done_already": (Choice.NOTE, Choice.DROP),
    "rounds.person_died": (Choice.NOTE, Choice.DROP),
    "rounds.no_longer_due": (Choice.NOTE, Choice.DROP),
    "rounds.clock_wrong": (Choice.CLOCK, Choice.DROP),
    "rounds.person_gone": (Choice.DROP,),
    "rounds.cancelled": (Choice.DROP,),
    "rounds.ended": (Choice.DROP,),
    "rounds.too_late": (Choice.DROP,),
}


def choices_of(code: str) -> tuple[Choice, ...]:
    """What may be done about an item that was refused with this code; what is unknown can be mended or dropped."""
    return _CHOICES.get(code, (Choice.EDIT, Choice.DROP))


def skew_of(sent_at: datetime, now: datetime) -> timedelta:
    """By how much a telephone's clock is slow (negative: fast)."""
    return now - sent_at


def is_wrong(skew: timedelta, limits: Limits) -> bool:
    """Whether a clock is wrong by more than the rule allows."""
    return abs(skew) > timedelta(minutes=limits.clock_minutes)


def moment_of(told_at: datetime, skew: timedelta, limits: Limits) -> datetime:
    """When something was recorded, by our clock: what is within the rule is believed as told."""
    return told_at + skew if is_wrong(skew, limits) else told_at


def is_within(moment: datetime, taken_at: datetime, now: datetime, limits: Limits) -> bool:
    """Whether a moment lies between the taking of the round and now, as far as clocks may differ."""
    slack = timedelta(minutes=limits.clock_minutes)
    return taken_at - slack <= moment <= now + slack


def last_day(day: date, limits: Limits) -> date:
    """The last day on which a round of `day` is taken in."""
    return day + timedelta(days=limits.sync_days)


def _worked(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> date:
    return last_day(given["day"], Limits(**parameters))


FORMULAS = {"rounds.offline": _worked, **week.FORMULAS}
