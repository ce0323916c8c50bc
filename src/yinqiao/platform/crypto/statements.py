"""What the city states to somebody outside, signed so that a third party can check it (JWS, Ed25519)."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from yinqiao.kernel.canonical_json import write_json
from yinqiao.platform.crypto.keyfile import current_keyring
from yinqiao.platform.crypto.keys import Key, Purpose

_SIGN = "Ed25519"


def sign_statements(told: Iterable[Mapping[str, str]], *, kind: str) -> list[str]:
    """What the city states, each as a compact JWS of this kind (`typ`) under the key of receipts.

    Put together here (RFC 7515, 7.1: three texts and two dots): a request has hundreds. A test lets a library read it.
    """
    key, city = current_keyring().active(Purpose.RECEIPT), settings.REGION
    head, sign = _signer(key.secret, _kid(key), kind)
    signed = [f"{head}.{_text(write_json({'city': city, **one}).encode())}" for one in told]
    return [f"{one}.{_text(sign(one.encode()))}" for one in signed]


def public_keys() -> list[dict[str, Any]]:
    """The city's public keys for receipts as JWK, the present one first; retired ones check older receipts."""
    return [
        {"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": _kid(key), "x": _x(key.secret)}
        for key in current_keyring().all(Purpose.RECEIPT)
    ]


def _kid(key: Key) -> str:
    return f"{settings.REGION}-{key.id:08x}"


def _x(secret: bytes) -> str:
    return _text(Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw())


@lru_cache(maxsize=4)
def _signer(secret: bytes, kid: str, kind: str) -> tuple[str, Callable[[bytes], bytes]]:
    """The head of what a key signs, and what signs it."""
    head = json.dumps({"alg": _SIGN, "typ": kind, "kid": kid}, separators=(",", ":"))
    return _text(head.encode()), Ed25519PrivateKey.from_private_bytes(secret).sign


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
