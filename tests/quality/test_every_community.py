"""Every community of the pilot city is recognised by the names under which the official list and its people have it."""

from __future__ import annotations

import csv
from collections.abc import Callable

import polars as pl
import pytest

from tests.quality.planted import PACKAGE, city_frame
from yinqiao.areas.rosters.queries import PlaceIndex
from yinqiao.areas.rosters.tests.sheets import check, good_person

pytestmark = pytest.mark.fast
UNLIKE_OTHERS = {"红星社区居委会二"}  # the official list numbers a second committee: nobody writes it any other way


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(lambda name: name, id="as the official list"),
        pytest.param(
            lambda name: name.replace("居委会", "居民委员会").replace("村委会", "村民委员会"), id="committee in full"
        ),
        pytest.param(lambda name: name.replace("社区居委会", "居委会"), id="without the word community"),
        pytest.param(lambda name: name.replace("居委会", "").replace("村委会", "村"), id="without its committee"),
    ],
)
def test_every_community_of_the_city_is_known_by_its_name(written: Callable[[str], str]) -> None:
    city = city_frame()
    with (PACKAGE / "villages.csv").open(encoding="utf-8", newline="") as file:
        official = {row["code"]: row["name"] for row in csv.DictReader(file) if row["cityCode"] == "4301"}
    streets = city.filter(kind="street").select(parent=pl.col("place_no").cast(pl.Int64), street="name")
    rows = city.filter(kind="community").join(streets, on="parent", how="left").to_dicts()
    people = [
        good_person(index, community_name=name, street_name=row["street"], residence_address=None)
        for index, row in enumerate(rows)
        for name in [official[row["code"]]]
        for name in [name if name in UNLIKE_OTHERS else written(name)]
    ]
    index = PlaceIndex.of(city.select(pl.col("place_no").cast(pl.Int64), "kind", "code", "name", "parent"))
    routed = check(people, places=index).rows
    lost = [
        (row["name"], person["community_name"], how)
        for row, person, place_no, how in zip(rows, people, routed["place_no"], routed["route_how"], strict=True)
        if place_no != row["place_no"]
    ]
    assert not lost
