"""Checks a message that was sent to us: signed by who knows the secret, and not long ago."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass

from yinqiao_client.feed import Event

TOLERANCE_SECONDS = 300


class Refused(Exception):
    """The message is not from who it says, was changed, or is too old."""


@dataclass(frozen=True)
class Message:
    """What was sent: its number, the same whenever it comes again, and its events in order."""

    id: str
    events: tuple[Event, ...]


def verify(secret: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None) -> Message:
    """The message, or `Refused`. `body` is what came, byte for byte; `headers` in any case of letters."""
    named = {name.lower(): value for name, value in headers.items()}
    number, moment = named.get("webhook-id", ""), named.get("webhook-timestamp", "")
    if not number or not (moment.isascii() and moment.isdigit() and len(moment) < 13):
        raise Refused("no number or moment")
    if abs((time.time() if now is None else now) - int(moment)) > TOLERANCE_SECONDS:
        raise Refused("too old, or the clocks differ")
    signed = f"{number}.{moment}.".encode() + body
    expected = hmac.new(_key(secret), signed, hashlib.sha256).digest()
    if not any(hmac.compare_digest(expected, one) for one in _signatures(named.get("webhook-signature", ""))):
        raise Refused("no signature of ours")
    return Message(number, tuple(Event.read(one) for one in json.loads(body)))


def _key(secret: str) -> bytes:
    if not secret.startswith("whsec_"):
        raise ValueError("a secret begins with whsec_")
    return base64.b64decode(secret[len("whsec_") :])


def _signatures(text: str) -> list[bytes]:
    found = []
    for one in text.split():
        version, _, value = one.partition(",")
        if version == "v1":
            try:
                found.append(base64.b64decode(value, validate=True))
            except binascii.Error:
                continue
    return found
