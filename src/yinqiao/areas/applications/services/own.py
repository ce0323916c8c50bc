"""What a person does in the portal: send an application, bring what was missing, take it back.

Nothing is written in the scope of one person: each act looks there first, then writes in the widened one (decision 0045).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from yinqiao.areas.applications import errors
from yinqiao.areas.applications.models import Case, Draft
from yinqiao.areas.applications.queries import answers_of, item_of, pages_since_asked
from yinqiao.areas.applications.services.applying import enter
from yinqiao.areas.applications.services.waiting import supplied, taken_back
from yinqiao.areas.applications.types import Answer, Applicant, Application, Channel, Consent, Item
from yinqiao.areas.authorisations.queries import require_warrant
from yinqiao.areas.authorisations.types import Warrant
from yinqiao.areas.retirees.queries import find_row, people_within
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Scope, widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


@contextmanager
def of_person(*, act: Act) -> Iterator[Any]:
    """The person who acts, locked, so that two clicks at once come one after the other; NotFound for everybody else."""
    scope = act.actor.scope
    if scope.person is None:
        raise NotFound
    row = find_row(scope, scope.person)
    act.about("retiree", row.pk)
    with widened("applications.act_of_person"):
        yield people_within(scope=Scope.everything()).select_for_update(of=("self",)).get(pk=row.pk)


def send_draft(*, actor: Actor, at: datetime, code: str) -> UUID:
    """Apply with what was filled in; the draft is used up. Returns the case.

    Conflict `applications.no_draft` when it was sent before; else what `apply` refuses.
    """
    with perform(actor=actor, action="applications.send_draft", at=at) as act, of_person(act=act) as person:
        draft = Draft.objects.filter(retiree_id=person.pk, code=code).first()
        if draft is None:
            raise errors.no_draft()
        told = _told(code, answers_of(draft), within_limits(act=act, code=code))
        case = enter(act, person, told, within=Scope.everything(), place=person.place_no)
        case.materials = sorted(set(draft.pictures.values_list("material", flat=True)))
        case.warrant_id = actor.scope.warrant
        case.save(update_fields=["materials", "warrant_id"])
        draft.pictures.update(draft=None, case=case)
        draft.delete()
        return case.pk


def supply_own(*, actor: Actor, at: datetime, case_id: UUID, answer: Answer) -> None:
    """Say that what was missing is there; as `supply`, for the own case: what counts is what was sent since it was told."""
    with perform(actor=actor, action="applications.supply_own", at=at) as act, of_person(act=act) as person:
        case, item = own_case(act, person, case_id)
        supplied(act, case, item, replace(answer, materials=tuple(pages_since_asked(case))))


def withdraw_own(*, actor: Actor, at: datetime, case_id: UUID, answer: Answer) -> None:
    """Take the own application back; as `withdraw`."""
    with perform(actor=actor, action="applications.withdraw_own", at=at) as act, of_person(act=act) as person:
        taken_back(act, *own_case(act, person, case_id), answer)


@contextmanager
def hold_own_case(*, act: Act, case_id: UUID) -> Iterator[Case]:
    """The own case, locked for a room above, which adds to it in the widened scope; NotFound for that of somebody else."""
    with of_person(act=act) as person:
        yield own_case(act, person, case_id)[0]


def own_case(act: Act, person: Any, case_id: UUID) -> tuple[Case, Item]:
    """A case of the person, locked; NotFound for that of somebody else."""
    found = Case.objects.select_for_update(of=("self",)).select_related("item", "retiree")
    row = found.filter(pk=case_id, retiree_id=person.pk).first()
    if row is None:
        raise NotFound
    within_limits(act=act, code=row.code)
    act.note(item=row.code, number=row.number)
    return row, item_of(row.item)


def within_limits(*, act: Act, code: str) -> Warrant | None:
    """By what whoever acts for the person may do so in this item, None for the person.

    Refused `authorisations.not_within`: looked up under the lock, so that what was taken back ends at once.
    """
    return require_warrant(act.actor.scope, code, act.stamp.occurred_on)


def _told(code: str, answers: Mapping[str, str], warrant: Warrant | None) -> Application:
    """The application by the person, or by who acts for the person, whose name stands in the case."""
    if warrant is None:
        return Application(code, answers, Applicant.SELF, Channel.PORTAL)
    return Application(
        code, answers, Applicant.FAMILY, Channel.PORTAL, (), warrant.name, warrant.relation, warrant.phone, Consent.WARRANT,
        warrant.granted_on,
    )  # fmt: skip
