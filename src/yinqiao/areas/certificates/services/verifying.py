"""A check by whoever holds the paper: counted without who, answered the same for every unknown code, not too often."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection
from django.db.models import F

from yinqiao.areas.certificates import errors
from yinqiao.areas.certificates.models import Certificate, CheckCount
from yinqiao.areas.certificates.queries import checking, find_by_digest, find_checked
from yinqiao.areas.certificates.rules import may_check
from yinqiao.areas.certificates.types import Checked
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.blind import blind_index

_COUNT = """
INSERT INTO certificates_checkcount (address_mac, minute, checks) VALUES (%s, %s, 1)
ON CONFLICT (address_mac, minute) DO UPDATE SET checks = certificates_checkcount.checks + 1 RETURNING checks
"""


def check_code(*, actor: Actor, at: datetime, code: str, address: str) -> Checked | None:
    """What a code stands for, or None; counted. Conflict `certificates.too_many_checks` for one address."""
    with perform(actor=actor, action="certificates.check", at=at) as act:
        _count(act, "codes", address)
        return _noted(act, find_checked(scope=Scope.everything(), code=code, today=act.stamp.occurred_on))


def check_file(*, actor: Actor, at: datetime, content: bytes, address: str) -> Checked | None:
    """The certificate that this file is to the byte, or None; counted. The file is not kept.

    Conflict `certificates.too_many_checks`; Invalid `certificates.too_large`.
    """
    with perform(actor=actor, action="certificates.check_file", at=at) as act:
        _count(act, "files", address)
        most = checking(act.stamp.occurred_on)["most_bytes"]
        if len(content) > most:
            raise errors.too_large(most)
        digest = sha256(content).hexdigest()
        return _noted(act, find_by_digest(scope=Scope.everything(), digest=digest, today=act.stamp.occurred_on))


def _count(act: Act, what: str, address: str) -> None:
    minute = act.at.replace(second=0, microsecond=0)
    CheckCount.objects.filter(minute__lt=minute - timedelta(hours=1)).delete()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [blind_index(f"{what} {address}", "certificates_address"), minute])
        ((checks,),) = cursor.fetchall()
    if not may_check(what, checks, checking(act.stamp.occurred_on)):
        raise errors.too_many_checks()


def _noted(act: Act, found: Checked | None) -> Checked | None:
    act.note(result=found.standing.value if found else "unknown")
    if found is not None:
        act.note(certificate=found.number)
        Certificate.objects.filter(pk=found.id).update(checks=F("checks") + 1)
    return found
