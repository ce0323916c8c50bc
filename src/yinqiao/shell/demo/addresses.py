"""Home addresses on the real districts, streets and communities; roads are real, estates and house numbers invented."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from yinqiao.shell.demo.places import Places
from yinqiao.shell.demo.towns import (
    AWAY_PLACES,
    AWAY_ROADS,
    ESTATE_FIRST,
    ESTATE_KINDS,
    ESTATE_SECOND,
    ROADS,
)

Ints = npt.NDArray[np.int64]
ESTATES_EACH = 6


@dataclass(frozen=True, slots=True)
class Estates:
    """`ESTATES_EACH` housing estates per community, in the order of the communities: name and road with number."""

    name: pl.Series
    road: pl.Series


def build_estates(places: Places, seed: int) -> Estates:
    """The estates of every community; the same seed builds the same city."""
    rng = np.random.default_rng([seed, 14])
    count = places.communities.height * ESTATES_EACH
    name = _pick(rng, ESTATE_FIRST, count) + _pick(rng, ESTATE_SECOND, count) + _pick(rng, ESTATE_KINDS, count)
    road = np.empty(count, dtype=object)
    districts = np.repeat(places.communities["district_code"].to_numpy(), ESTATES_EACH)
    for district in np.unique(districts):
        rows = np.flatnonzero(districts == district)
        road[rows] = _pick(rng, list(ROADS.get(str(district), ROADS[""])), len(rows))
    numbers = rng.integers(1, 900, count)
    roads = pl.Series(road, dtype=pl.String) + pl.Series(numbers).cast(pl.String) + "号"
    return Estates(pl.Series(name, dtype=pl.String), roads)


def draw_addresses(rng: np.random.Generator, places: Places, estates: Estates, community: Ints) -> pl.DataFrame:
    """An address and a building for each row of communities.

    Columns: `address` (长沙市岳麓区望月湖街道…社区枫林三路8号锦湖小区3栋2单元501室, in a village …村6组12号) and `building`
    (锦湖小区3栋, in a village 6组), by which a community prints its roll.
    """
    count = len(community)
    estate = community * ESTATES_EACH + rng.integers(0, ESTATES_EACH, count)
    floors = rng.integers(1, 19, count)
    rows = places.communities.select("district", "street", "community_short", "is_village")[community]
    frame = rows.with_columns(
        estate=estates.name.gather(estate),
        road=estates.road.gather(estate),
        building_no=pl.Series(rng.integers(1, 25, count)).cast(pl.String),
        unit=pl.Series(rng.integers(1, 5, count)).cast(pl.String),
        room=pl.Series(floors * 100 + rng.integers(1, 5, count)).cast(pl.String),
        group=pl.Series(rng.integers(1, 21, count)).cast(pl.String),
        house=pl.Series(rng.integers(1, 200, count)).cast(pl.String),
    )
    above = pl.concat_str(pl.lit(places.city), "district", "street", "community_short")
    block = pl.concat_str("estate", "building_no", pl.lit("栋"))
    flat = pl.concat_str(above, "road", block, "unit", pl.lit("单元"), "room", pl.lit("室"))
    farm = pl.concat_str(above, "group", pl.lit("组"), "house", pl.lit("号"))
    return frame.select(
        address=pl.when("is_village").then(farm).otherwise(flat),
        building=pl.when("is_village").then(pl.concat_str("group", pl.lit("组"))).otherwise(block),
    )


def draw_away_addresses(rng: np.random.Generator, count: int) -> pl.Series:
    """Addresses in other cities, for those who moved to their children."""
    town = pl.Series(_pick(rng, AWAY_PLACES, count), dtype=pl.String)
    road = pl.Series(_pick(rng, AWAY_ROADS, count), dtype=pl.String)
    house = pl.Series(rng.integers(1, 400, count)).cast(pl.String)
    room = pl.Series(rng.integers(1, 30, count) * 100 + rng.integers(1, 5, count)).cast(pl.String)
    return town + road + house + "号" + room + "室"


def _pick(rng: np.random.Generator, words: list[str], count: int) -> npt.NDArray[np.object_]:
    return np.array(words, dtype=object)[rng.integers(0, len(words), count)]
