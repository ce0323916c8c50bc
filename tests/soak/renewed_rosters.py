"""Two rosters of one enterprise: a first one of some people, and a later one of many that says something new of those."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from tests.bench.databases import superuser
from tests.quality.planted import city_frame
from yinqiao.areas.retirees.services import ID_NUMBER
from yinqiao.config.instance import load_instance
from yinqiao.platform.crypto.blind import blind_many
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


def rosters(register: str, *, seed: int, rows: int, known: int) -> Rosters:
    """The later roster has `rows` people, whose first `known` stand in the first roster too. Made once, then kept.

    Nobody of them stands in the database `register`: demo people have few numbers to choose from.
    """
    home = load_instance().home
    files = Rosters(
        home / f"first-{register}-{seed}-{known}.xlsx", home / f"later-{register}-{seed}-{rows}-{known}.xlsx"
    )
    if not files.later.exists():
        people = _strangers(_people(seed, rows + rows // 8), register).head(rows)
        assert people.height == rows
        _write(files.first, people.head(known), seed)
        _write(files.later, _renewed(people, known), seed)
    return files


def _strangers(people: pl.DataFrame, register: str) -> pl.DataFrame:
    with superuser(register) as admin:
        taken = {bytes(row[0]) for row in admin.execute("SELECT id_no_index FROM retirees_retiree")}
    indexes = blind_many(people["id_no"].to_list(), ID_NUMBER)
    return people.filter(pl.Series([one not in taken for one in indexes]))


def _people(seed: int, count: int) -> pl.DataFrame:
    people = generate_people(count, seed, city_frame(), generate_enterprises(480, seed))
    return people.filter(pl.col("died_on").is_null()).with_columns(
        has_15_digit_id=pl.lit(False), former_name=pl.lit(None, dtype=pl.String)
    )


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
    path.write_bytes(make_roster(people, RosterOrder(seed=seed, layout=LAYOUT)).to_bytes("xlsx"))
