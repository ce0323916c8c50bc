"""The city's places, indexed by the names and codes under which rosters and addresses speak of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import polars as pl

from yinqiao.areas.rosters.rules.outside import OutsideNames, outside_names

DIVISION_SCHEMA: Final = {
    "place_no": pl.Int64,
    "kind": pl.String,
    "code": pl.String,
    "name": pl.String,
    "parent": pl.Int64,
}
"""One row per place; `parent` is the place_no of the place above. A place may stand twice under an older name or code."""

_COMMITTEE = re.compile(r"(?P<stem>.*?)(?P<type>社区|村)?(?:居民委员会|居委会|村民委员会|村委会|委员会)$")
_TYPE = re.compile(r"(?:社区|村|小区)$")


def community_forms(name: str) -> tuple[str, ...]:
    """The names under which an address speaks of a community, the shortest unmistakable one first.

    望月湖社区居委会 → 望月湖社区, 望月湖居委会, …; 华山村委会 → 华山村.
    """
    if name.endswith(("村委会", "村民委员会")):
        return (name[: name.rindex("村")] + "村" if name.endswith("村委会") else name.removesuffix("民委员会"),)
    found = _COMMITTEE.fullmatch(name)
    if found is None:
        return (name, f"{name[:-2]}居委会") if name.endswith("社区") and len(name) > 3 else (name,)
    stem = found["stem"]
    if not stem:
        return (name,)
    return tuple(stem + ending for ending in ("社区", "居委会", "居民委员会"))


def bare_name(name: str) -> str:
    """What is left of a community's name without its type: 望月湖社区居委会, 望月湖居委会, 望月湖社区 → 望月湖."""
    found = _COMMITTEE.fullmatch(name)
    stem = found["stem"] if found and found["stem"] else name
    bare = _TYPE.sub("", stem)
    return bare or stem


@dataclass(frozen=True, slots=True)
class Place:
    """One place with the places above it; `street_no` of a street is itself."""

    place_no: int
    kind: str
    name: str
    street_no: int | None
    district_no: int | None


@dataclass(frozen=True)
class PlaceIndex:
    """Look-ups over the divisions of one city. A desk of kind `desk` under the city is the insurance agency's."""

    divisions: pl.DataFrame

    @classmethod
    def of(cls, divisions: pl.DataFrame) -> PlaceIndex:
        """Index the places of one city.

        Raises ValueError when there is not exactly one city.
        """
        index = cls(divisions.select(pl.col(name).cast(dtype) for name, dtype in DIVISION_SCHEMA.items()))
        if index.divisions.filter(pl.col("kind") == "city")["place_no"].n_unique() != 1:
            raise ValueError("the divisions must be those of one city")
        return index

    @cached_property
    def city(self) -> Place:
        """The city itself."""
        return next(place for place in self.places.values() if place.kind == "city")

    @cached_property
    def agency_no(self) -> int:
        """The desk for people who live elsewhere; the city's own desk where the agency has none."""
        return min(
            (place.place_no for place in self.places.values() if place.kind == "desk"), default=self.city.place_no
        )

    @cached_property
    def places(self) -> dict[int, Place]:
        """Every place by its number."""
        rows = {row["place_no"]: row for row in reversed(self.divisions.to_dicts())}
        found = {}
        for number, row in rows.items():
            above: dict[str, int | None] = {"street": None, "district": None}
            step: int | None = number
            while step is not None and step in rows:
                if rows[step]["kind"] in above:
                    above[rows[step]["kind"]] = step
                step = rows[step]["parent"]
            found[number] = Place(number, row["kind"], row["name"], above["street"], above["district"])
        return found

    @cached_property
    def by_code(self) -> dict[str, int]:
        """Place by statistical code."""
        rows = self.divisions.filter(pl.col("kind") != "desk").drop_nulls("code")
        return dict(zip(rows["code"], rows["place_no"], strict=True))

    @cached_property
    def communities_by_name(self) -> dict[str, tuple[int, ...]]:
        """Communities by every form of their name."""
        return _gather(
            (form, number) for name, number in self._named("community") for form in {name, *community_forms(name)}
        )

    @cached_property
    def communities_by_bare_name(self) -> dict[str, tuple[int, ...]]:
        """Communities by their name without its type."""
        return _gather((bare_name(name), number) for name, number in self._named("community"))

    @cached_property
    def streets_by_name(self) -> dict[str, tuple[int, ...]]:
        """Streets and towns by their name, in full and without 街道, 镇, 乡."""
        return _gather(
            (form, number)
            for name, number in self._named("street")
            for form in {name, re.sub(r"(街道|镇|乡)$", "", name)}
        )

    @cached_property
    def districts_by_name(self) -> dict[str, tuple[int, ...]]:
        """Districts by their name, in full, with another ending (宁乡县 is now 宁乡市) and without one."""
        return _gather(
            (form, number) for name, number in self._named("district") for form in self._district_forms(name)
        )

    @cached_property
    def patterns(self) -> pl.DataFrame:
        """What to look for in an address: `pattern`, `length`, `place_no`, `kind`, `street_no`, `district_no`."""
        rows = []
        for name, number in self._named("community"):
            rows += [(form, number) for form in community_forms(name) if len(form) > 1]
        rows += self._named("street")
        for name, number in self._named("district"):
            rows += [(form, number) for form in self._district_forms(name) if form.endswith(("区", "县", "市"))]
        places = [self.places[number] for _, number in rows]
        return pl.DataFrame(
            {
                "pattern": [form for form, _ in rows],
                "length": [len(form) for form, _ in rows],
                "place_no": [place.place_no for place in places],
                "kind": [place.kind for place in places],
                "street_no": [place.street_no for place in places],
                "district_no": [place.district_no for place in places],
            },
            schema_overrides={"place_no": pl.Int64, "street_no": pl.Int64, "district_no": pl.Int64},
        ).unique(["pattern", "place_no"], maintain_order=True)

    @cached_property
    def outside(self) -> OutsideNames:
        """How an address outside this city begins."""
        code = self.divisions.filter(pl.col("kind") == "city")["code"][0] or ""
        return outside_names(code[:4], self.city.name, frozenset(self.districts_by_name))

    def _named(self, kind: str) -> list[tuple[str, int]]:
        rows = self.divisions.filter(pl.col("kind") == kind).drop_nulls("name")
        return list(zip(rows["name"], rows["place_no"], strict=True))

    def _district_forms(self, name: str) -> set[str]:
        stem = name[:-1] if name[-1:] in "区县市" else name
        forms = {name, *(stem + ending for ending in "区县市" if len(stem) > 1)} | ({stem} if len(stem) > 1 else set())
        # 长沙县 lies in 长沙市: what names the city cannot name the district.
        return forms - {self.city.name, self.city.name.removesuffix("市")} | {name}


def _gather(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for key, number in pairs:
        if number not in found.setdefault(key, []):
            found[key].append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}
