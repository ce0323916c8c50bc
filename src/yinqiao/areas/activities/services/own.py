"""What a person does in the portal, or whom the person has authorised: looked at in the own scope, written in the whole."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from yinqiao.areas.activities import errors
from yinqiao.areas.activities.models import Enrolment
from yinqiao.areas.activities.queries import get_own
from yinqiao.areas.activities.services.enrolling import enter, leave, settle_answer, whole
from yinqiao.areas.activities.types import MATTER, By
from yinqiao.areas.authorisations.queries import require_warrant
from yinqiao.areas.retirees.queries import find_row, people_within
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Scope
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def enrol_own(*, actor: Actor, at: datetime, offering_id: UUID, together_with: str = "") -> UUID:
    """The person of the scope, or who acts for the person in this matter, enrols; refuses as `enrol`."""
    with perform(actor=actor, action="activities.enrol_own", at=at) as act:
        person_id = _person(actor, act.stamp.occurred_on)
        with whole(offering_id) as offering:
            by = By.SELF if actor.scope.warrant is None else By.PROXY
            return enter(act, offering, _locked(person_id), by, together_with)


def withdraw_own(*, actor: Actor, at: datetime, offering_id: UUID) -> None:
    """The person leaves; NotFound when not enrolled."""
    with perform(actor=actor, action="activities.withdraw_own", at=at) as act:
        mine = _mine(act, offering_id)
        with whole(offering_id) as offering:
            leave(act, offering, mine.pk)


def answer_own(*, actor: Actor, at: datetime, offering_id: UUID, takes: bool) -> None:
    """The person takes the seat that was offered, or does not. Conflict `activities.nothing_to_answer`."""
    with perform(actor=actor, action="activities.answer_own", at=at) as act:
        mine = _mine(act, offering_id)
        with whole(offering_id) as offering:
            settle_answer(act, offering, mine.pk, takes=takes)


def _person(actor: Actor, today: date) -> UUID:
    if actor.scope.person is None:
        raise NotFound
    require_warrant(actor.scope, MATTER, today)
    return find_row(actor.scope, actor.scope.person).pk


def _mine(act: Act, offering_id: UUID) -> Enrolment:
    person_id = _person(act.actor, act.stamp.occurred_on)
    mine = get_own(scope=act.actor.scope, offering_id=offering_id)
    if mine is None:
        raise errors.not_found()
    act.about("retiree", person_id)
    return mine


def _locked(person_id: UUID) -> Any:
    return people_within(scope=Scope.everything()).select_for_update(of=("self",)).get(pk=person_id)
