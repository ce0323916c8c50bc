"""Loads a demo city set-based: places, enterprises and people as if a register of old were taken over.

Most people were accepted long ago; a few wait since this week, so that every desk has something to do.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import polars as pl
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from yinqiao.areas.organisations.queries import PlaceTree, places
from yinqiao.areas.organisations.services import register_enterprises
from yinqiao.areas.organisations.types import EnterpriseInput, EnterpriseSource
from yinqiao.shell.demo.cast import BESIDE, CAST, FAR, NEAR
from yinqiao.shell.demo.cast_frame import cast_enterprises, cast_people
from yinqiao.shell.demo.enterprises import generate_enterprises, generate_groups
from yinqiao.shell.demo.handed_over import Scale
from yinqiao.shell.demo.loading.blocks import LOADER, load_block
from yinqiao.shell.demo.loading.handed_over import HandedOver, load_handed_over
from yinqiao.shell.demo.people import people_blocks, prepare_city
from yinqiao.shell.demo.places import favour

# The cast's communities hold this share of a small city each, and not more people than this in a large one.
_CAST_SHARE = 0.05
_CAST_PEOPLE = 1_500
_NEWCOMERS = 300
# The cast was certified so many days ago, one after the other: overdue, due in a few days, in a month, in two.
_CERTIFIED_DAYS_AGO = (380, 360, 430, 340, 310)


@dataclass(frozen=True, slots=True)
class CityOrder:
    """How many people, from which seed, at which moment, among how many enterprises.

    With a `scale` so many of them were handed over under agreements, and its groups stand instead of `enterprises`.
    """

    people: int
    seed: int
    at: datetime
    enterprises: int = 480
    scale: Scale | None = None


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
    in_pool = enterprises.filter(pl.col("source") != "municipal")["enterprise_no"].to_list()
    if order.scale:
        city = replace(city, pool=order.scale.pool(order.people))
    share = min(_CAST_SHARE, _CAST_PEOPLE / max(1, order.people))
    city = replace(city, places=favour(city.places, (NEAR, BESIDE, FAR), share))
    today = timezone.localdate(order.at)
    days = [today - timedelta(days=_CERTIFIED_DAYS_AGO[row % len(_CERTIFIED_DAYS_AGO)]) for row in range(len(CAST))]
    cast = cast_people(divisions).with_columns(certified_on=pl.Series(days, dtype=pl.Date))
    loaded = load_block(order.at, cast, ids, tree)
    newcomers: list[pl.DataFrame] = []
    held: list[pl.DataFrame] = []
    # One in eighty of the generated is dead: more are drawn than ordered, and who is left over are the newcomers.
    for block in people_blocks(order.people + order.people // 50 + 2 * _NEWCOMERS, city):
        living = block.filter(pl.col("died_on").is_null())
        taken = living.head(order.people - loaded - sum(part.height for part in held))
        newcomers.append(living.slice(taken.height))
        if order.scale:
            held.append(taken.filter(pl.col("enterprise_no").is_in(in_pool)))
            taken = taken.filter(pl.col("enterprise_no").is_in(in_pool).not_())
        loaded += load_block(order.at, taken, ids, tree)
        if progress:
            progress(loaded)
    if order.scale:
        loaded += load_handed_over(HandedOver(order.at, order.seed, order.scale, ids), pl.concat(held))
    return LoadedCity(loaded, pl.concat(newcomers).head(_NEWCOMERS))


def all_enterprises(order: CityOrder) -> pl.DataFrame:
    """The cast's enterprises before the generated ones, numbered through."""
    cast, scale = cast_enterprises(), order.scale
    if scale:
        # The cast brings a central group and a provincial one.
        groups = {"central": scale.central - 1, "provincial": scale.provincial - 1, "municipal": scale.municipal}
        generated = generate_groups(groups, order.seed)
    else:
        generated = generate_enterprises(order.enterprises, order.seed)
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
