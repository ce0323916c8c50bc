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

_COMMITTEES: Final = {
    "社区居民委员会": "社区",
    "社区居委会": "社区",
    "社区委员会": "社区",
    "村民委员会": "村",
    "村委会": "村",
    "居民委员会": "",
    "居委会": "",
}
"""The body that speaks for a place, and what its name leaves of the place's own; the longer ending stands first."""
_TYPES: Final = ("社区", "小区", "村")


def community_forms(name: str) -> tuple[str, ...]:
    """The names that mean this community and none of another type, the shortest unmistakable one first.

    望月湖社区居委会 → 望月湖社区, 望月湖居委会, 望月湖居民委员会, …; 华山村委会 → 华山村, 华山村委会, 华山村民委员会.
    """
    place, is_committee = _without_committee(name)
    if place.endswith("村"):
        stem = place.removesuffix("村")
        return (place, f"{stem}村委会", f"{stem}村民委员会") if stem else (name,)
    if not is_committee and not place.endswith("社区"):
        return (name,)
    stem = place.removesuffix("社区")
    if not stem:
        return (name,)
    return tuple(stem + body for body in ("社区", "居委会", "居民委员会", "社区居委会", "社区居民委员会", "社区委员会"))


def bare_names(name: str) -> tuple[str, ...]:
    """What is left of a community's name as its types are taken off, one after another, down to two characters.

    广厦新村社区居委会 → 广厦新村社区, 广厦新村, 广厦新. Whoever writes the name leaves off one of them or all: two names
    speak of one place where these meet.
    """
    names = [_without_committee(name)[0]]
    while ending := next((one for one in _TYPES if names[-1].endswith(one) and len(names[-1]) > len(one) + 1), None):
        names.append(names[-1].removesuffix(ending))
    return tuple(names)


def _without_committee(name: str) -> tuple[str, bool]:
    for ending, rest in _COMMITTEES.items():
        if name.endswith(ending) and name != ending:
            return name.removesuffix(ending) + rest, True
    return name, False


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
        """Communities by what is left of their name without its types."""
        return _gather((bare, number) for name, number in self._named("community") for bare in bare_names(name))

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
            first, *others = community_forms(name)
            # What begins with the first form is found by it.
            rows += [(form, number) for form in (first, *others) if form == first or not form.startswith(first)]
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
