"""The hard limits of a week's plan, checked by another reckoning than the product's: nothing of its rules is used here."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any


def broken(week: Any, routes: Any) -> list[str]:
    """What is wrong with a plan, in words; nothing where every hard limit is kept."""
    wrong = []
    seen = Counter(stop.key for stops in routes.placed.values() for stop in stops)
    wrong += ["somebody is visited twice" for count in seen.values() if count > 1]
    everybody = {stop.key for stop in week.stops}
    wrong += ["somebody is lost or invented"] * (set(seen) | set(routes.unplaced) != everybody)
    wrong += ["somebody is placed and unplaced"] * bool(set(seen) & set(routes.unplaced))
    first = min((day for (_, day), minutes in week.shifts.items() if minutes > 0), default=None)
    for slot, stops in routes.placed.items():
        free = [stop for stop in stops if stop.pin is None]
        wrong += ["a visit on a day off"] * bool(free and week.shifts.get(slot, 0) <= 0)
        wrong += ["a day longer than its hours"] * bool(free and _minutes(stops, week.travel) > week.shifts[slot])
        wrong += ["a visit out of time" for stop in free if not _in_time(stop, slot[1], first)]
        wrong += ["what was pinned has moved" for stop in stops if stop.pin not in (None, slot)]
    wrong += ["what was pinned was dropped" for stop in week.stops if stop.pin and stop.key not in seen]
    return wrong


def _minutes(stops: Any, travel: Any) -> int:
    ways = [travel.other_minutes, travel.other_minutes]
    for one, other in pairwise(stops):
        if not one.building or not other.building:
            ways.append(travel.other_minutes)
        elif one.building == other.building:
            ways.append(travel.building_minutes)
        else:
            near = re.sub(r"\d+栋$", "", one.building) == re.sub(r"\d+栋$", "", other.building)
            ways.append(travel.estate_minutes if near else travel.other_minutes)
    return sum(ways) + sum(stop.minutes for stop in stops)


def _in_time(stop: Any, day: date, first: date | None) -> bool:
    if stop.early_on and day < stop.early_on:
        return False
    could = max(one for one in (first, stop.early_on) if one)
    return bool(day <= stop.due_on or stop.due_on < could)
