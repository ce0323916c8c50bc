"""A code by text message: asked for by anybody, sent to a registered phone alone, typed within minutes, used once.

Whoever asks learns nothing: that a phone is registered is looked up by the job that sends, not by the request.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import connection

from yinqiao.areas.portal import errors
from yinqiao.areas.portal.models import Code
from yinqiao.areas.portal.queries import code_rule, digest, people_of
from yinqiao.areas.portal.queries.trying import open_codes
from yinqiao.areas.portal.rules import code_is_fresh, seconds_to_wait
from yinqiao.areas.portal.types import Outgoing, Tried
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.crypto.blind import blind_index, short_candidates, short_index
from yinqiao.platform.crypto.fields import conceal_one, reveal
from yinqiao.platform.crypto.rotate import BlindColumn, EncryptedTable
from yinqiao.platform.jobs import enqueue

# What a change of keys re-encrypts.
ENCRYPTED = EncryptedTable(
    Code._meta.db_table, ("phone",), (BlindColumn("phone_index", "phone", "phone", is_short=True),)
)


def ask_code(*, actor: Actor, at: datetime, phone: str, address: str) -> str:
    """Ask for a code to this phone; returns the ticket with which this browser goes on.

    The same for every phone, registered or not. Conflict `portal.too_soon` when asked too often for the phone or from
    the address: it passes by itself, nobody is locked out.
    """
    with perform(actor=actor, action="portal.ask_code", at=at) as act:
        mac = blind_index(address, "portal_address")
        _one_after_the_other(short_index(phone, "phone"))
        if wait := _wait(phone, mac, at):
            raise errors.too_soon(wait)
        ticket, code_id = secrets.token_urlsafe(32), uuid_utils.uuid7()
        Code.objects.create(
            id=code_id, ticket_hash=digest(ticket), phone=conceal_one(Code, "phone", phone, code_id),
            phone_index=short_index(phone, "phone"), address_mac=mac, asked_at=at,
        )  # fmt: skip
        enqueue("portal.send_code", actor, code_id=str(code_id))
        act.note(sign_in_code=str(code_id))
    return ticket


def _one_after_the_other(key: int) -> None:
    """Two askings for the same phone at once are counted one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _wait(phone: str, mac: bytes, at: datetime) -> int:
    limits = code_rule(at).parameters
    for_phone = Code.objects.filter(
        phone_index__in=short_candidates(phone, "phone"), asked_at__gt=at - timedelta(days=1)
    )
    from_address = Code.objects.filter(address_mac=mac, asked_at__gt=at - timedelta(hours=1))
    here = list(from_address.order_by("-asked_at").values_list("asked_at", flat=True)[: limits["per_address_hour"]])
    crowded = dict(limits) | {"pause_seconds": 0, "per_phone_hour": limits["per_address_hour"],
                              "per_phone_day": limits["per_address_hour"] + 1}  # fmt: skip
    asked = list(for_phone.values_list("asked_at", flat=True))
    return max(seconds_to_wait(asked, at, limits), seconds_to_wait(here, at, crowded))


def prepare_code(*, actor: Actor, at: datetime, code_id: UUID) -> Outgoing | None:
    """Make the code that is to be sent; None when the phone is nobody's here, an office's, or it is too late.

    Made anew each time it is asked for: of what was lost on its way nothing opens anything.
    """
    with perform(actor=actor, action="portal.prepare_code", at=at) as act:
        act.note(sign_in_code=str(code_id))
        row = open_codes(at).select_for_update().filter(pk=code_id, proved_at__isnull=True).first()
        limits = code_rule(at).parameters
        if row is None or not code_is_fresh(row.asked_at, at, limits):
            return None
        phone = reveal(row, "phone") or ""
        if not 0 < len(people_of(phone, actor=actor, at=at)) <= limits["most_people"]:
            return None
        code = f"{secrets.randbelow(1_000_000):06d}"
        row.code_mac, row.sent_at = _mac(row, code), at
        row.save(update_fields=["code_mac", "sent_at"])
    return Outgoing(phone, code)


def prove_code(*, actor: Actor, at: datetime, ticket: str, code: str) -> Tried:
    """Compare what was typed; each try counts, whatever comes of it, and a right code is right once."""
    with perform(actor=actor, action="portal.try_code", at=at) as act:
        row = _locked(at, ticket)
        limits = code_rule(at).parameters
        if row is None or row.proved_at is not None or row.tries >= limits["tries"]:
            act.note(result=Tried.SPENT.value)
            return Tried.SPENT
        row.tries += 1
        is_right = compare_digest(bytes(row.code_mac or b""), _mac(row, code))
        if is_right and code_is_fresh(row.sent_at, at, limits):
            row.proved_at, row.code_mac, row.tries = at, None, 0
        row.save(update_fields=["tries", "proved_at", "code_mac"])
        result = Tried.PROVED if row.proved_at else Tried.WRONG
        act.note(sign_in_code=str(row.pk), result=result.value)
    return result


def _locked(at: datetime, ticket: str) -> Any:
    return open_codes(at).select_for_update().filter(ticket_hash=digest(ticket)).first()


def _mac(row: Code, code: str) -> bytes:
    """Keyed, for six digits are guessed from a plain digest; bound to its row."""
    return blind_index(f"{row.pk}:{code}", "portal_code")


def proved_code(*, at: datetime, ticket: str) -> Code:
    """The code that was right and is not used yet, locked; Conflict `portal.ask_again` where there is none."""
    row = _locked(at, ticket)
    if row is None or row.proved_at is None:
        raise errors.ask_again()
    found: Code = row
    return found
