"""Rooms that keep days counted in working days say here how they are counted anew when the calendar was corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from yinqiao.kernel.working_days import WorkCalendar
from yinqiao.platform.access.types import Actor


@dataclass(frozen=True, slots=True)
class Moves:
    """How many clocks run, and how many of them another calendar moves."""

    running: int
    moved: int


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks of one room: `foresee` what a calendar would move, in the transaction of who asks; `recount` them all."""

    code: str
    label: str
    foresee: Callable[[WorkCalendar], Moves]
    recount: Callable[[Actor, datetime], Moves]


_CLOCKS: dict[str, Clocks] = {}


def register_clocks(clocks: Clocks) -> None:
    """Make the clocks of a room known; a name that is taken by another is a fault of ours."""
    if _CLOCKS.setdefault(clocks.code, clocks) != clocks:
        raise ValueError(f"clocks registered twice: {clocks.code}")


def all_clocks() -> list[Clocks]:
    """Those of every room."""
    return list(_CLOCKS.values())
