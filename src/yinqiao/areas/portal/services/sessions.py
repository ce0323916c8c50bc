"""Sessions of retirees. Every way of signing in ends in `open_session`: it asks for a proof, not for how it was made."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hmac import compare_digest
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from yinqiao.areas.authorisations.queries import warrant_of
from yinqiao.areas.portal import errors
from yinqiao.areas.portal.models import Session
from yinqiao.areas.portal.queries import code_rule, digest, people_of
from yinqiao.areas.portal.rules import session_hours
from yinqiao.areas.portal.services.codes import proved_code
from yinqiao.areas.portal.types import MAY_ENTER, Device, Means, Person, Proof
from yinqiao.areas.retirees.queries import people_within
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.crypto.fields import reveal
from yinqiao.platform.rulebook import rulebook


def open_session(*, actor: Actor, at: datetime, proof: Proof, device: Device) -> str:
    """Let a person in who was proved to be this one; returns the session's token, of which a digest is kept.

    `actor` is the entrance that made the proof. Conflict `portal.ask_again` when the person is no longer here.
    """
    with perform(actor=actor, action="portal.sign_in", at=at) as act:
        is_here = people_within(scope=actor.scope).filter(
            pk=proof.retiree_id, status__in=MAY_ENTER, merged_into__isnull=True
        )
        warrant = warrant_of(proof.warrant_id, act.stamp.occurred_on) if proof.warrant_id else None
        if not is_here.exists() or (proof.warrant_id and (warrant is None or warrant.retiree_id != proof.retiree_id)):
            raise errors.ask_again()
        rule = rulebook().get("portal.session", region=settings.REGION, day=timezone.localdate(at))
        token = secrets.token_urlsafe(32)
        Session.objects.create(
            token_hash=digest(token), retiree_id=proof.retiree_id, warrant_id=proof.warrant_id,
            means=proof.means.value, device=device.words[:40],
            started_at=at, ends_at=at + timedelta(hours=session_hours(device.is_own, rule.parameters)),
        )  # fmt: skip
        act.about("retiree", proof.retiree_id)
        act.note(means=proof.means.value, rule=rule.version)
    return token


def enter_by_code(
    *, actor: Actor, at: datetime, ticket: str, device: Device, chosen: UUID | None = None, tail: str = ""
) -> str | None:
    """Come in with a code that was right; it is used up. Of a shared phone's people the one chosen, proved by the last
    four of the own number: None, and counted, when they do not belong together.

    Conflict `portal.ask_again`; `portal.many_people` for the phone of an office.
    """
    with perform(actor=actor, action="portal.use_code", at=at) as act:
        row, limits = proved_code(at=at, ticket=ticket), code_rule(at).parameters
        people = people_of(reveal(row, "phone") or "", actor=actor, at=at)
        if len(people) > limits["most_people"]:
            raise errors.many_people()
        if not people or row.tries >= limits["tries"]:
            raise errors.ask_again()
        act.note(sign_in_code=str(row.pk), people=len(people))
        found = people[0] if len(people) == 1 else _chosen(people, chosen, tail)
        if found is None:
            row.tries += 1
            row.save(update_fields=["tries"])
            return None
        row.used_at = at
        row.save(update_fields=["used_at"])
        return open_session(
            actor=actor, at=at, proof=Proof(found.retiree_id, Means.PHONE_CODE, found.warrant_id), device=device
        )


def _chosen(people: list[Person], chosen: UUID | None, tail: str) -> Person | None:
    typed = tail.strip().upper().encode()
    fits = [one for one in people if one.key == chosen and one.tail and compare_digest(one.tail.encode(), typed)]
    return fits[0] if fits else None


def sign_out(*, actor: Actor, at: datetime, token: str) -> None:
    """End the session of this token; nothing happens to one that has ended."""
    with perform(actor=actor, action="portal.sign_out", at=at) as act:
        row = Session.objects.filter(token_hash=digest(token), ended_at__isnull=True).first()
        if row is not None:
            row.ended_at = at
            row.save(update_fields=["ended_at"])
            act.about("retiree", row.retiree_id)


def end_session(*, actor: Actor, at: datetime, session_id: UUID) -> None:
    """End one of one's own sessions, on whatever device; NotFound for somebody else's and one that has ended."""
    with perform(actor=actor, action="portal.end_session", at=at) as act:
        person = actor.scope.person
        if person is None:
            raise errors.no_session()
        row = Session.objects.filter(
            pk=session_id, retiree_id=person, warrant_id=actor.scope.warrant, ended_at__isnull=True
        ).first()
        if row is None:
            raise errors.no_session()
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        act.about("retiree", row.retiree_id)
