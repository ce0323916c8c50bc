"""A certificate for a person of the scope: facts of the register, a number, and the seal where it may be put at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import connection

from yinqiao.areas.accounts.types import Role
from yinqiao.areas.certificates import errors, events
from yinqiao.areas.certificates.models import Certificate
from yinqiao.areas.certificates.queries import get_certificate, is_automatic, kind_in_force
from yinqiao.areas.certificates.services.hours import claim, reserve
from yinqiao.areas.certificates.services.making import draw_facts, how_sealed, make
from yinqiao.areas.certificates.types import Asked, How, Kind, State
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import people_within, subject
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.masking import hide_numbers
from yinqiao.kernel.text import normalise_text
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

_NUMBER = """
INSERT INTO certificates_certificateseries (place_no, year, last) VALUES (%s, %s, 1)
ON CONFLICT (place_no, year) DO UPDATE SET last = certificates_certificateseries.last + 1 RETURNING last
"""


def issue(*, actor: Actor, at: datetime, retiree_id: UUID, asked: Asked) -> UUID:
    """Issue a certificate, or let it wait for its seal; returns it.

    Refused `certificates.not_yours`, `.not_managed`; Invalid `.facts_missing`, `.purpose_missing`; Conflict
    `.waiting_already`, `volunteers.hours_certified`, `.nothing_to_certify`; Unavailable `certificates.seal_silent`; NotFound for a person out of scope or a kind not in force.
    """
    with perform(actor=actor, action="certificates.issue", at=at) as act:
        row = _issued(act, retiree_id, asked)
    return row.pk


def reissue(*, actor: Actor, at: datetime, certificate_id: UUID, asked: Asked) -> UUID:
    """Issue one anew in the place of another of the same kind, which no longer holds; returns the new one.

    What `issue` refuses, and Conflict `certificates.not_now` where the other is no longer in force.
    """
    with perform(actor=actor, action="certificates.reissue", at=at) as act:
        old = lock(act, certificate_id)
        if old.state not in (State.ISSUED, State.REVOKED) or old.kind != asked.kind:
            raise errors.not_now()
        row = _issued(act, old.retiree_id, asked, old)
        if row.state == State.ISSUED:
            replace(act, old)
    return row.pk


def replace(act: Act, old: Certificate) -> None:
    """The one before holds no more; a revoked one stays revoked."""
    if old.state == State.ISSUED:
        old.state, old.ended_on = State.REPLACED, act.stamp.occurred_on
        old.save(update_fields=["state", "ended_on"])


def lock(act: Act, certificate_id: UUID) -> Certificate:
    """One certificate of the scope, locked; NotFound otherwise, Refused `certificates.other_office` for another's."""
    found = get_certificate(scope=act.actor.scope, certificate_id=certificate_id)
    if not act.actor.scope.covers_place(found.place_no):
        raise errors.other_office()
    act.about("retiree", found.retiree_id)
    act.note(certificate=found.number, kind=found.kind)
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("retiree", "retiree__merged_into")
    return rows.get(pk=found.pk)


def _issued(act: Act, retiree_id: UUID, asked: Asked, old: Certificate | None = None) -> Certificate:
    kind = kind_in_force(asked.kind, act.stamp.occurred_on)
    person = lock_person(act, retiree_id, kind)
    row = new_row(act, person, asked.purpose, act.actor.scope.place_from)
    row.kind, row.title = kind.code, kind.title
    row.replaces = old
    enter(act, row, person, kind, asked)
    return row


def enter(act: Act, row: Certificate, person: Any, kind: Kind, asked: Asked, *, is_at_hand: bool = True) -> None:
    """Make the certificate, or let it wait for its seal; `is_at_hand` is an office that prints and stamps."""
    hours = reserve(act, row, kind, person)
    facts = draw_facts(kind, person, hours)
    row.how = how_sealed(facts, How.AUTOMATIC)
    waits = not is_automatic(kind, row.place_no) if row.how == How.AUTOMATIC else not is_at_hand
    if waits:
        if Certificate.objects.filter(retiree_id=person.pk, kind=kind.code, state=State.WAITING).exists():
            raise errors.waiting_already()
        row.state, row.how = State.WAITING, ""
    else:
        make(act, row, kind, facts, asked.address)
        claim(act, row, hours)
    row.save(force_insert=True)
    act.about("retiree", person.pk)
    act.note(kind=kind.code, certificate=row.number, how=row.how or State.WAITING.value)
    act.emit(events.ISSUED, [subject(person, kind=kind.code, state=row.state)])


def lock_person(act: Act, retiree_id: UUID, kind: Kind) -> Any:
    """The person, so that nothing of what is drawn changes under it, by an office that may issue the kind."""
    scope = act.actor.scope
    if not scope.sees_content or scope.is_enterprise:
        raise NotFound
    person = people_within(scope=scope).select_for_update(of=("self",)).filter(pk=retiree_id).first()
    if person is None:
        raise NotFound
    if act.actor.role not in kind.issuers:
        raise errors.not_yours_to_issue("、".join(Role(one).label for one in kind.issuers))
    if person.status != RetireeStatus.MANAGED:
        raise errors.not_managed()
    return person


def new_row(act: Act, person: Any, purpose: str, place: int) -> Certificate:
    """A certificate numbered by the office of `place`, not yet stored. Invalid `certificates.purpose_missing`."""
    purpose = hide_numbers(normalise_text(purpose).value).strip()[:60]
    if not purpose:
        raise errors.purpose_missing()
    actor = act.actor
    return Certificate(
        id=uuid_utils.uuid7(), number=_number(place, act.stamp.occurred_on.year), retiree=person, purpose=purpose,
        place_no=place, asked_on=act.stamp.occurred_on, author_id=actor.id, author_name=actor.name[:64],
        author_unit=actor.unit[:120],
    )  # fmt: skip


def _number(place: int, year: int) -> str:
    """The next number of the office: 430104011003-2026-00012."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, [place, year])
        ((last,),) = cursor.fetchall()
    return f"{places().by_no[place].code}-{year}-{last:05d}"
