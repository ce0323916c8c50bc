"""What a person does in the portal, nobody else in the person's place: looked at in the own scope, written in the whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from yinqiao.areas.retirees.queries import find_row, people_within
from yinqiao.areas.volunteers import errors
from yinqiao.areas.volunteers.queries import list_own_parts
from yinqiao.areas.volunteers.services.joining import active, end, enter, put
from yinqiao.areas.volunteers.services.tasks import give_up, join, whole
from yinqiao.areas.volunteers.types import BUSY, By, SignUp
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Scope, widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def sign_up_own(*, actor: Actor, at: datetime, new: SignUp) -> UUID:
    """The person who is signed in becomes a volunteer; refuses as `sign_up`."""
    with perform(actor=actor, action="volunteers.sign_up_own", at=at) as act, _myself(act) as person:
        return enter(act, person, new, By.SELF)


def change_own(*, actor: Actor, at: datetime, new: SignUp) -> None:
    """What the person can do and when; insurance stays as the office noted it."""
    with perform(actor=actor, action="volunteers.change_own", at=at) as act, _myself(act) as person:
        row = active(person.pk)
        put(row, new)
        row.save(update_fields=["skills", "times"])


def leave_own(*, actor: Actor, at: datetime) -> None:
    """The person stops."""
    with perform(actor=actor, action="volunteers.leave_own", at=at) as act, _myself(act) as person:
        end(act, active(person.pk), person)


def take_own(*, actor: Actor, at: datetime, task_id: UUID) -> UUID:
    """The person takes a task; refuses as `take`."""
    with (
        perform(actor=actor, action="volunteers.take_own", at=at) as act,
        _myself(act) as person,
        whole(task_id) as task,
    ):
        return join(act, task, person, By.SELF)


def withdraw_own(*, actor: Actor, at: datetime, task_id: UUID) -> None:
    """The person does not come after all; NotFound for who had not taken it."""
    with perform(actor=actor, action="volunteers.withdraw_own", at=at) as act:
        _require_alone(actor)
        mine = list_own_parts(scope=actor.scope).filter(task_id=task_id, state__in=BUSY).first()
        if mine is None:
            raise errors.not_found()
        with _myself(act):
            give_up(act, mine.pk)


def _require_alone(actor: Actor) -> UUID:
    if actor.scope.person is None or actor.scope.warrant is not None:
        raise NotFound
    return find_row(actor.scope, actor.scope.person).pk


@contextmanager
def _myself(act: Act) -> Iterator[Any]:
    """The person, locked."""
    person_id = _require_alone(act.actor)
    act.about("retiree", person_id)
    with widened("volunteers.act_of_person"):
        yield people_within(scope=Scope.everything()).select_for_update(of=("self",)).get(pk=person_id)
