"""The people of the demo city: everybody's record, reproducible from a seed, from 500 to 3,000,000 rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from yinqiao.shell.demo import life
from yinqiao.shell.demo.addresses import Estates, build_estates, draw_addresses, draw_away_addresses
from yinqiao.shell.demo.careers import Careers, draw_careers, month_dates
from yinqiao.shell.demo.distributions import ID_OF_15_DIGITS, LIVING_AWAY, PHONE_MISSING
from yinqiao.shell.demo.identity import id_numbers, phone_numbers, spread
from yinqiao.shell.demo.kin import draw_kin
from yinqiao.shell.demo.minority_names import ETHNIC_SHARES
from yinqiao.shell.demo.names import Bearers, draw_names, draw_surnames
from yinqiao.shell.demo.places import Places, prepare_places
from yinqiao.shell.demo.skeleton import Skeleton, draw_skeleton

DEFAULT_AS_OF = date(2026, 9, 30)
BLOCK = 100_000
_PHONES_EACH = 4


@dataclass(frozen=True, slots=True)
class City:
    """What the people of one demo city have in common.

    `pool`: the share of those who worked for central and provincial enterprises; None leaves it to the weights.
    """

    seed: int
    places: Places
    estates: Estates
    enterprises: pl.DataFrame
    as_of: date
    pool: float | None = None


def prepare_city(seed: int, divisions: pl.DataFrame, enterprises: pl.DataFrame, as_of: date = DEFAULT_AS_OF) -> City:
    """A city on a division frame (code, name, kind, place_no) with the enterprises of `generate_enterprises`."""
    places = prepare_places(divisions, seed)
    return City(seed, places, build_estates(places, seed), enterprises, as_of)


def generate_people(
    count: int, seed: int, divisions: pl.DataFrame, enterprises: pl.DataFrame, as_of: date = DEFAULT_AS_OF
) -> pl.DataFrame:
    """`count` people as one frame; the same arguments give the same bytes. For millions use `people_blocks`.

    One row per person as of `as_of`: codes of the national standards, dates, addresses, phones; `pension_fen` is the
    monthly pension in fen. Who lives away has no community (`place_no`, `community` null) and an `away_address`.
    """
    city = prepare_city(seed, divisions, enterprises, as_of)
    return pl.concat(people_blocks(count, city), rechunk=True)


def people_blocks(count: int, city: City) -> Iterator[pl.DataFrame]:
    """The same people in frames of up to 100,000 rows, so that three million fit into little memory."""
    skeleton = draw_skeleton(count, city.seed, city.places, city.enterprises, city.as_of, city.pool)
    for start in range(0, count, BLOCK):
        yield _people_of(skeleton.block(start, min(start + BLOCK, count)), start, city)


def _people_of(block: Skeleton, start: int, city: City) -> pl.DataFrame:
    rng = np.random.default_rng([city.seed, 15, start])
    careers = draw_careers(rng, block.sex, block.born, city.as_of)
    person = _identity(rng, block, start)
    frame = pl.concat(
        [
            person,
            _work(block, start, careers, city),
            _home(rng, block, start, city),
        ],
        how="horizontal",
    )
    frame = pl.concat(
        [
            frame,
            life.draw_party(rng, frame),
            life.draw_schooling(rng, frame, city.as_of),
            life.draw_needs(rng, frame, city.as_of),
            life.draw_archive(rng, frame),
            life.draw_pension(rng, frame, city.as_of),
            draw_kin(rng, frame, start * _PHONES_EACH, city.seed),
        ],
        how="horizontal",
    )
    return frame.with_columns(is_synthetic=True)


def _identity(rng: np.random.Generator, block: Skeleton, start: int) -> pl.DataFrame:
    count = len(block)
    born_on = block.born.astype("datetime64[D]")
    codes = np.array(list(ETHNIC_SHARES))
    weights = np.array(list(ETHNIC_SHARES.values()), dtype=float)
    ethnic = codes[rng.choice(len(codes), size=count, p=weights / weights.sum())]
    year = born_on.astype("datetime64[Y]").astype(np.int64) + 1970
    surnames = draw_surnames(rng, count)
    names = draw_names(rng, Bearers(block.sex, year, ethnic), surnames)
    return pl.DataFrame(
        {
            "person_no": np.arange(start, start + count, dtype=np.int32),
            "name": pl.Series(names, dtype=pl.String),
            "surname": pl.Series(surnames, dtype=pl.String),
            "sex": block.sex.astype(np.int8),
            "ethnic_group": ethnic.astype(object),
            "born_on": pl.Series(born_on).cast(pl.Date),
            "id_no": pl.Series(id_numbers(born_on, block.sequence).astype(object), dtype=pl.String),
            "has_15_digit_id": (year < 2000) & (rng.random(count) < ID_OF_15_DIGITS),
        },
        schema_overrides={"ethnic_group": pl.String},
    )


def _work(block: Skeleton, start: int, careers: Careers, city: City) -> pl.DataFrame:
    employer = city.enterprises.select(
        "enterprise_no", enterprise_uscc="uscc", enterprise="short_name", former_unit="name"
    )[block.enterprise]
    return employer.with_columns(
        former_post=pl.Series(careers.post, dtype=pl.String),
        work_start_on=pl.Series(month_dates(careers.work_month, careers.work_day)).cast(pl.Date),
        retired_on=pl.Series(month_dates(careers.retired_month)).cast(pl.Date),
        retirement_type=pl.Series(careers.retirement_type, dtype=pl.String),
    )


def _home(rng: np.random.Generator, block: Skeleton, start: int, city: City) -> pl.DataFrame:
    count = len(block)
    homes = draw_addresses(rng, city.places, city.estates, block.community)
    registered = draw_addresses(rng, city.places, city.estates, block.community)["address"]
    away = draw_away_addresses(rng, count)
    position = np.arange(start, start + count, dtype=np.int64) * _PHONES_EACH
    community = city.places.communities.select(
        "place_no", "community_code", "community", "street", "district", "is_ambiguous"
    )
    frame = pl.concat([homes, community[block.community]], how="horizontal").with_columns(
        phone=pl.Series(phone_numbers(spread(position, city.seed)).astype(object), dtype=pl.String),
        has_no_phone=pl.Series(rng.random(count) < PHONE_MISSING),
        is_away=pl.Series(rng.random(count) < LIVING_AWAY),
        at_home=pl.Series(rng.random(count) < 0.8),
        registered=registered,
        away_address=away,
    )
    here = pl.when(~pl.col("is_away"))
    return frame.select(
        "is_away",
        phone=pl.when(~pl.col("has_no_phone")).then("phone"),
        household_address=pl.when("at_home").then("address").otherwise("registered"),
        address=here.then("address").otherwise("away_address"),
        building=here.then("building"),
        away_address=pl.when("is_away").then("away_address"),
        place_no=here.then("place_no"),
        community_code=here.then("community_code"),
        community=here.then("community"),
        community_is_ambiguous=here.then("is_ambiguous"),
        street=here.then("street"),
        district=here.then("district"),
    )
