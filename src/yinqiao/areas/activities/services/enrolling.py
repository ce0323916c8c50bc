"""Enrolling, leaving, answering for a seat: the same steps for an officer who does it for somebody and for the portal.

How many seats are free and who is next depends on people of other communities: these steps see all of an offering.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.activities import errors, events
from yinqiao.areas.activities.models import Enrolment, Offering
from yinqiao.areas.activities.queries import get_enrolment, get_offering, list_known, lots_rule
from yinqiao.areas.activities.rules import ORGANISERS, code_of
from yinqiao.areas.activities.services.offering import everybody
from yinqiao.areas.activities.services.settling import pass_on
from yinqiao.areas.activities.types import HOLDING, LIVE, By, Standing, State
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import subject
from yinqiao.areas.retirees.services import lock_person
from yinqiao.areas.retirees.types import ActRule, RetireeStatus
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

ENROL = ActRule("enrol", "报名活动", frozenset(ORGANISERS), frozenset(RetireeStatus))
_NOW_HOLDING = [one.value for one in HOLDING]


@contextmanager
def whole(offering_id: UUID) -> Iterator[Offering]:
    """All of an offering that is no draft, locked; NotFound when there is none."""
    with everybody():
        row = Offering.objects.select_for_update().filter(pk=offering_id).exclude(state=State.DRAFT).first()
        if row is None:
            raise errors.not_found()
        yield row


def enrol(*, actor: Actor, at: datetime, offering_id: UUID, retiree_id: UUID, together_with: str = "") -> UUID:
    """Enrol a person of the scope; returns the enrolment.

    `together_with` is the number of whoever draws with the person. NotFound out of scope; Refused
    `activities.not_for_here`, `.not_managed`; Conflict `.closed`, `.enrolled_already`; Invalid `.no_such_code`.
    """
    with perform(actor=actor, action="activities.enrol", at=at) as act:
        person = lock_person(act=act, retiree_id=retiree_id, rule=ENROL)
        get_offering(scope=actor.scope, offering_id=offering_id)
        with whole(offering_id) as offering:
            return enter(act, offering, person, By.OFFICER, together_with)


def withdraw(*, actor: Actor, at: datetime, enrolment_id: UUID) -> None:
    """Take a person of the scope off an offering; a seat goes on. Conflict `activities.ended_already`."""
    with perform(actor=actor, action="activities.withdraw", at=at) as act:
        found = get_enrolment(scope=actor.scope, enrolment_id=enrolment_id)
        lock_person(act=act, retiree_id=found.retiree_id, rule=ENROL)
        with whole(found.offering_id) as offering:
            leave(act, offering, enrolment_id)


def answer(*, actor: Actor, at: datetime, enrolment_id: UUID, takes: bool) -> None:
    """Note whether a person of the scope takes the seat. Conflict `activities.nothing_to_answer`."""
    with perform(actor=actor, action="activities.answer", at=at) as act:
        found = get_enrolment(scope=actor.scope, enrolment_id=enrolment_id)
        lock_person(act=act, retiree_id=found.retiree_id, rule=ENROL)
        with whole(found.offering_id) as offering:
            settle_answer(act, offering, enrolment_id, takes=takes)


def mark_told(*, actor: Actor, at: datetime, enrolments: Sequence[UUID]) -> int:
    """Note that these people of the scope have been told; returns how many were still to be. NotFound for others."""
    with perform(actor=actor, action="activities.mark_told", at=at) as act:
        if len(list_known(scope=actor.scope, enrolments=enrolments)) != len(set(enrolments)):
            raise errors.not_found()
        told = Enrolment.objects.filter(pk__in=enrolments).exclude(to_tell="").update(to_tell="")
        act.note(people=told)
    return told


def enter(act: Act, offering: Offering, person: Any, by: By, together_with: str = "") -> UUID:
    """Enrol a locked person in a locked offering; after the list is settled at its end."""
    today = act.stamp.occurred_on
    place = places().by_no.get(offering.place_no)
    if place is None or not place.place_no <= person.place_no < place.place_end:
        raise errors.not_for_here()
    if person.status != RetireeStatus.MANAGED:
        raise errors.not_managed()
    is_late = offering.state == State.SETTLED and offering.ends_on is not None and today < offering.ends_on
    if not is_late and not (offering.state == State.OPEN and today <= offering.closes_on):
        raise errors.closed()
    everybody = Enrolment.objects.filter(offering=offering)
    if everybody.filter(retiree_id=person.pk, state__in=LIVE).exists():
        raise errors.enrolled_already()
    taken = set(everybody.values_list("code", flat=True))
    code = next(one for one in iter(lambda: f"{secrets.randbelow(900_000) + 100_000}", "") if one not in taken)
    made = Enrolment(
        id=uuid_utils.uuid7(), offering=offering, retiree_id=person.pk, entered_as=person.pk, code=code, by=by,
        author_name=act.actor.name[:64] if by is By.OFFICER else "",
    )  # fmt: skip
    if is_late:
        _at_the_end(made, offering)
    elif together_with.strip():
        made.team = _join(offering, together_with, lots_rule(today)["most_together"])
    made.save(force_insert=True)
    act.about("retiree", person.pk)
    act.note(offering=str(offering.pk), by=by.value)
    act.emit(events.ENROLLED, [subject(person, offering=str(offering.pk))])
    return made.pk


def _at_the_end(made: Enrolment, offering: Offering) -> None:
    everybody = Enrolment.objects.filter(offering=offering)
    waits = everybody.filter(state=Standing.WAITING).exists()
    is_free = not waits and everybody.filter(state__in=_NOW_HOLDING).count() < offering.seats
    last = everybody.order_by("-rank").exclude(rank=None).values_list("rank", flat=True).first()
    made.rank, made.state = (last or 0) + 1, Standing.SEATED if is_free else Standing.WAITING


def _join(offering: Offering, text: str, most: int) -> str:
    """The team of whoever has this number, which it founds if there is none yet."""
    code = code_of(text)
    open_ones = Enrolment.objects.select_for_update(of=("self",)).filter(offering=offering, state=Standing.APPLIED)
    other = open_ones.filter(code=code).first() if code else None
    if other is None:
        raise errors.no_such_code()
    team = other.team or other.code
    if open_ones.filter(team=team).count() + (not other.team) >= most:
        raise errors.no_such_code()
    if not other.team:
        other.team = team
        other.save(update_fields=["team"])
    return team


def leave(act: Act, offering: Offering, enrolment_id: UUID) -> None:
    """End an enrolment of a locked offering."""
    end(act, offering, _counting(offering, enrolment_id), Standing.LEFT)


def settle_answer(act: Act, offering: Offering, enrolment_id: UUID, *, takes: bool) -> None:
    """A seat that was offered is taken, or goes on."""
    row = _counting(offering, enrolment_id)
    if row.state != Standing.ASKED or row.answer_by is None or act.stamp.occurred_on > row.answer_by:
        raise errors.nothing_to_answer()
    if not takes:
        end(act, offering, row, Standing.DECLINED)
        return
    row.state, row.answer_by, row.to_tell = Standing.SEATED, None, ""
    row.save(update_fields=["state", "answer_by", "to_tell"])
    act.note(enrolment=str(row.pk), takes=True)
    act.emit(events.SEATED, [subject(row.retiree, offering=str(offering.pk))])


def end(act: Act, offering: Offering, row: Enrolment, why: Standing) -> None:
    """An enrolment counts no more; a seat it held goes on."""
    row.state, row.ended_on, row.answer_by, row.to_tell = why, act.stamp.occurred_on, None, ""
    row.save(update_fields=["state", "ended_on", "answer_by", "to_tell"])
    act.note(enrolment=str(row.pk), why=why.value)
    act.emit(events.ENDED, [subject(row.retiree, offering=str(offering.pk))])
    pass_on(act=act, offering=offering)


def _counting(offering: Offering, enrolment_id: UUID) -> Enrolment:
    found = Enrolment.objects.select_for_update(of=("self",)).select_related("retiree")
    row = found.filter(pk=enrolment_id, offering=offering).first()
    if row is None:
        raise errors.not_found()
    if row.state not in LIVE:
        raise errors.ended_already()
    return row
