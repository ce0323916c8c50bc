"""Becoming a volunteer, what one can do and when, trainings, insurance, and the end of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import IntegrityError, transaction

from yinqiao.areas.retirees.queries import subject
from yinqiao.areas.retirees.services import lock_person
from yinqiao.areas.retirees.types import ActRule, RetireeStatus
from yinqiao.areas.volunteers import errors, events
from yinqiao.areas.volunteers.models import Part, Training, Volunteer
from yinqiao.areas.volunteers.rules import MOST_MINUTES, ORGANISERS
from yinqiao.areas.volunteers.types import By, NewTraining, SignUp, Standing, State
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

KEEP = ActRule("keep_volunteer", "登记志愿者", frozenset(ORGANISERS), frozenset(RetireeStatus))


def sign_up(*, actor: Actor, at: datetime, retiree_id: UUID, new: SignUp) -> UUID:
    """Register a person of the scope who agreed to it as a volunteer; returns the entry.

    NotFound out of scope; Refused `volunteers.not_managed`; Conflict `.already`; Invalid `.not_complete`.
    """
    with perform(actor=actor, action="volunteers.sign_up", at=at) as act:
        return enter(act, lock_person(act=act, retiree_id=retiree_id, rule=KEEP), new, By.OFFICER)


def change(*, actor: Actor, at: datetime, retiree_id: UUID, new: SignUp) -> None:
    """What a volunteer of the scope can do and when, and until when insured. Conflict `volunteers.no_volunteer`."""
    with perform(actor=actor, action="volunteers.change", at=at) as act:
        row = active(lock_person(act=act, retiree_id=retiree_id, rule=KEEP).pk)
        put(row, new)
        row.insured_until = new.insured_until
        row.save(update_fields=["skills", "times", "insured_until"])
        act.note(insured=new.insured_until is not None)


def leave(*, actor: Actor, at: datetime, retiree_id: UUID) -> None:
    """A volunteer of the scope stops; what was taken and is still to come ends, confirmed hours stay."""
    with perform(actor=actor, action="volunteers.leave", at=at) as act:
        person = lock_person(act=act, retiree_id=retiree_id, rule=KEEP)
        end(act, active(person.pk), person)


def note_training(*, actor: Actor, at: datetime, retiree_id: UUID, new: NewTraining) -> UUID:
    """Record a training of a volunteer of the scope; returns it. Invalid `volunteers.not_complete`, also for one twice."""
    with perform(actor=actor, action="volunteers.note_training", at=at) as act:
        row = active(lock_person(act=act, retiree_id=retiree_id, rule=KEEP).pk)
        wrong = {} if new.title.strip() else {"title": "请填写培训的内容。"}
        if not 1 <= new.minutes <= MOST_MINUTES:
            wrong["minutes"] = f"分钟数从 1 到 {MOST_MINUTES}。"
        if new.held_on > act.stamp.occurred_on:
            wrong["held_on"] = "培训日期不能晚于今天。"
        if wrong:
            raise errors.not_complete(wrong)
        try:
            with transaction.atomic():
                made = Training.objects.create(
                    volunteer=row, title=new.title.strip()[:60], held_on=new.held_on, minutes=new.minutes,
                    author_name=actor.name[:64],
                )  # fmt: skip
        except IntegrityError as problem:
            raise errors.not_complete({"title": "同一天的同一个培训已经登记过。"}) from problem
        act.note(training=str(made.pk))
    return made.pk


def enter(act: Act, person: Any, new: SignUp, by: By) -> UUID:
    """Register a locked person."""
    if person.status != RetireeStatus.MANAGED:
        raise errors.not_managed()
    if Volunteer.objects.filter(retiree_id=person.pk, state=State.ACTIVE).exists():
        raise errors.volunteer_already()
    made = Volunteer(
        id=uuid_utils.uuid7(), retiree_id=person.pk, entered_as=person.pk, agreed_on=act.stamp.occurred_on, by=by,
        author_name=act.actor.name[:64] if by is By.OFFICER else "",
        insured_until=new.insured_until if by is By.OFFICER else None,
    )  # fmt: skip
    put(made, new)
    made.save(force_insert=True)
    act.about("retiree", person.pk)
    act.note(by=by.value)
    act.emit(events.SIGNED_UP, [subject(person, by=by.value)])
    return made.pk


def put(row: Volunteer, new: SignUp) -> None:
    """What somebody can do and when. Invalid `volunteers.not_complete` for neither."""
    wrong = {} if new.skills else {"skills": "请至少选一项能做的事。"}
    if not new.times:
        wrong["times"] = "请至少选一个有空的时间。"
    if wrong:
        raise errors.not_complete(wrong)
    row.skills, row.times = [one.value for one in new.skills], [one.value for one in new.times]


def active(retiree_id: UUID) -> Volunteer:
    """The entry of a person who volunteers, locked. Conflict `volunteers.no_volunteer`."""
    rows = Volunteer.objects.select_for_update(of=("self",))
    row = rows.filter(retiree_id=retiree_id, state=State.ACTIVE).first()
    if row is None:
        raise errors.no_volunteer()
    return row


def end(act: Act, row: Volunteer, person: Any) -> None:
    """The person is a volunteer no more."""
    row.state, row.ended_on = State.LEFT, act.stamp.occurred_on
    row.save(update_fields=["state", "ended_on"])
    end_coming(act, [row.pk])
    act.about("retiree", person.pk)
    act.emit(events.ENDED, [subject(person, why=State.LEFT.value)])


def end_coming(act: Act, volunteers: Collection[UUID]) -> None:
    """What they have taken and has not begun ends; what was served stays to be confirmed."""
    coming = Part.objects.filter(volunteer_id__in=volunteers, state=Standing.TAKEN, starts_at__gt=act.at)
    coming.update(state=Standing.ENDED)
