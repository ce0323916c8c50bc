"""Routes each person to a community: as declared, else by the address, else to the desk of the nearest place known.

Who lives outside the city goes to the insurance agency's desk. Names that fit several places are never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.rules.place_index import Place, PlaceIndex, bare_names
from yinqiao.areas.rosters.types.routes import Declared, RouteHow
from yinqiao.kernel.columns.distinct import read_distinct

ROUTE_SCHEMA: Final = {"row_no": pl.UInt32, "place_no": pl.Int64, "route_how": pl.String, "declared": pl.String}
_DECLARED = ("community_code", "community_name", "street_name", "district_name")
_ASKED = (*_DECLARED, "residence_address", "away_address")
_READ_SCHEMA = {
    "place_no": pl.Int64,
    "route_how": pl.String,
    "street_no": pl.Int64,
    "district_no": pl.Int64,
    "declared": pl.String,
}
_HOW_BY_KIND = {
    "community": RouteHow.ADDRESS,
    "street": RouteHow.STREET_DESK,
    "district": RouteHow.DISTRICT_DESK,
    "city": RouteHow.CITY_DESK,
}


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the declared cells of one person say."""

    place_no: int | None
    how: RouteHow | None
    street_no: int | None
    district_no: int | None
    declared: Declared

    def columns(self) -> tuple[int | None, str | None, int | None, int | None, str]:
        return self.place_no, self.how and self.how.value, self.street_no, self.district_no, self.declared.value


def route_people(roster: NormalisedRoster, index: PlaceIndex) -> pl.DataFrame:
    """One row per person: `row_no`, `place_no`, `route_how` (RouteHow), `declared` (Declared).

    A place that is no community is that place's own desk. Cells that the list does not ask for say nothing.
    """
    asked = [name for name in _ASKED if name in roster.fields]
    absent = [pl.lit(None, pl.String).alias(name) for name in _ASKED if name not in roster.fields]
    frame = roster.frame.select("row_no", *asked, *absent)
    key = frame.select(pl.struct(_DECLARED).alias("key"))["key"]
    declared = read_distinct(key, lambda cells: _read_declared(cells, index).columns(), _READ_SCHEMA)
    frame = pl.concat([frame, declared], how="horizontal")
    routed = frame.filter(pl.col("place_no").is_not_null()).select(list(ROUTE_SCHEMA))
    rest = frame.filter(pl.col("place_no").is_null()).drop("place_no", "route_how")
    by_address = _route_by_address(rest, index)
    return pl.concat([routed.cast(ROUTE_SCHEMA), by_address.cast(ROUTE_SCHEMA)]).sort("row_no")  # type: ignore[arg-type]


def _read_declared(cells: dict[str, str | None], index: PlaceIndex) -> _Reading:
    code, name = cells["community_code"], cells["community_name"]
    district = _one(index.districts_by_name.get(cells["district_name"] or "", ()))
    streets = _within(index.streets_by_name.get(cells["street_name"] or "", ()), index, None, district)
    street = _one(streets)
    coded = index.places.get(index.by_code.get(code or "", -1))
    if coded is not None and coded.kind == "community":
        return _Reading(coded.place_no, RouteHow.DECLARED_CODE, coded.street_no, coded.district_no, Declared.FOUND)
    if coded is not None:
        street, district = coded.street_no or street, coded.district_no or district
    if street is not None:
        district = index.places[street].district_no
    if not name:
        return _Reading(None, None, street, district, Declared.UNKNOWN if code and not coded else Declared.NONE)
    found = _communities_called(name, index, street, district)
    if len(found) == 1:
        place = index.places[found[0]]
        return _Reading(place.place_no, RouteHow.DECLARED_NAME, place.street_no, place.district_no, Declared.FOUND)
    return _Reading(None, None, street, district, Declared.AMBIGUOUS if found else Declared.UNKNOWN)


def _communities_called(name: str, index: PlaceIndex, street: int | None, district: int | None) -> tuple[int, ...]:
    """The communities of this name within the declared street or district, the stricter reading of the name first."""
    plain = name.replace(" ", "")
    tail, street, district = _strip_prefixes(plain, index, street, district)
    for names, key in (
        (index.communities_by_name, plain),
        (index.communities_by_name, tail),
        *((index.communities_by_bare_name, bare) for bare in bare_names(tail)),
    ):
        found = _within(names.get(key, ()), index, street, district)
        if found:
            return found
    return ()


def _strip_prefixes(
    name: str, index: PlaceIndex, street: int | None, district: int | None
) -> tuple[str, int | None, int | None]:
    """岳麓区望月湖街道望月湖社区 names its district and street itself: they narrow the search and leave the name."""
    rest = name.removeprefix(index.city.name)
    for length in range(len(rest) - 1, 2, -1):
        if rest[:length] in index.districts_by_name:
            district = district or _one(index.districts_by_name[rest[:length]])
            rest = rest[length:]
            break
    for length in range(len(rest) - 1, 2, -1):
        head = rest[:length]
        if head in index.streets_by_name and head.endswith(("街道", "镇", "乡")):
            street = street or _one(_within(index.streets_by_name[head], index, None, district))
            rest = rest[length:]
            break
    return rest, street, district


def _within(numbers: tuple[int, ...], index: PlaceIndex, street: int | None, district: int | None) -> tuple[int, ...]:
    def fits(place: Place) -> bool:
        return (street is None or place.street_no == street) and (district is None or place.district_no == district)

    return tuple(number for number in numbers if fits(index.places[number]))


def _one(numbers: tuple[int, ...]) -> int | None:
    return numbers[0] if len(numbers) == 1 else None


def _route_by_address(rest: pl.DataFrame, index: PlaceIndex) -> pl.DataFrame:
    is_away = index.outside.is_outside(pl.col("residence_address")) | index.outside.is_outside(pl.col("away_address"))
    rest = rest.with_columns(is_away.alias("is_away"))
    away = rest.filter("is_away").select(
        "row_no",
        pl.lit(index.agency_no).alias("place_no"),
        pl.lit(RouteHow.AGENCY_DESK.value).alias("route_how"),
        "declared",
    )
    here = rest.filter(pl.col("is_away").not_())
    places = _narrow(here, _matches(here, index))
    kind = pl.coalesce(
        pl.when(pl.col("community_no").is_not_null()).then(pl.lit("community")),
        pl.when(pl.col("street_no").is_not_null()).then(pl.lit("street")),
        pl.when(pl.col("district_no").is_not_null()).then(pl.lit("district")),
        pl.lit("city"),
    )
    how = kind.replace_strict({kind: how.value for kind, how in _HOW_BY_KIND.items()}, return_dtype=pl.String)
    place_no = pl.coalesce("community_no", "street_no", "district_no", pl.lit(index.city.place_no))
    local = places.select("row_no", place_no.alias("place_no"), how.alias("route_how"), "declared")
    return pl.concat([away.cast(ROUTE_SCHEMA), local.cast(ROUTE_SCHEMA)])  # type: ignore[arg-type]


def _matches(here: pl.DataFrame, index: PlaceIndex) -> pl.DataFrame:
    """Every place whose name occurs in an address: row_no, place_no, kind, street_no, district_no, length."""
    patterns = index.patterns
    words = patterns["pattern"].unique(maintain_order=True).to_list()
    found = here.filter(pl.col("residence_address").is_not_null()).select(
        "row_no", pl.col("residence_address").str.extract_many(words, overlapping=True).alias("pattern")
    )
    return found.explode("pattern", empty_as_null=False).join(patterns, on="pattern", how="inner")


def _narrow(here: pl.DataFrame, matches: pl.DataFrame) -> pl.DataFrame:
    """From the largest place to the smallest: what is declared or found above limits what may be found below."""
    known = here.select("row_no", "declared", "street_no", "district_no")
    districts = _unique(matches.filter(pl.col("kind") == "district"), {"district_no": "found_district"})
    known = known.join(districts, on="row_no", how="left").with_columns(
        pl.coalesce("district_no", "found_district").alias("district_no")
    )
    streets = _unique(
        _consistent(matches.filter(pl.col("kind") == "street"), known),
        {"street_no": "found_street", "district_no": "its"},
    )
    known = known.join(streets, on="row_no", how="left").with_columns(
        pl.coalesce("street_no", "found_street").alias("street_no"),
        pl.coalesce("district_no", "its").alias("district_no"),
    )
    communities = _consistent(matches.filter(pl.col("kind") == "community"), known)
    longest = communities.filter(pl.col("length") == pl.col("length").max().over("row_no"))
    named = {"place_no": "community_no", "street_no": "community_street", "district_no": "community_district"}
    known = known.join(_unique(longest, named), on="row_no", how="left")
    # Several communities of one name in one street or district: its desk decides.
    return known.with_columns(
        pl.coalesce("street_no", "community_street").alias("street_no"),
        pl.coalesce("district_no", "community_district").alias("district_no"),
    )


def _consistent(matches: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Matches that lie within the street and district already known."""
    limits = known.select("row_no", pl.col("street_no").alias("in_street"), pl.col("district_no").alias("in_district"))
    fits_street = pl.col("in_street").is_null() | (pl.col("street_no") == pl.col("in_street"))
    fits_district = pl.col("in_district").is_null() | (pl.col("district_no") == pl.col("in_district"))
    return matches.join(limits, on="row_no", how="inner").filter(fits_street & fits_district)


def _unique(matches: pl.DataFrame, renamed: dict[str, str]) -> pl.DataFrame:
    """Per row the value that all its matches share, else null, for each of the columns."""
    shared = [
        pl.when(pl.col(column).n_unique() == 1).then(pl.col(column).first()).alias(name)
        for column, name in renamed.items()
    ]
    return matches.group_by("row_no").agg(shared)
