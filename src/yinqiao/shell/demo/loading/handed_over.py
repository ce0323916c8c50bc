"""The handed-over part of a whole city: its agreements, and under each the lists of people, members, archives, premises.

Set-based: what was done before this platform came is taken over room by room, a few statements for everybody. Only a
list has an act of its own, and the few premises walk their paths.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
import polars as pl

from yinqiao.areas.agreements.services import Delivery
from yinqiao.areas.archives.services import take_over_archives
from yinqiao.areas.archives.types import CATALOGUE
from yinqiao.areas.handover.types import ROSTER
from yinqiao.areas.lists.services import OldList, take_over_list
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party.services import take_over_members
from yinqiao.areas.party.types import ROSTER as PARTY_ROSTER
from yinqiao.platform.acts import perform
from yinqiao.shell.demo.handed_over import Covered, Scale, assign_agreements, choose_people, covered_by
from yinqiao.shell.demo.hanging import draw_archives, draw_members
from yinqiao.shell.demo.loading.blocks import ACCEPTED_DAYS_AGO, LOADER, days_before, load_block
from yinqiao.shell.demo.loading.old_agreements import load_old_agreements
from yinqiao.shell.demo.loading.old_branches import load_old_branches
from yinqiao.shell.demo.loading.old_premises import load_old_premises

_TAKEN: Mapping[str, type[pl.DataType]] = {"agreement": pl.UInt32, "batch_id": pl.Binary, "batch_no": pl.String}
_SENT_DAYS_AGO = ACCEPTED_DAYS_AGO + 15
# Kind of list → the sign in its number, the words in its name, and what stands in its file: header → column.
_LISTS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    ROSTER: ("R", "移交名册", {"姓名": "name", "身份证号": "id_no", "所在社区": "community"}),
    PARTY_ROSTER: ("P", "党员移交名册", {"姓名": "name", "身份证号": "id_no", "所在党支部": "branch"}),
    CATALOGUE: ("C", "档案移交名册表", {"档号": "archive_no", "姓名": "name", "身份证号": "id_no"}),
}


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The moment of loading, the seed, how large the part is, credit code → the register's enterprise."""

    at: datetime
    seed: int
    scale: Scale
    enterprise_ids: Mapping[str, int]


def load_handed_over(order: HandedOver, pool: pl.DataFrame) -> int:
    """Load the people of central and provincial enterprises, those under agreements with everything that goes along.

    Returns how many people.
    """
    tree, at = places(), order.at
    chosen = choose_people(pool, order.scale)
    since = pool.join(chosen, on="person_no", how="anti", maintain_order="left")
    number = pl.col("place_code").replace_strict({row.code: row.place_no for row in tree.rows}, return_dtype=pl.Int32)
    enterprise = pl.col("enterprise_uscc").replace_strict(order.enterprise_ids, return_dtype=pl.Int32)
    people = assign_agreements(chosen, order.scale.agreements).sort("agreement", "person_no")
    people = people.with_columns(number.alias("named_no"), enterprise.alias("enterprise_id"))
    loaded = load_block(at, since, order.enterprise_ids, tree)
    rosters = _take_lists(at, ROSTER, people)
    loaded += load_block(at, _in_rosters(people, rosters), order.enterprise_ids, tree)
    rng = np.random.default_rng([order.seed, 17])
    members = draw_members(rng, people, at)
    member_lists = _take_lists(at, PARTY_ROSTER, members)
    archives = draw_archives(rng, people)
    catalogues = _take_lists(at, CATALOGUE, archives)
    with perform(actor=LOADER, action="demo.load_members", at=days_before(at, ACCEPTED_DAYS_AGO)) as act:
        act.people = take_over_members(act=act, members=members.join(member_lists, on="agreement"))
    load_old_branches(at=at, seed=order.seed, members=members)
    with perform(actor=LOADER, action="demo.load_archives", at=days_before(at, ACCEPTED_DAYS_AGO)) as act:
        act.people = take_over_archives(act=act, archives=archives.join(catalogues, on="agreement"))
    covered = covered_by(people)
    premises = load_old_premises(at=at, seed=order.seed, area_m2=order.scale.area_m2, covered=covered)
    lists = {PARTY_ROSTER: member_lists, ROSTER: rosters, CATALOGUE: catalogues}
    delivered = {one.agreement: _delivered(one, lists) for one in covered}
    load_old_agreements(at=at, covered=covered, delivered=delivered, premises=premises)
    return loaded


def _take_lists(at: datetime, kind: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Take over one list per agreement of these rows; returns `agreement`, `batch_id` (16 bytes), `batch_no`."""
    sign, words, columns = _LISTS[kind]
    day, taken = days_before(at, _SENT_DAYS_AGO), []
    for (agreement,), part in rows.group_by("agreement", maintain_order=True):
        number = f"CL{day:%Y%m%d}-{sign}{agreement:05d}"
        text = part.select(pl.col(name).alias(header) for header, name in columns.items()).write_csv()
        counts = {"rows": part.height, "ready": part.height, "blocked": 0, "offered": part.height, "overtaken": 0}
        with perform(actor=LOADER, action="demo.load_list", at=day) as act:
            old = OldList(
                kind, number, part["enterprise_id"][0], io.BytesIO(text.encode("utf-8-sig")), f"{words}.csv", counts
            )
            taken.append((agreement, take_over_list(act=act, taken=old).bytes, number))
    return pl.DataFrame(taken, schema=_TAKEN, orient="row")


def _in_rosters(people: pl.DataFrame, rosters: pl.DataFrame) -> pl.DataFrame:
    people = people.join(rosters.drop("batch_no"), on="agreement", how="left", maintain_order="left")
    return people.with_columns(row_no=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("agreement"))


def _delivered(one: Covered, lists: Mapping[str, pl.DataFrame]) -> list[Delivery]:
    return [
        Delivery(UUID(bytes=row["batch_id"]), row["batch_no"], kind, one.enterprise_id)
        for kind, frame in lists.items()
        for row in frame.filter(pl.col("agreement") == one.agreement).to_dicts()
    ]
