"""The row about the plan of a week: two officers, 120 visits, every hard limit kept."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from tests.bench.figures import Figure, at_most

VISITS = 120
OFFICERS = 2
DAYS = 5
SEEDS = 3


def week_plan() -> Iterator[Figure]:
    """The slowest of some weeks, as a request lays it out; the limits are checked by a reckoning of its own."""
    from yinqiao.areas.rounds.rules.solving import propose
    from yinqiao.areas.rounds.rules.week import Stop, Travel, Week
    from yinqiao.areas.rounds.tests.week_limits import broken

    monday = date(2026, 3, 2)
    slowest, placed, wrong = 0.0, [], 0
    for seed in range(SEEDS):
        draw = random.Random(seed)  # made-up visits
        stops = [
            Stop(
                UUID(int=no + 1), f"小区{draw.randrange(8)}园{draw.randrange(6) + 1}栋", draw.choice([20, 30, 40]),
                monday + timedelta(days=draw.randrange(-10, 28)),
            )
            for no in range(VISITS)
        ]  # fmt: skip
        shifts = {(no, monday + timedelta(days=day)): 360 for no in range(1, OFFICERS + 1) for day in range(DAYS)}
        week = Week(shifts, stops, Travel(3, 8, 20))
        begun = time.perf_counter()
        routes = propose(week, monday, monday + timedelta(days=6))
        slowest = max(slowest, time.perf_counter() - begun)
        placed.append(sum(len(one) for one in routes.placed.values()))
        wrong += len(broken(week, routes))
    note = f"{OFFICERS} officers, {VISITS} visits: {placed} placed within {DAYS} days; {wrong} hard limits broken"
    yield at_most("week_plan", slowest, 5, note=note)
    yield at_most("week_plan_limits_broken", wrong, 0, unit="limits", note="checked by another reckoning")
