"""A week's visits are laid out by PyVRP: prizes for visits, one vehicle for each officer and day. Pure.

The solver proposes; what comes of it is held to the hard limits by our own reckoning, whatever it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from yinqiao.areas.rounds.rules.week import Routes, Slot, Stop, Week, length, ordered, pressing, reason_of

# What a visit is worth in minutes of way, by how much it presses, and what each day later costs.
_PRIZES: Final = {3: 4000, 2: 3000, 1: 1000}
_LATER: Final = {3: 30, 2: 10, 1: 1}
_PINNED: Final = 100_000
# More than any day has: a way that nobody can take.
_NEVER: Final = 100_000
MILLISECONDS: Final = 2500
PATIENCE: Final = 250


def propose(
    week: Week, today: date, last: date, *, milliseconds: int = MILLISECONDS, patience: int = PATIENCE
) -> Routes:
    """Lay out the week; within so many milliseconds of clock, or until so many rounds bring nothing better.

    What was pinned stays where it was put, even where the day is too short for it: then nothing else goes there.
    """
    routes = Routes({slot: [] for slot in week.shifts})
    pinned = {slot: [one for one in week.stops if one.pin == slot] for slot in week.shifts}
    taken = {slot for slot, stops in pinned.items() if length(ordered(stops), week.travel) > week.shifts[slot]}
    for slot in taken:
        routes.placed[slot] = ordered(pinned[slot])
    slots = {slot: minutes for slot, minutes in week.open_shifts.items() if slot not in taken}
    stops = [one for one in week.stops if one.pin not in taken and (one.pin is None or one.pin in slots)]
    if slots and stops:
        for slot, found in _solved(
            Week(slots, stops, week.travel), week.first_day or today, (today, last), (milliseconds, patience)
        ):
            mine = [one for one in found if one.pin == slot or (one.pin is None and _may(one, slot, week))]
            mine += [one for one in ordered(pinned[slot]) if one not in mine]
            routes.placed[slot] = _shortened(mine, week, slot)
    return _explained(routes, week)


def _may(stop: Stop, slot: Slot, week: Week) -> bool:
    return week.first_day is not None and stop.may_be_on(slot[1], week.first_day)


def _shortened(stops: list[Stop], week: Week, slot: Slot) -> list[Stop]:
    """The same without the last ones that were not pinned, until the day is long enough."""
    kept = list(stops)
    while length(kept, week.travel) > week.shifts[slot]:
        free = [one for one in kept if one.pin is None]
        if not free:
            return ordered(kept)
        kept.remove(free[-1])
    return kept


def _explained(routes: Routes, week: Week) -> Routes:
    done = {one.key for found in routes.placed.values() for one in found}
    routes.unplaced = {one.key: reason_of(one, week) for one in week.stops if one.key not in done}
    return routes


def _solved(
    week: Week, first: date, days: tuple[date, date], budget: tuple[int, int]
) -> Iterable[tuple[Slot, list[Stop]]]:  # fmt: skip
    # Loaded here: a site that plans nothing need not know the solver.
    from pyvrp import solve
    from pyvrp.stop import MaxRuntime, MultipleCriteria, NoImprovement

    stop = MultipleCriteria([MaxRuntime(budget[0] / 1000), NoImprovement(budget[1])])
    found = solve(_data(week, first, days), stop, seed=1, collect_stats=False, display=False).best
    slots, routes = list(week.open_shifts), {slot: list[Stop]() for slot in week.open_shifts}
    for route in found.routes():
        visited = [week.stops[one.idx] for one in route.schedule() if one.is_client()]
        routes[slots[route.vehicle_type()]] += visited
    return routes.items()


def _data(week: Week, first: date, days: tuple[date, date]) -> Any:
    """The problem in the solver's terms: place 0 is the office, each stop a client that need not be served."""
    from pyvrp import Client, Depot, Location, ProblemData, VehicleType

    way, press = _ways(week), [pressing(one, *days) for one in week.stops]
    clients = [
        Client(
            no, service_duration=one.minutes, required=False,
            prize=_PRIZES[press[no - 1]] if one.pin is None else _PINNED,
        )
        for no, one in enumerate(week.stops, 1)
    ]  # fmt: skip
    durations, costs, vehicles = [], [], []
    for no, (slot, minutes) in enumerate(week.open_shifts.items()):
        duration, cost = _of_slot(week, way, press, (slot, first))
        durations.append(duration)
        costs.append(cost)
        vehicles.append(VehicleType(1, shift_duration=minutes, profile=no))
    return ProblemData(
        [Location(0, 0) for _ in range(len(clients) + 1)], clients, [Depot(0)], vehicles, costs, durations
    )


def _ways(week: Week) -> Any:
    """Minutes between all places, the office first."""
    import numpy as np

    places: Sequence[str] = ["", *(one.building for one in week.stops)]
    known: dict[tuple[str, str], int] = {}
    for one in set(places):
        for other in set(places):
            known[one, other] = week.travel.between(one, other)
    found = np.array([[known[one, other] for other in places] for one in places], dtype=np.int64)
    np.fill_diagonal(found, 0)
    return found


def _of_slot(week: Week, way: Any, press: Sequence[int], at: tuple[Slot, date]) -> tuple[Any, Any]:
    """Minutes and cost of the ways of one officer on one day: later days cost what presses more."""
    (slot, first), duration = at, way.copy()
    cost = way.copy()
    for no, one in enumerate(week.stops, 1):
        if one.pin not in (None, slot) or (one.pin is None and not one.may_be_on(slot[1], first)):
            duration[:, no] = cost[:, no] = _NEVER
        else:
            cost[:, no] += _LATER[press[no - 1]] * (slot[1] - first).days
        duration[no, no] = cost[no, no] = 0
    return duration, cost
