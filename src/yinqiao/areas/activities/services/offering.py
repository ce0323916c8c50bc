"""An offering is drawn up, published with its dates and the promise of its lots, and at worst cancelled."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yinqiao.areas.activities import errors, events
from yinqiao.areas.activities.models import Enrolment, Offering, Session
from yinqiao.areas.activities.queries import dates_of, get_branch, get_offering
from yinqiao.areas.activities.rules import CANCELLABLE, FLOW, commitment_of, lacking
from yinqiao.areas.activities.types import LIVE, NewOffering, Standing, State, ToTell
from yinqiao.areas.intake.services import tell_people
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal_one


@contextmanager
def everybody() -> Iterator[None]:
    """Reach all enrolments of an offering, those of people of other communities too."""
    with widened("activities.take_part"):
        yield


def locked(act: Act, offering_id: UUID, step: str = "") -> Offering:
    """An offering that lies in the scope, locked; Conflict `activities.state_forbids` where the step does not fit."""
    get_offering(scope=act.actor.scope, offering_id=offering_id, is_own=True)
    row = Offering.objects.select_for_update().get(pk=offering_id)
    act.about("offering", row.pk, people=0)
    if step and row.state != FLOW[step][0]:
        raise errors.state_forbids()
    return row


def draft(*, actor: Actor, at: datetime, new: NewOffering) -> UUID:
    """Draw up an offering of a branch of the scope; returns its id.

    NotFound for another branch or its room; Invalid `activities.not_complete`.
    """
    with perform(actor=actor, action="activities.draft", at=at) as act:
        told = _checked(act, new)
        made = Offering.objects.create(**told, author_name=actor.name[:64])
        act.about("offering", made.pk, people=0)
    return made.pk


def redraft(*, actor: Actor, at: datetime, offering_id: UUID, new: NewOffering) -> None:
    """Change a draft; refuses as `draft`. Conflict `activities.state_forbids` once it is published."""
    with perform(actor=actor, action="activities.redraft", at=at) as act:
        row = locked(act, offering_id, "redraft")
        told = _checked(act, new)
        for name, value in told.items():
            setattr(row, name, value)
        row.save(update_fields=list(told))


def publish(*, actor: Actor, at: datetime, offering_id: UUID) -> None:
    """Open enrolment: the dates are kept, the room is taken, the lots are promised.

    Conflict `activities.room_taken`, `.state_forbids`; Invalid `.not_complete` when its last day has passed meanwhile.
    """
    with perform(actor=actor, action="activities.publish", at=at) as act:
        row = locked(act, offering_id, "publish")
        if row.closes_on < act.stamp.occurred_on:
            raise errors.not_complete({"closes_on": "报名截止日已过，请先改日期。"})
        secret, days = secrets.token_hex(32), dates_of(row)
        row.state, row.ends_on = State.OPEN, days[-1]
        row.secret, row.commitment = conceal_one(Offering, "secret", secret, row.pk), commitment_of(secret)
        row.save(update_fields=["state", "ends_on", "secret", "commitment"])
        here = timezone.get_current_timezone()
        planned = [
            Session(
                offering=row, room_id=row.room_id, starts_at=datetime.combine(day, row.begins, here),
                ends_at=datetime.combine(day, row.ends, here),
            )
            for day in days
        ]  # fmt: skip
        try:
            with transaction.atomic():
                Session.objects.bulk_create(planned)
        except IntegrityError as problem:
            raise errors.room_taken() from problem
        act.note(times=len(planned), commitment=row.commitment)


def cancel(*, actor: Actor, at: datetime, offering_id: UUID, why: str) -> None:
    """It does not take place: its rooms are free, whoever is enrolled is to be told.

    Invalid `activities.not_complete` without a reason; Conflict `.state_forbids` when it is cancelled or over.
    """
    with perform(actor=actor, action="activities.cancel", at=at) as act:
        row, today = locked(act, offering_id), act.stamp.occurred_on
        if row.state not in CANCELLABLE or (row.ends_on is not None and row.ends_on < today):
            raise errors.state_forbids()
        if not why.strip():
            raise errors.not_complete({"why": "请写明取消的原因，会告诉报名的人。"})
        if row.state == State.DRAFT:
            # Nobody has seen it, nobody is told: nothing of it need stay.
            row.delete()
            return
        row.state, row.cancelled_why = State.CANCELLED, why.strip()[:200]
        row.save(update_fields=["state", "cancelled_why"])
        Session.objects.filter(offering=row, starts_at__gt=at).update(is_cancelled=True)
        with everybody():
            live = Enrolment.objects.select_for_update(of=("self",)).filter(offering=row, state__in=LIVE)
            told = list(live.values_list("retiree_id", flat=True))
            live.update(state=Standing.CANCELLED, ended_on=today, answer_by=None, to_tell=ToTell.CANCELLED)
            tell_people(act=act, kind=events.ENDED, people=told)
        act.note(people=len(told))


def _checked(act: Act, new: NewOffering) -> dict[str, Any]:
    scope = act.actor.scope
    branch = get_branch(scope=scope, branch_id=new.branch_id)
    room = branch.rooms.filter(pk=new.room_id).first() if new.room_id else None
    if not scope.covers_place(branch.place_no) or (new.room_id and room is None):
        raise NotFound
    wrong = lacking(new, act.stamp.occurred_on)
    if room is not None and new.seats > room.seats:
        wrong.setdefault("seats", f"名额不能超过教室的 {room.seats} 个座位。")
    if wrong:
        raise errors.not_complete(wrong)
    words = {"title": 60, "about": 500, "teacher": 40, "for_whom": 120, "term": 20, "where": 120}
    return {
        **{name: getattr(new, name).strip()[:most] for name, most in words.items()},
        "branch": branch, "place_no": branch.place_no, "kind": new.kind, "seats": new.seats, "room": room,
        "closes_on": new.closes_on, "first_on": new.plan.first_on, "times": new.plan.times,
        "begins": new.plan.begins, "ends": new.plan.ends,
    }  # fmt: skip
