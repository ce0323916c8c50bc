"""Timestamps by RFC 3161: when a signature was there, as an authority of time says, not as the signer says.

One request with the digest of the signature, one answer with a token. A token is believed only when it is about this
digest and this request, its signature holds, and its authority is known here. Loaded when the first one is asked for.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import cms, pem, tsp, x509
from django.conf import settings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from yinqiao.platform.outward import Sender
from yinqiao.platform.sealing.time_standin import TimeStandIn
from yinqiao.platform.sealing.types import NotSealed, TimeAuthority

Ask = Callable[[bytes], Awaitable[bytes]]
HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
# Somebody stands at the counter.
SECONDS = 2.0
# After a silence nobody waits for it again so soon.
REST_SECONDS = 60.0
# The most that a token may take: with the certificates of its authority it has 3 to 6 KB.
MOST = 8192
_BAD = (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError, SignatureValidationError)
_silent: dict[TimeAuthority, float] = {}


class NotTimed(TimestampRequestError):
    """No token, or none that is believed; `args[0]` is a code."""


class Stamper(TimeStamper):
    """Asks for the token of one document and keeps what it says: `at` and `by`."""

    def __init__(self, authority: TimeAuthority) -> None:
        super().__init__()
        self._authority = authority
        self.at: datetime | None = None
        self.by = ""

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The authority's answer, of whatever kind."""
        answer = await _asker(self._authority)(req.dump())
        return tsp.TimeStampResp.load(answer, strict=True)

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A token that is believed; `NotTimed` otherwise, and at once for a while after a silence."""
        if _silent.get(self._authority, 0.0) > time.monotonic():
            raise NotTimed("time.rests")
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            await self._prove(token, message_digest, md_algorithm)
        except NotTimed:
            raise
        except _BAD as problem:
            raise NotTimed("time.answer") from problem
        return token

    async def _prove(self, token: cms.ContentInfo, digest: bytes, algorithm: str) -> None:
        if len(token.dump()) > MOST:
            raise NotTimed("time.too_large")
        known = ValidationContext(trust_roots=[_read(one) for one in time_roots(self._authority)])
        told = await validate_tst_signed_data(
            token["content"], known, lambda name: digest if name == algorithm else b""
        )
        if not (told["intact"] and told["valid"] and told["trust_problem_indic"] is None):
            raise NotTimed("time.not_believed")
        self.at, self.by = told["timestamp"], _name_of(told["signing_cert"])


def time_roots(authority: TimeAuthority) -> list[bytes]:
    """The roots of authorities of time, those used before among them, in PEM; `NotSealed` where they cannot be read."""
    if authority.is_standin:
        return [TimeStandIn(authority.roots).root()]
    try:
        content = authority.roots.read_bytes()
        return [pem.armor("CERTIFICATE", der) for _, _, der in pem.unarmor(content, multiple=True)]
    except (OSError, ValueError) as problem:
        raise NotSealed("time.roots_unreadable") from problem


def _asker(authority: TimeAuthority) -> Ask:
    return _in_process(authority.roots) if authority.is_standin else _over_http(authority)


def _in_process(path: Path) -> Ask:
    async def ask(body: bytes) -> bytes:
        return TimeStandIn(path).answer(body)

    return ask


def _over_http(authority: TimeAuthority) -> Ask:
    async def ask(body: bytes) -> bytes:
        sender = Sender(settings.OUTWARD_NETWORKS, tls=_tls(authority.authority))
        try:
            answer = await sender.post(authority.url, HEADERS, body, seconds=SECONDS, is_read=True)
        finally:
            await sender.close()
        if answer.status != 200:
            _silent[authority] = time.monotonic() + REST_SECONDS
            raise NotTimed(f"time.{answer.failure or answer.status}")
        return answer.body

    return ask


@cache
def _tls(authority: Path | None) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(authority) if authority else None)


def _read(one: bytes) -> x509.Certificate:
    return x509.Certificate.load(pem.unarmor(one)[2])


def _name_of(certificate: x509.Certificate) -> str:
    told: dict[str, Any] = certificate.subject.native
    return str(told.get("common_name") or certificate.subject.human_friendly)[:120]


def forget_silence(authorities: Sequence[TimeAuthority] = ()) -> None:
    """Ask again at once: all of them, or these."""
    for one in authorities or list(_silent):
        _silent.pop(one, None)
