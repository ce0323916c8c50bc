"""Brings a block of generated people into the register and to their places, as acts of days gone by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

import polars as pl
from django.utils import timezone

from yinqiao.areas.certification.services import take_over_days
from yinqiao.areas.handover.services import take_over_people
from yinqiao.areas.handover.types import OfferState
from yinqiao.areas.organisations.queries import PlaceTree
from yinqiao.areas.retirees.services import Origin, register_people
from yinqiao.areas.retirees.types import RetireeStatus, Source
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.shell.demo.loading.register_frame import OF_ROSTER, register_frame

_WAITING_EVERY = 40  # one person in so many waits for an answer
_NO_ARCHIVE_EVERY = 50
_CONTACTED_OF_TEN = 9
ACCEPTED_DAYS_AGO = 200
_CONTACTED_DAYS_AGO = 180
_WAITING_DAYS_AGO = 5
LOADER = Actor.system("载入演示数据")


def load_block(at: datetime, people: pl.DataFrame, ids: Mapping[str, int], tree: PlaceTree) -> int:
    """Register these people of the generator; one in forty waits for an answer, all others were accepted long ago."""
    if people.is_empty():
        return 0
    frame = register_frame(people, ids, tree.agency_desk.place_no).with_row_index("row")
    # Registers of long ago lack some numbers of archives.
    lacks = pl.col("row") % _NO_ARCHIVE_EVERY == _NO_ARCHIVE_EVERY - 1
    frame = frame.with_columns(archive_no=pl.when(~lacks).then("archive_no"))
    waits = (pl.col("row") % _WAITING_EVERY == _WAITING_EVERY - 1) & (pl.col("route_how") != "agency_desk")
    accepted = _take_over(days_before(at, ACCEPTED_DAYS_AGO), frame.filter(~waits), OfferState.ACCEPTED, at)
    waiting = _take_over(days_before(at, _WAITING_DAYS_AGO), frame.filter(waits), OfferState.OFFERED, at)
    return accepted + waiting


def _take_over(day: datetime, people: pl.DataFrame, state: OfferState, now: datetime) -> int:
    """Register people and give them to their places, as an act of that day."""
    if people.is_empty():
        return 0
    is_accepted = state is OfferState.ACCEPTED
    status = RetireeStatus.MANAGED if is_accepted else RetireeStatus.OFFERED
    met = (pl.col("row") % 10 < _CONTACTED_OF_TEN) & ~pl.col("is_lost_contact") & pl.lit(is_accepted)
    contacted = pl.lit(timezone.localdate(days_before(now, _CONTACTED_DAYS_AGO)))
    with perform(actor=LOADER, action="demo.load_people", at=day) as act:
        since = timezone.localdate(day)
        ids = register_people(
            act=act,
            people=people.drop("row", "route_how", "is_lost_contact", "certified_on", *OF_ROSTER, strict=False),
            origin=Origin(Source.ROSTER, since, is_synthetic=True),
            status=status,
        )
        offers = people.select(
            ids.alias("retiree_id"), "name", "born_on", "enterprise_id", "place_no", "route_how",
            *(name for name in OF_ROSTER if name in people.columns), contacted_on=pl.when(met).then(contacted),
        )  # fmt: skip
        act.people = take_over_people(act=act, people=offers, state=state, offered_on=since)
    if is_accepted:
        _certify(now, people.select(ids.alias("retiree_id"), "certified_on", "row"))
    return people.height


def _certify(now: datetime, people: pl.DataFrame) -> None:
    """What human resources told of these people until now: half were confirmed by comparison, the others came themselves."""
    compared = (pl.col("row") % 2 == 0) & (pl.col("certified_on") > timezone.localdate(now) - timedelta(days=365))
    days = people.filter(pl.col("certified_on").is_not_null()).select(
        "retiree_id", day="certified_on", method=pl.when(compared).then(pl.lit("comparison")).otherwise(pl.lit("face")),
        origin=pl.lit("human_resources"),
    )  # fmt: skip
    with perform(actor=LOADER, action="demo.load_certifications", at=now) as act:
        take_over_days(act=act, days=days)
        act.people = days.height


def days_before(at: datetime, days: int) -> datetime:
    """Nine in the morning, so many days before."""
    day = timezone.localdate(at) - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(9)))
