"""The way of a code: by its ticket, and the people to whom its phone belongs."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from yinqiao.areas.authorisations.queries import warrants_by_phone
from yinqiao.areas.portal.models import Code
from yinqiao.areas.portal.rules import called
from yinqiao.areas.portal.types import MAY_ENTER, Person
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.crypto.blind import short_candidates
from yinqiao.platform.crypto.fields import reveal
from yinqiao.platform.rulebook import Rule, rulebook


def digest(token: str) -> str:
    """What is kept of a ticket or a session's token. A plain digest is enough: both have 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def code_rule(at: datetime) -> Rule:
    """How long codes last and how often they may be asked for."""
    return rulebook().get("portal.code", region=settings.REGION, day=timezone.localdate(at))


def people_of(phone: str, *, actor: Actor, at: datetime) -> list[Person]:
    """Everybody here whose phone this is, by the scope of who asks: the entrance's. Compared in the clear, never shown."""
    found = people_within(scope=actor.scope).filter(
        phone_index__in=short_candidates(phone, "phone"), status__in=MAY_ENTER, merged_into__isnull=True
    )
    rows = list(found.order_by("id"))
    own = [
        Person(row.pk, called(row.name, row.sex), facts.get("id_no", "")[-4:].upper())
        for row, facts in zip(rows, facts_of(rows), strict=True)
        if facts.get("phone") == phone
    ]
    return own + _wards_of(phone, actor=actor, at=at)


def _wards_of(phone: str, *, actor: Actor, at: datetime) -> list[Person]:
    """The people for whom whoever has this phone may act today, proved by the last of the number of whom it is for."""
    warrants = {one.retiree_id: one for one in warrants_by_phone(phone, timezone.localdate(at))}
    rows = list(
        people_within(scope=actor.scope).filter(pk__in=warrants, status__in=MAY_ENTER, merged_into__isnull=True)
    )
    return [
        Person(
            row.pk, f"替{called(row.name, row.sex)}办事", facts.get("id_no", "")[-4:].upper(), warrants[row.pk].id
        )
        for row, facts in zip(rows, facts_of(rows), strict=True)
    ]  # fmt: skip


def find_typed(*, actor: Actor, ticket: str, at: datetime) -> str:
    """The phone that was typed in this browser, while its code may still be used; empty otherwise."""
    with acting(actor):
        row = open_codes(at).filter(ticket_hash=digest(ticket), proved_at__isnull=True).first()
        return (reveal(row, "phone") or "") if row else ""


def people_to_choose(*, actor: Actor, ticket: str, at: datetime) -> list[Person]:
    """Who may enter with a code that was right and is not used yet; nobody otherwise."""
    with acting(actor):
        row = open_codes(at).filter(ticket_hash=digest(ticket), proved_at__isnull=False).first()
        return people_of(reveal(row, "phone") or "", actor=actor, at=at) if row else []


def open_codes(at: datetime) -> Any:
    """Codes with which somebody may still come in, however far they are."""
    since = at - timedelta(minutes=code_rule(at).parameters["finish_minutes"])
    return Code.objects.filter(asked_at__gt=since, used_at__isnull=True)
