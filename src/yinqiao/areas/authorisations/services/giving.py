"""An authorisation is given by the person in the portal, or entered by an officer to whom the person agreed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.authorisations import errors, events
from yinqiao.areas.authorisations.models import Authorisation
from yinqiao.areas.authorisations.queries import get_authorisation, limits
from yinqiao.areas.authorisations.rules import KEEP, lacking
from yinqiao.areas.authorisations.types import Ended, NewAuthorisation, Way, matters_of
from yinqiao.areas.retirees.queries import find_row, people_within, subject
from yinqiao.areas.retirees.services import lock_person
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.phone import parse_phone
from yinqiao.kernel.text import normalise_text
from yinqiao.platform.access import Scope, widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.blind import short_index
from yinqiao.platform.crypto.fields import conceal_one


@contextmanager
def _of_person(act: Act) -> Iterator[Any]:
    """The person who acts, locked; NotFound for everybody else, and for who acts for the person."""
    scope = act.actor.scope
    if scope.person is None or scope.warrant is not None:
        raise NotFound
    row = find_row(scope, scope.person)
    act.about("retiree", row.pk)
    with widened("authorisations.act_of_person"):
        yield people_within(scope=Scope.everything()).select_for_update(of=("self",)).get(pk=row.pk)


def authorise(*, actor: Actor, at: datetime, retiree_id: UUID, new: NewAuthorisation) -> UUID:
    """Enter that a person of the scope lets somebody act; the way and day of the consent are kept. Returns its id.

    Invalid `authorisations.not_complete`; Conflict `.too_many`; NotFound out of scope.
    """
    with perform(actor=actor, action="authorisations.authorise", at=at) as act:
        return _enter(act, lock_person(act=act, retiree_id=retiree_id, rule=KEEP), new)


def authorise_own(*, actor: Actor, at: datetime, new: NewAuthorisation) -> UUID:
    """The person lets somebody act; refuses as `authorise`."""
    with perform(actor=actor, action="authorisations.authorise_own", at=at) as act, _of_person(act) as person:
        return _enter(act, person, new)


def revoke(*, actor: Actor, at: datetime, authorisation_id: UUID) -> None:
    """Take an authorisation back as the person told the office, at once. Conflict `authorisations.ended_already`."""
    with perform(actor=actor, action="authorisations.revoke", at=at) as act:
        found = get_authorisation(scope=actor.scope, authorisation_id=authorisation_id)
        person = lock_person(act=act, retiree_id=found.retiree_id, rule=KEEP)
        _end(act, person, authorisation_id, Ended.OFFICER)


def revoke_own(*, actor: Actor, at: datetime, authorisation_id: UUID) -> None:
    """The person takes it back, at once; NotFound for that of somebody else."""
    with perform(actor=actor, action="authorisations.revoke_own", at=at) as act, _of_person(act) as person:
        _end(act, person, authorisation_id, Ended.PERSON)


def _enter(act: Act, person: Any, new: NewAuthorisation) -> UUID:
    today = act.stamp.occurred_on
    rule = limits(today)
    if wrong := lacking(new, today, rule, [code for code, _ in matters_of(today)]):
        raise errors.not_complete(wrong)
    phone = parse_phone(new.phone).value or ""
    standing = Authorisation.objects.filter(retiree_id=person.pk, ended_on__isnull=True, until_on__gte=today)
    replaced = standing.filter(phone_index=short_index(phone, "phone"))
    # Whoever is authorised anew acts by the new limits alone; two clicks at once leave one.
    replaced.update(ended_on=today, ended_why=Ended.REPLACED)
    if standing.count() >= rule["most_standing"]:
        raise errors.too_many(rule["most_standing"])
    made = uuid_utils.uuid7()
    told = {name: normalise_text(getattr(new, name)).value[:60] for name in ("name", "relation")}
    Authorisation.objects.create(
        id=made, retiree_id=person.pk, matters=sorted(new.matters), sees=sorted(new.sees), way=new.way,
        sealed=conceal_one(Authorisation, "sealed", json.dumps(told, ensure_ascii=False), made),
        phone=conceal_one(Authorisation, "phone", phone, made), phone_index=short_index(phone, "phone"),
        granted_on=today if new.way is Way.PORTAL or new.consented_on is None else new.consented_on, until_on=new.until_on,
        author_name=act.actor.name[:64], author_unit=act.actor.unit[:120],
    )  # fmt: skip
    act.note(authorisation=str(made), way=new.way.value, matters=sorted(new.matters))
    act.emit(events.GIVEN, [subject(person, authorisation=str(made))])
    return made


def _end(act: Act, person: Any, authorisation_id: UUID, why: Ended) -> None:
    row = Authorisation.objects.select_for_update().filter(pk=authorisation_id, retiree_id=person.pk).first()
    if row is None:
        raise errors.not_found()
    if row.ended_on is not None:
        raise errors.ended_already()
    row.ended_on, row.ended_why = act.stamp.occurred_on, why
    row.save(update_fields=["ended_on", "ended_why"])
    act.note(authorisation=str(row.pk), why=why.value)
    act.emit(events.ENDED, [subject(person, authorisation=str(row.pk))])
