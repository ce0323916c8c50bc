"""Tasks of a place, who takes them, and who does not after all.

How many have taken a task depends on people of other communities: taking sees all of a task.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import IntegrityError, transaction
from django.utils import timezone

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import subject
from yinqiao.areas.retirees.services import lock_person
from yinqiao.areas.volunteers import errors, events
from yinqiao.areas.volunteers.models import Part, Task
from yinqiao.areas.volunteers.queries import get_part, get_task, get_volunteer
from yinqiao.areas.volunteers.rules import is_insured, lacking
from yinqiao.areas.volunteers.services.joining import KEEP, active
from yinqiao.areas.volunteers.types import BUSY, By, NewTask, Standing, TaskState
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

_BUSY = [one.value for one in BUSY]


def open_task(*, actor: Actor, at: datetime, new: NewTask) -> UUID:
    """Call for volunteers of a place of the scope; returns the task. NotFound elsewhere; Invalid `.not_complete`."""
    with perform(actor=actor, action="volunteers.open_task", at=at) as act:
        if not actor.scope.covers_place(new.place_no):
            raise NotFound
        if wrong := lacking(new, at):
            raise errors.not_complete(wrong)
        made = Task.objects.create(
            place_no=new.place_no, title=new.title.strip()[:60], about=new.about.strip()[:300],
            where=new.where.strip()[:120], starts_at=new.starts_at, ends_at=new.ends_at, wanted=new.wanted,
            skill=new.skill or "", needs_insurance=new.needs_insurance, author_name=actor.name[:64],
        )  # fmt: skip
        act.about("task", made.pk, people=0)
    return made.pk


def cancel_task(*, actor: Actor, at: datetime, task_id: UUID, why: str) -> int:
    """A task of the scope does not take place; returns how many had taken it. Conflict `volunteers.closed`."""
    with perform(actor=actor, action="volunteers.cancel_task", at=at) as act:
        get_task(scope=actor.scope, task_id=task_id, is_own=True)
        if not why.strip():
            raise errors.not_complete({"why": "请填写原因，接了任务的人会看到。"})
        with whole(task_id) as row:
            if row.state != TaskState.OPEN or row.starts_at <= at:
                raise errors.closed()
            row.state, row.cancelled_why = TaskState.CANCELLED, why.strip()[:200]
            row.save(update_fields=["state", "cancelled_why"])
            people = Part.objects.filter(task=row, state=Standing.TAKEN).update(state=Standing.CANCELLED)
        act.about("task", task_id, people=people)
    return people


def take(*, actor: Actor, at: datetime, task_id: UUID, volunteer_id: UUID) -> UUID:
    """A volunteer of the scope takes a task, as agreed with the officer; returns the part.

    NotFound out of scope; Refused `volunteers.not_for_here`, `.not_insured`; Conflict `.full`, `.closed`, `.busy_then`.
    """
    with perform(actor=actor, action="volunteers.take", at=at) as act:
        found = get_volunteer(scope=actor.scope, volunteer_id=volunteer_id)
        get_task(scope=actor.scope, task_id=task_id)
        person = lock_person(act=act, retiree_id=found.retiree_id, rule=KEEP)
        with whole(task_id) as task:
            return join(act, task, person, By.OFFICER)


def withdraw(*, actor: Actor, at: datetime, part_id: UUID) -> None:
    """Somebody of the scope does not come after all. Conflict `volunteers.closed` once it is over or confirmed."""
    with perform(actor=actor, action="volunteers.withdraw", at=at) as act:
        found = get_part(scope=actor.scope, part_id=part_id)
        lock_person(act=act, retiree_id=found.retiree_id, rule=KEEP)
        give_up(act, part_id)


@contextmanager
def whole(task_id: UUID) -> Iterator[Task]:
    """All of a task, locked; NotFound when there is none."""
    with widened("volunteers.take_part"):
        row = Task.objects.select_for_update().filter(pk=task_id).first()
        if row is None:
            raise errors.not_found()
        yield row


def join(act: Act, task: Task, person: Any, by: By) -> UUID:
    """A locked person takes a locked task."""
    place, row = places().by_no.get(task.place_no), active(person.pk)
    if place is None or not place.place_no <= person.place_no < place.place_end:
        raise errors.not_for_here()
    if task.state != TaskState.OPEN or task.starts_at <= act.at:
        raise errors.closed()
    if not is_insured(task.needs_insurance, row.insured_until, timezone.localdate(task.ends_at)):
        raise errors.not_insured()
    if Part.objects.filter(task=task, state__in=_BUSY).count() >= task.wanted:
        raise errors.full()
    try:
        with transaction.atomic():
            made = Part.objects.create(
                id=uuid_utils.uuid7(), task=task, volunteer=row, retiree_id=person.pk, by=by, starts_at=task.starts_at,
                ends_at=task.ends_at,
            )  # fmt: skip
    except IntegrityError as problem:
        raise errors.busy_then() from problem
    act.about("retiree", person.pk)
    act.note(task=str(task.pk), by=by.value)
    act.emit(events.TOOK, [subject(person, task=str(task.pk))])
    return made.pk


def give_up(act: Act, part_id: UUID) -> None:
    """A part that was taken and has not begun ends."""
    row = Part.objects.select_for_update(of=("self",)).filter(pk=part_id).first()
    if row is None:
        raise errors.not_found()
    if row.state != Standing.TAKEN or row.starts_at <= act.at:
        raise errors.closed()
    row.state = Standing.LEFT
    row.save(update_fields=["state"])
    act.note(part=str(row.pk))
