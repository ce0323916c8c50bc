"""Who takes part is settled after the last day of enrolment; seats that become free go on by themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.activities import errors, events
from yinqiao.areas.activities.models import Enrolment, Offering
from yinqiao.areas.activities.queries import lots_rule, waiting_rule
from yinqiao.areas.activities.rules import Entry, answer_by, draw, next_units, seed_of
from yinqiao.areas.activities.services.offering import locked
from yinqiao.areas.activities.types import HOLDING, LIVE, Standing, State, ToTell
from yinqiao.areas.intake.services import tell_people
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionRow
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import reveal


def settle(*, actor: Actor, at: datetime, offering_id: UUID, public_value: str = "") -> None:
    """Seat everybody who enrolled, or draw lots where more did than there are seats.

    Conflict `activities.not_yet_closed` up to and with the last day, `.state_forbids`; Invalid `.public_value_missing`
    where lots are needed.
    """
    with perform(actor=actor, action="activities.settle", at=at) as act:
        row, today = locked(act, offering_id, "settle"), act.stamp.occurred_on
        if today <= row.closes_on:
            raise errors.not_yet_closed()
        rule = lots_rule(today)
        rows = list(Enrolment.objects.select_for_update(of=("self",)).filter(offering=row, state=Standing.APPLIED))
        public_value = public_value.strip()[:60]
        if len(rows) > row.seats and not public_value:
            raise errors.public_value_missing(rule["public_value"])
        row.shown_secret, row.secret = reveal(row, "secret") or "", None
        if len(rows) > row.seats:
            row.public_value, row.missed_first = public_value, rule["missed_first"]
            row.drawn = _drawn(row, rows, _missed(row, rows, today - timedelta(days=rule["missed_days"])))
        _seat(act, row, rows)
        row.state, row.settled_on = State.SETTLED, today
        row.save()
        act.note(people=len(rows), seats=row.seats, drawn=bool(row.drawn))


def _missed(row: Offering, rows: Sequence[Enrolment], since: date) -> set[UUID]:
    """Who of these wanted something of the same place that was drawn for since a day, and never had a seat of it."""
    before = Enrolment.objects.filter(
        retiree_id__in=[one.retiree_id for one in rows], state=Standing.WAITING, offering__place_no=row.place_no,
        offering__kind=row.kind, offering__settled_on__gte=since,
    )  # fmt: skip
    return set(before.exclude(offering_id=row.pk).exclude(offering__drawn=[]).values_list("retiree_id", flat=True))


def _drawn(row: Offering, rows: Sequence[Enrolment], missed: set[UUID]) -> list[dict[str, Any]]:
    entries = {one.code: Entry(one.code, one.team, one.retiree_id in missed) for one in rows}
    seed = seed_of(row.shown_secret, row.public_value)
    return [
        {
            "code": one.code,
            "team": entries[one.code].team,
            "missed": entries[one.code].missed_before,
            "seat": one.has_seat,
        }
        for one in draw(entries.values(), row.seats, seed, missed_first=row.missed_first)
    ]


def _seat(act: Act, row: Offering, rows: Sequence[Enrolment]) -> None:
    """Everybody's place in the order, by the lots or, where there is room for all, by the number."""
    drawn = {one["code"]: (at, one["seat"]) for at, one in enumerate(row.drawn, start=1)}
    for at, one in enumerate(sorted(rows, key=lambda one: one.code), start=1):
        one.rank, has_seat = drawn.get(one.code, (at, True))
        one.state = Standing.SEATED if has_seat else Standing.WAITING
        one.to_tell = ToTell.SEATED if has_seat else ToTell.WAITING
    Enrolment.objects.bulk_update(rows, ["rank", "state", "to_tell"])
    for kind, standing in ((events.SEATED, Standing.SEATED), (events.WAITS, Standing.WAITING)):
        tell_people(act=act, kind=kind, people=[one.retiree_id for one in rows if one.state == standing])


def pass_on(*, act: Act, offering: Offering) -> None:
    """Ask whoever waits first for each seat that is free; the offering is locked by the caller, who sees all of it."""
    today = act.stamp.occurred_on
    if offering.state != State.SETTLED or offering.ends_on is None or offering.ends_on <= today:
        return
    everybody = Enrolment.objects.select_for_update(of=("self",)).filter(offering=offering)
    free = offering.seats - everybody.filter(state__in=HOLDING).count()
    waiting = everybody.filter(state=Standing.WAITING).order_by("rank", "code").values_list("team", "code")
    codes = next_units([(team or code, code) for team, code in waiting], free)
    asked = everybody.filter(code__in=codes)
    people = list(asked.values_list("retiree_id", flat=True))
    until = answer_by(waiting_rule(today), today)
    asked.update(state=Standing.ASKED, answer_by=until, to_tell=ToTell.ASKED)
    tell_people(act=act, kind=events.ASKED, people=people)


def pass_on_all(*, act: Act, offerings: Collection[UUID]) -> None:
    """The same for several offerings, in one order for all who lock them."""
    for row in Offering.objects.select_for_update().filter(pk__in=offerings).order_by("pk"):
        pass_on(act=act, offering=row)


def sweep(*, actor: Actor, at: datetime) -> int:
    """Every night: seats that nobody answered for go on; who moved is settled, where no act has seen to it.

    Returns how many enrolments ended.
    """
    with perform(actor=actor, action="activities.sweep", at=at) as act:
        today = act.stamp.occurred_on
        live = Enrolment.objects.filter(state__in=LIVE, offering__ends_on__gte=today)
        ended = settle_moved(act=act, live=live)
        late = set(live.filter(answer_by__lt=today).values_list("pk", flat=True))
        ended += _end(act, live, dict.fromkeys(late, (Standing.LAPSED, "")))
        act.note(people=ended)
    return ended


def settle_moved(*, act: Act, live: QuerySet[Enrolment]) -> int:
    """Of these that count: whoever lives elsewhere in the city keeps a seat to the end of the term, for it was promised,
    and is told so; whatever else was enrolled in ends and is told, too. Who is not in our care has no seat. Returns how
    many ended. The caller sees all of each offering.
    """
    served = places().by_no
    guests: list[UUID] = []
    back: list[UUID] = []
    ending: dict[UUID, tuple[Standing, str]] = {}
    homes = live.values_list("pk", "state", "is_guest", "offering__place_no", "retiree__place_no", "retiree__status")
    for key, state, is_guest, place_no, home, status in homes:
        is_served = _serves(served.get(place_no), home)
        if status != RetireeStatus.MANAGED:
            ending[key] = (Standing.MOVED, "")
        elif not is_served and state != Standing.SEATED:
            ending[key] = (Standing.MOVED, ToTell.MOVED)
        elif is_served == is_guest:
            (back if is_guest else guests).append(key)
    live.filter(pk__in=guests).update(is_guest=True, to_tell=ToTell.KEPT)
    live.filter(pk__in=back).update(is_guest=False, to_tell="")
    return _end(act, live, ending)


def _end(act: Act, live: QuerySet[Enrolment], ending: Mapping[UUID, tuple[Standing, str]]) -> int:
    found = live.filter(pk__in=ending)
    offerings = set(found.values_list("offering_id", flat=True))
    people = list(found.values_list("retiree_id", flat=True))
    # In one order for all who lock them, and before anything of them is changed.
    list(Offering.objects.select_for_update().filter(pk__in=offerings).order_by("pk"))
    for how in sorted(set(ending.values())):
        keys = [key for key, one in ending.items() if one == how]
        live.filter(pk__in=keys).update(
            state=how[0], to_tell=how[1], ended_on=act.stamp.occurred_on, answer_by=None, is_guest=False
        )
    tell_people(act=act, kind=events.ENDED, people=people)
    pass_on_all(act=act, offerings=offerings)
    return len(people)


def _serves(place: DivisionRow | None, home: int) -> bool:
    return place is not None and place.place_no <= home < place.place_end
