"""A year of orders of a made-up city with causes planted among them, and what is found of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import polars as pl

from yinqiao.areas.hotline.rules import find_clusters
from yinqiao.areas.hotline.types import Rate
from yinqiao.shell.demo.hotline_orders import MadeOrder, Planted, make_orders, plant

TODAY: Final = date(2026, 12, 1)
YEAR: Final = (TODAY - timedelta(days=364), TODAY)
# As the rulebook has them; a test holds the two together.
RATE: Final = Rate(14, 26, 8, 5, 1, 28)
FIRMS: Final = tuple(range(1, 301))
PLANTED: Final = 60


def _tree() -> dict[int, tuple[int, ...]]:
    """A city of 9 districts, 144 streets, 1,008 communities, numbered in preorder."""
    paths: dict[int, tuple[int, ...]] = {1: (1,)}
    for _ in range(9):
        district = len(paths) + 1
        paths[district] = (1, district)
        for _ in range(16):
            street = len(paths) + 1
            paths[street] = (1, district, street)
            for _ in range(7):
                community = len(paths) + 1
                paths[community] = (1, district, street, community)
    return paths


PATHS: Final = _tree()
COMMUNITIES: Final = tuple(no for no, path in PATHS.items() if len(path) == 4)


def city_orders(count: int, seed: int, *, has_causes: bool = True) -> tuple[list[MadeOrder], list[Planted]]:
    """So many orders of a year, and the causes of its last five months."""
    days = (TODAY - timedelta(days=150), TODAY)
    causes = plant(PLANTED, COMMUNITIES, FIRMS, days, seed + 10) if has_causes else []
    return make_orders(count, COMMUNITIES, FIRMS, YEAR, seed, causes), causes


def frame_of(made: Sequence[MadeOrder], cases: Sequence[int] | None = None) -> pl.DataFrame:
    """What the rule looks at."""
    return pl.DataFrame(
        {
            "case": list(cases or range(len(made))), "topic": [one.topic for one in made],
            "place_no": [one.place_no for one in made], "firm_id": [one.firm_id for one in made],
            "received_on": [one.received_on for one in made],
        },
        schema_overrides={"firm_id": pl.Int64},
    )  # fmt: skip


def found_of(count: int, seed: int) -> tuple[int, int]:
    """How many planted causes a sweep on their last day finds, and how many there are.

    Found is one when a flagged cluster holds at least half of its orders and these make at least half of the cluster.
    """
    made, causes = city_orders(count, seed)
    orders, hit = frame_of(made), set[int]()
    for day in sorted({one.until for one in causes}):
        for cluster in find_clusters(orders, day, RATE, PATHS):
            held = [made[at].planted for at in cluster.rows]
            hit |= {
                cause for cause in set(held) - {None}
                if cause is not None and held.count(cause) * 2 >= max(causes[cause].orders, len(held))
            }  # fmt: skip
    return len(hit), len(causes)


def false_alarms(count: int, seed: int) -> int:
    """How many clusters thirty daily sweeps flag in a city where nothing was planted."""
    made, _ = city_orders(count, seed + 100, has_causes=False)
    orders = frame_of(made)
    days = [TODAY - timedelta(days=back) for back in range(30)]
    found = (one for day in days for one in find_clusters(orders, day, RATE, PATHS))
    return len({(one.topic, one.place_no, one.firm_id) for one in found})
