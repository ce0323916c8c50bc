"""What hangs in the handed-over part of a whole city: how far the relation of each member and each archive has come."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import polars as pl
from django.utils import timezone

from yinqiao.kernel.codes import PoliticalStatus
from yinqiao.shell.demo import distributions as shares
from yinqiao.shell.demo.identity import another_number

_JOINED_AT = 27
# Days ago on which letters were issued: of those who have arrived or whose letter has run out, and of the others.
_LONG_AGO, _LATELY = 190, 20
_REPORT_AFTER, _RECEIVE_AFTER = 9, 14  # days after the letter
_PER_BOX = 20


def draw_members(rng: np.random.Generator, people: pl.DataFrame, at: datetime) -> pl.DataFrame:
    """The members among people of agreements, as `party.services.take_over_members` takes them, with `agreement`."""
    members = people.filter(pl.col("political_status") == PoliticalStatus.PARTY_MEMBER.value)
    way = pl.Series("way", _ways(rng, members))
    is_attached = pl.Series(rng.random(members.height) < shares.ATTACHED)
    is_reached = pl.Series(rng.random(members.height) >= shares.ATTACHED_WITHOUT_CHANNEL)
    today = timezone.localdate(at)
    days = pl.when(way.is_in(["valid", "checked_in"])).then(_LATELY).otherwise(_LONG_AGO)
    has_letter = pl.lit(way != "waits")
    letter_on = pl.when(has_letter).then(pl.lit(today) - pl.duration(days=days)).cast(pl.Date)
    reported = pl.lit(way.is_in(["checked_in", "received"]))
    reported_on = pl.when(reported).then(letter_on + pl.duration(days=_REPORT_AFTER)).cast(pl.Date)
    received_on = pl.when(pl.lit(way == "received")).then(letter_on + pl.duration(days=_RECEIVE_AFTER)).cast(pl.Date)
    serial = pl.int_range(1, pl.len() + 1).over("agreement").cast(pl.String).str.zfill(4)
    number = pl.format("组介存〔{}〕{}{}号", pl.lit(str(today.year)), _digits("agreement", 4), serial)
    joined = pl.date(pl.col("born_on").dt.year() + _JOINED_AT, 7, 1)
    return members.select(
        "agreement", "enterprise_id", "named_no", "name", "id_no", pl.col("party_branch").alias("branch"),
        channel=pl.when(is_attached.not_() | is_reached).then("phone"),
        joined_on=joined, full_on=joined.dt.offset_by("1y"), dues_paid_to=pl.lit(today.replace(day=1)),
        file_holder=pl.when(is_attached).then(pl.lit("市人才交流服务中心党委")).otherwise(pl.lit("企业党委组织部")),
        is_attached=is_attached,
        attached_to=pl.when(is_attached).then(pl.lit("市人才交流服务中心党委")).otherwise(pl.lit("")),
        state=way.replace(_STATES), state_on=pl.coalesce(received_on, reported_on, letter_on, pl.lit(today)),
        letter_no=pl.when(has_letter).then(number).otherwise(pl.lit("")), letter_on=letter_on, reported_on=reported_on,
        received_on=received_on, return_reason=pl.when(pl.lit(way == "returned")).then(pl.lit("not_living_here")).otherwise(pl.lit("")),
    )  # fmt: skip


# How far a member has come → the state of the relation; the letter of who is late has run out.
_STATES = {"valid": "letter_issued", "run_out": "letter_issued", "waits": "offered"}


def _ways(rng: np.random.Generator, members: pl.DataFrame) -> list[str]:
    count = members.height
    late = rng.choice(list(shares.NOT_REPORTED), size=count, p=list(shares.NOT_REPORTED.values()))
    there = np.where(rng.random(count) < shares.REPORTED_NOT_RECEIVED, "checked_in", "received")
    ways: list[str] = np.where(members["has_reported_in"].to_numpy(), there, late).tolist()
    return ways


def draw_archives(rng: np.random.Generator, people: pl.DataFrame) -> pl.DataFrame:
    """Their archives, as `archives.services.take_over_archives` takes them, with `agreement`: one volume for each."""
    waits = pl.col("agreement") % round(1 / shares.CATALOGUES_WAITING) == 0
    is_damaged = pl.Series(rng.random(people.height) < shares.ARCHIVE_DAMAGED)
    is_wrong = pl.Series(rng.random(people.height) < shares.ARCHIVE_NUMBER_WRONG)
    state = pl.when(waits).then(pl.lit("offered")).when("archive_is_elsewhere").then(pl.lit("missing"))
    place = pl.int_range(0, pl.len()).over("agreement")
    numbers = people["id_no"].to_list()
    told = [another_number(one) if wrong else one for one, wrong in zip(numbers, is_wrong, strict=True)]
    return people.select(
        "agreement", "enterprise_id", "archive_no", "name", pl.col("named_no").alias("place_no"),
        id_no=pl.Series(told, dtype=pl.String), barcode=pl.format("98{}", _digits("person_no", 9)),
        box_no=(place // _PER_BOX + 1).cast(pl.String).str.zfill(4),
        items=pl.col("person_no") % 17 + 6, pages=pl.col("person_no") % 90 + 40, state=state.otherwise(pl.lit("received")),
    ).with_columns(
        damage_note=pl.when((pl.col("state") == "received") & is_damaged).then(pl.lit("封面破损")).otherwise(pl.lit(""))
    )  # fmt: skip


def _digits(column: str, count: int) -> pl.Expr:
    return pl.col(column).cast(pl.String).str.zfill(count)
