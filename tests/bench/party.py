"""The row about party members: received from a file, beside reading it and a bare COPY; and what must be true afterwards."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from tests.bench.databases import FULL, SEED, register_of, roster_file, scratch
from tests.bench.figures import Figure, at_most, at_most_times
from tests.bench.rosters import breaches_of, sum_of, work
from tests.bench.worker import WARM_UP

MEMBERS = 27_500
ROUNDS = 3
STEPS = ("check", "submit", "letters", "check_in", "accept")


def party() -> Iterator[Figure]:
    """27,500 members on a register of 300,000 that holds the same people: checked to received, in turns with the floor."""
    register, file = register_of(FULL), members_file(MEMBERS)
    roster_file(MEMBERS)
    roster_file(WARM_UP)
    floors, ours, breaches = [], [], 0.0
    for turn in range(ROUNDS):
        with scratch(register) as database:
            floors.append(work("floor", database, file))
            ours.append(work("party", database, file))
            if turn == ROUNDS - 1:
                breaches = float(len(breaches_of(database)))
    middle = statistics.median
    whole, floor = middle(sum_of(one, *STEPS) for one in ours), middle(map(sum_of, floors))
    parts = "; ".join(f"{step} {middle(sum_of(one, step) for one in ours):.2f}" for step in STEPS)
    yield at_most_times("party_received", whole, floor, 3, note=f"{parts}; {ours[-1]['received']} members received")
    yield at_most(
        "party_invariants", breaches, 0, unit="breaches", note="tools/check_invariants.py after the last turn"
    )


def members_file(rows: int) -> Path:
    """The party roster of the people of `roster_file(rows)`, as an enterprise keeps it; made once."""
    from tests.quality.planted import city_frame
    from yinqiao.shell.demo.enterprises import generate_enterprises
    from yinqiao.shell.demo.people import generate_people

    path = roster_file(rows).with_name(f"members-{rows}.xlsx")
    if path.exists():
        return path
    # The same draw as the bench's roster: the same people.
    people = generate_people(rows + rows // 20, SEED + 1, city_frame(), generate_enterprises(480, SEED + 1))
    living = people.filter(pl.col("died_on").is_null()).head(rows)
    number = pl.int_range(pl.len())
    cells = living.select(
        pl.col("name").alias("姓名"), pl.col("id_no").alias("身份证号"), pl.lit("中共党员").alias("政治面貌"),
        pl.lit("1985-07-01").alias("入党时间"), pl.lit("1986-07-01").alias("转正时间"),
        pl.format("退休第{}党支部", number // 50 + 1).alias("所在党支部"), pl.lit("党支部").alias("党支部组织类别"),
        pl.lit("移交测速企业党委").alias("上级党组织"), pl.lit("2026-10").alias("党费交至"),
        pl.lit("移交测速企业党委组织部").alias("党员档案保管单位"), pl.lit("否").alias("是否挂靠"),
        pl.format("1390{}", (number + 1_000_000).cast(pl.String)).alias("联系渠道"),
        pl.lit(None, pl.String).alias("介绍信编号"), pl.lit(None, pl.String).alias("介绍信开出日期"),
        pl.lit(None, pl.String).alias("介绍信方式"), pl.lit("无").alias("备注"),
    )  # fmt: skip
    cells.write_excel(path)
    return path
