"""The rows about clusters of complaints: 100,000 orders of a year, causes planted among them, and a month without any."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta

from tests.bench.figures import Figure, at_least, at_most
from tests.quality.planted_clusters import PATHS, RATE, TODAY, city_orders, false_alarms, found_of, frame_of
from yinqiao.areas.hotline.rules import find_clusters, same_wording, signatures


def clusters() -> Iterator[Figure]:
    """The same wording grouped and the clusters of a day found; then how many planted ones are, and how many are none."""
    made, _ = city_orders(100_000, seed=1)
    begun = time.perf_counter()
    marks = signatures([one.text for one in made], b"bench")
    cases = same_wording(marks, [(one.place_no, one.topic, _week(one.received_on)) for one in made], 80)
    find_clusters(frame_of(made, cases), TODAY, RATE, PATHS)
    seconds = time.perf_counter() - begun
    found, planted = (sum(one) for one in zip(*(found_of(100_000, seed) for seed in (1, 2, 3)), strict=True))
    alarms = max(false_alarms(count, seed) for count in (300, 3_000, 100_000) for seed in (1, 2, 3))
    yield at_most("clusters", seconds, 30, note=f"{len(made)} orders, {len(set(cases))} wordings")
    yield at_least("clusters_found", found / planted * 100, 95, note=f"{found} of {planted} planted")
    yield at_most("clusters_false", alarms, 1, unit="", note="the most in a month, of nine cities with nothing planted")


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())
