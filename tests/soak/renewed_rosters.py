"""Two rosters of one enterprise: a first one of some people, and a later one of many that says something new of those."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from tests.quality.planted import city_frame
from yinqiao.config.instance import load_instance
from yinqiao.shell.demo.enterprises import generate_enterprises
from yinqiao.shell.demo.people import generate_people
from yinqiao.shell.demo.roster.layouts import PLAIN, Column
from yinqiao.shell.demo.roster.make import RosterOrder, make_roster

LAYOUT = replace(PLAIN, name="with_former_name", columns=(*PLAIN.columns, Column("former_name", "曾用名")))
# What the later roster says of a known person, by turns; the last is what the first one said.
TURNS = 6


@dataclass(frozen=True, slots=True)
class Rosters:
    """The two files."""

    first: Path
    later: Path


def rosters(*, seed: int, rows: int, known: int) -> Rosters:
    """The later roster has `rows` people, whose first `known` stand in the first roster too. Made once, then kept."""
    people = _people(seed, rows + rows // 20).filter(pl.col("died_on").is_null()).head(rows)
    home = load_instance().home
    first, later = home / f"first-{seed}-{known}.xlsx", home / f"later-{seed}-{rows}-{known}.xlsx"
    _write(first, people.head(known), seed)
    _write(later, _renewed(people, known), seed)
    return Rosters(first, later)


def _people(seed: int, count: int) -> pl.DataFrame:
    people = generate_people(count, seed, city_frame(), generate_enterprises(480, seed))
    return people.with_columns(has_15_digit_id=pl.lit(False), former_name=pl.lit(None, dtype=pl.String))


def _renewed(people: pl.DataFrame, known: int) -> pl.DataFrame:
    number = pl.int_range(pl.len())

    def told(turn: int, value: pl.Expr, name: str) -> pl.Expr:
        return pl.when((number < known) & (number % TURNS == turn)).then(value).otherwise(pl.col(name)).alias(name)

    return people.with_columns(
        told(0, pl.concat_str(pl.lit("199"), (number + 10_000_000).cast(pl.String)), "phone"),
        told(1, pl.col("name").str.replace(".$", "䶮"), "name"),
        told(2, pl.concat_str("address", pl.lit("后栋")), "address"),
        told(3, pl.concat_str("former_post", pl.lit("（返聘）")), "former_post"),
        told(4, pl.col("name").str.replace(".$", "𬭎"), "former_name"),
    )


def _write(path: Path, people: pl.DataFrame, seed: int) -> None:
    if not path.exists():
        path.write_bytes(make_roster(people, RosterOrder(seed=seed, layout=LAYOUT)).to_bytes("xlsx"))
