"""Loads a demo city set-based: places, enterprises and people as if a register of old were taken over.

Most people were accepted long ago; a few wait since this week, so that every desk has something to do.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

import polars as pl
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from yinqiao.areas.handover.services import take_over_people
from yinqiao.areas.handover.types import OfferState
from yinqiao.areas.organisations.queries import PlaceTree, places
from yinqiao.areas.organisations.services import register_enterprises
from yinqiao.areas.organisations.types import EnterpriseInput, EnterpriseSource
from yinqiao.areas.retirees.services import Origin, register_people
from yinqiao.areas.retirees.types import RetireeStatus, Source
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.shell.demo.cast import BESIDE, FAR, NEAR
from yinqiao.shell.demo.cast_frame import cast_enterprises, cast_people
from yinqiao.shell.demo.enterprises import generate_enterprises
from yinqiao.shell.demo.loading.register_frame import register_frame
from yinqiao.shell.demo.people import people_blocks, prepare_city
from yinqiao.shell.demo.places import favour

# The cast's communities hold this share of a small city each, and not more people than this in a large one.
_CAST_SHARE = 0.05
_CAST_PEOPLE = 1_500
_NEWCOMERS = 300
_WAITING_EVERY = 40  # one person in so many waits for an answer
_NO_ARCHIVE_EVERY = 50
_CONTACTED_OF_TEN = 9
_ACCEPTED_DAYS_AGO = 200
_CONTACTED_DAYS_AGO = 180
_WAITING_DAYS_AGO = 5
LOADER = Actor.system("载入演示数据")


@dataclass(frozen=True, slots=True)
class CityOrder:
    """How many people, from which seed, at which moment, among how many enterprises."""

    people: int
    seed: int
    at: datetime
    enterprises: int = 480


@dataclass(frozen=True, slots=True)
class LoadedCity:
    """How many people stand in the register, and some of the same city whom nobody has handed over yet."""

    people: int
    newcomers: pl.DataFrame


def load_city(order: CityOrder, progress: Callable[[int], None] | None = None) -> LoadedCity:
    """Load the demo city with its cast into a database without people.

    The cast comes first and the dead of the generator are left out. `progress` hears how many are loaded. One act per
    100,000 people and state: call it in a transaction of your own where half a city would be in the way.
    """
    if not places_loaded():
        call_command("load_divisions", city=settings.REGION, stdout=io.StringIO())
    tree = places()
    divisions = division_frame(tree)
    enterprises = all_enterprises(order)
    ids = _register_enterprises(order.at, enterprises)
    city = prepare_city(order.seed, divisions, enterprises, timezone.localdate(order.at))
    share = min(_CAST_SHARE, _CAST_PEOPLE / max(1, order.people))
    city = replace(city, places=favour(city.places, (NEAR, BESIDE, FAR), share))
    loaded = _load_block(order.at, cast_people(divisions), ids, tree)
    newcomers = []
    # One in eighty of the generated is dead: more are drawn than ordered, and who is left over are the newcomers.
    for block in people_blocks(order.people + order.people // 50 + 2 * _NEWCOMERS, city):
        living = block.filter(pl.col("died_on").is_null())
        taken = living.head(order.people - loaded)
        newcomers.append(living.slice(taken.height))
        loaded += _load_block(order.at, taken, ids, tree)
        if progress:
            progress(loaded)
    return LoadedCity(loaded, pl.concat(newcomers).head(_NEWCOMERS))


def all_enterprises(order: CityOrder) -> pl.DataFrame:
    """The cast's enterprises before the generated ones, numbered through."""
    cast, generated = cast_enterprises(), generate_enterprises(order.enterprises, order.seed)
    return pl.concat([cast, generated.with_columns(pl.col("enterprise_no", "group_no") + cast.height)])


def places_loaded() -> bool:
    """Whether the tree of places stands already."""
    return bool(places().rows)


def division_frame(tree: PlaceTree) -> pl.DataFrame:
    """The places as the generator takes them: code, name, kind, place_no."""
    rows = [(row.code, row.name, row.kind.value, row.place_no) for row in tree.rows]
    schema = {"code": pl.String, "name": pl.String, "kind": pl.String, "place_no": pl.Int32}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _register_enterprises(at: datetime, enterprises: pl.DataFrame) -> dict[str, int]:
    codes = dict(zip(enterprises["enterprise_no"], enterprises["uscc"], strict=True))
    inputs = [
        EnterpriseInput(
            uscc=row["uscc"],
            name=row["name"],
            short_name=row["short_name"],
            source=EnterpriseSource(row["source"]),
            group_uscc=codes.get(row["group_no"], ""),
            is_synthetic=True,
        )
        for row in enterprises.iter_rows(named=True)
    ]
    return register_enterprises(actor=LOADER, at=at, enterprises=inputs)


def _load_block(at: datetime, people: pl.DataFrame, ids: dict[str, int], tree: PlaceTree) -> int:
    if people.is_empty():
        return 0
    frame = register_frame(people, ids, tree.agency_desk.place_no).with_row_index("row")
    # Registers of long ago lack some numbers of archives.
    lacks = pl.col("row") % _NO_ARCHIVE_EVERY == _NO_ARCHIVE_EVERY - 1
    frame = frame.with_columns(archive_no=pl.when(~lacks).then("archive_no"))
    waits = (pl.col("row") % _WAITING_EVERY == _WAITING_EVERY - 1) & (pl.col("route_how") != "agency_desk")
    accepted = _take_over(_days_before(at, _ACCEPTED_DAYS_AGO), frame.filter(~waits), OfferState.ACCEPTED, at)
    waiting = _take_over(_days_before(at, _WAITING_DAYS_AGO), frame.filter(waits), OfferState.OFFERED, at)
    return accepted + waiting


def _take_over(day: datetime, people: pl.DataFrame, state: OfferState, now: datetime) -> int:
    """Register people and give them to their places, as an act of that day."""
    if people.is_empty():
        return 0
    is_accepted = state is OfferState.ACCEPTED
    status = RetireeStatus.MANAGED if is_accepted else RetireeStatus.OFFERED
    met = (pl.col("row") % 10 < _CONTACTED_OF_TEN) & ~pl.col("is_lost_contact") & pl.lit(is_accepted)
    contacted = pl.lit(timezone.localdate(_days_before(now, _CONTACTED_DAYS_AGO)))
    with perform(actor=LOADER, action="demo.load_people", at=day) as act:
        since = timezone.localdate(day)
        ids = register_people(
            act=act,
            people=people.drop("row", "route_how", "is_lost_contact"),
            origin=Origin(Source.ROSTER, since, is_synthetic=True),
            status=status,
        )
        offers = people.select(
            ids.alias("retiree_id"), "name", "born_on", "enterprise_id", "place_no", "route_how",
            contacted_on=pl.when(met).then(contacted),
        )  # fmt: skip
        act.people = take_over_people(act=act, people=offers, state=state, offered_on=since)
        return act.people


def _days_before(at: datetime, days: int) -> datetime:
    """Nine in the morning, so many days before."""
    day = timezone.localdate(at) - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(9)))
