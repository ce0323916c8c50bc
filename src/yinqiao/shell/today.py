"""Puts what the rooms registered for “today” into groups by urgency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.registry import TodayEntry, TodaySource

# Urgency of an entry -> heading of its group and its tone, most urgent first.
GROUPS = {
    "overdue": ("已逾期", "danger"),
    "soon": ("即将到期", "soon"),
    "normal": ("待办", "neutral"),
}


@dataclass(frozen=True, slots=True)
class TodayGroup:
    """The entries of one urgency under their heading."""

    title: str
    tone: str
    entries: tuple[TodayEntry, ...]


def today_groups(sources: Iterable[TodaySource], actor: Actor, today: date) -> list[TodayGroup]:
    """Ask every source and group its entries; entries with nothing to do and empty groups are left out.

    An urgency that is not known counts as `normal`: an entry must never vanish because of a misspelt word.
    """
    entries = [entry for source in sources for entry in source(actor, today) if entry.count]
    found: dict[str, list[TodayEntry]] = {urgency: [] for urgency in GROUPS}
    for entry in entries:
        found[entry.urgency if entry.urgency in GROUPS else "normal"].append(entry)
    return [TodayGroup(*GROUPS[urgency], tuple(group)) for urgency, group in found.items() if group]
