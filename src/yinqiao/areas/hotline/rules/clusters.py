"""Clusters: more orders of a topic in the last days than the weeks before let expect, at a place or about an enterprise.

How many to expect is itself uncertain where a place has had few: given `before` orders in `weeks` weeks, the number in
the next ones follows the negative binomial distribution (Poisson counts, Jeffreys' prior for their rate), exactly.
Nothing here knows a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import exp, lgamma, log
from typing import Final

import polars as pl

from yinqiao.areas.hotline.types import Cluster, Rate

# The most telling first: what an enterprise caused is not flagged once more at each place, nor a community in its street.
_LEVELS: Final = ("firm_id", "community", "street", "district")
_SHOWN_WEEKS: Final = 12
_FEW: Final = 10


def tail(now: int, before: int, weeks: float, window: float) -> float:
    """How likely `now` or more in `window` weeks are by chance, after `before` in `weeks` weeks.

    6 after none in 26 weeks, in two: 1 in 40 million; 3 after 20: about one in five.
    """
    if now <= 0:
        return 1.0
    shape, stays = before + 0.5, weeks / (weeks + window)
    goes = log(1 - stays)
    term = exp(lgamma(shape + now) - lgamma(shape) - lgamma(now + 1) + shape * log(stays) + now * goes)
    total, count = 0.0, now
    while term > total * 1e-12:
        total += term
        term *= (shape + count) / (count + 1) * (1 - stays)
        count += 1
    return min(1.0, total)


def find_clusters(orders: pl.DataFrame, today: date, rate: Rate, paths: Mapping[int, Sequence[int]]) -> list[Cluster]:
    """The clusters of a day, the largest first within each level.

    `orders` has `case` (orders of the same wording share one and count once), `topic`, `place_no`, `firm_id`,
    `received_on`. `paths` leads from the city (city, district, street, community) down to each place. Nothing is found
    before there are `least_weeks` to compare with.
    """
    begins = today - timedelta(days=rate.window_days)
    seen = orders.with_row_index("row").filter(
        pl.col("received_on").is_between(begins - timedelta(weeks=rate.usual_weeks), today, closed="right")
    )
    told = seen.sort("received_on", "row").unique("case", keep="first", maintain_order=True)
    weeks = _weeks(told, begins, rate)
    if weeks < rate.least_weeks:
        return []
    told = told.join(_levels(paths), on="place_no", how="left").with_columns(
        is_now=pl.col("received_on") > begins
    )  # fmt: skip
    sums = {topic: (now, before) for topic, now, before in _sums(told)}
    found: list[Cluster] = []
    taken: set[int] = set()
    for level in _LEVELS:
        counted = _counted(told, level, taken, rate)
        unlikely = []
        for topic, key, now_count, before in counted:
            window = rate.window_days / 7 * _season(topic, now_count, before, sums, rate.window_days / 7 / weeks)
            if tail(now_count, before, weeks, window) * 1_000_000 <= rate.in_million:
                unlikely.append((-now_count, topic, key, (before + 0.5) / weeks * window))
        for _, topic, key, usual in sorted(unlikely):
            rows = told.filter(pl.col("topic") == topic, pl.col(level) == key)
            now = rows.filter("is_now", ~pl.col("row").is_in(list(taken)))
            taken.update(now["row"])
            alike = seen.filter(pl.col("case").is_in(now["case"].to_list()), pl.col("received_on") > begins)
            found.append(Cluster(
                topic, lowest_holding(now["place_no"].to_list(), paths), key if level == "firm_id" else None,
                tuple(alike["row"]), round(usual * 100), _by_week(rows, today),
            ))  # fmt: skip
    return found


def _sums(told: pl.DataFrame) -> list[tuple[str, int, int]]:
    """Topic, orders of the whole city now, orders before."""
    return told.group_by("topic").agg(now=pl.col("is_now").sum(), before=(~pl.col("is_now")).sum()).rows()


def _season(topic: str, now: int, before: int, sums: Mapping[str, tuple[int, int]], share: float) -> float:
    """By how much more everybody else calls about a topic these days: heating in winter is no cluster of one place.

    Drawn towards 1 where the others are few; never below it.
    """
    others_now, others_before = sums[topic][0] - now, sums[topic][1] - before
    return max(1.0, (others_now + _FEW) / (others_before * share + _FEW))


def _weeks(told: pl.DataFrame, begins: date, rate: Rate) -> float:
    """How many weeks there are to compare with."""
    first = told["received_on"].min()
    return min(rate.usual_weeks, (begins - first).days / 7) if isinstance(first, date) else 0.0


def _levels(paths: Mapping[int, Sequence[int]]) -> pl.DataFrame:
    """Each place with the district, street and community that it lies in."""
    rows = [(no, *(path[at] if len(path) > at else None for at in (1, 2, 3))) for no, path in paths.items()]
    names = ("place_no", "district", "street", "community")
    return pl.DataFrame(rows, dict.fromkeys(names, pl.Int64), orient="row")


def _counted(told: pl.DataFrame, level: str, taken: set[int], rate: Rate) -> list[tuple[str, int, int, int]]:
    """Topic, place or enterprise, orders now that no earlier cluster holds, orders before."""
    is_now = pl.col("is_now") & ~pl.col("row").is_in(list(taken))
    counted = told.filter(pl.col(level).is_not_null()).group_by("topic", level).agg(
        now=is_now.sum(), before=(~pl.col("is_now")).sum()
    )  # fmt: skip
    return counted.filter(pl.col("now") >= rate.least_orders).sort("topic", level).rows()


def _by_week(rows: pl.DataFrame, today: date) -> tuple[int, ...]:
    """How many in each of the last weeks, the latest last."""
    back = rows.select(weeks=(pl.lit(today) - pl.col("received_on")).dt.total_days() // 7)["weeks"].to_list()
    return tuple(back.count(at) for at in range(_SHOWN_WEEKS - 1, -1, -1))


def lowest_holding(place_nos: Sequence[int], paths: Mapping[int, Sequence[int]]) -> int:
    """The lowest place that holds them all."""
    shared = list(paths[place_nos[0]])
    for one in place_nos[1:]:
        path = paths[one]
        while tuple(path[: len(shared)]) != tuple(shared):
            shared.pop()
    return shared[-1]
