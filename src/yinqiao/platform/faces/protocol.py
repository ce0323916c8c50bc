"""Requests as JWE (ECDH-ES+A256KW, A256GCM, X25519), results as JWS (Ed25519): RFC 7515, 7516, 8037. Pure: text in and out."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from joserfc import jwe, jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from yinqiao.platform.faces.types import FaceOutcome, FaceRequest, FaceResult, ResultRefused

REQUEST, RESULT = "yinqiao-face-request", "yinqiao-face-result"
MOST: Final = 8192
_SEALS = jwe.JWERegistry(algorithms=["ECDH-ES+A256KW", "A256GCM"])
_SIGNS = jws.JWSRegistry(algorithms=["Ed25519"])
# The clocks of two machines.
_SKEW = timedelta(minutes=1)
_REFERENCE = 64


def seal_request(request: FaceRequest, key: bytes) -> str:
    """The request for the app alone; `key` is its public key in PEM."""
    told = {
        "nonce": request.nonce, "name": request.name, "id_no": request.id_no, "return_url": request.return_url,
        "exp": int(request.expires_at.timestamp()),
    }  # fmt: skip
    header = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM", "typ": REQUEST}
    return jwe.encrypt_compact(
        header, json.dumps(told, ensure_ascii=False).encode(), OKPKey.import_key(key), registry=_SEALS
    )


def open_request(token: str, key: bytes) -> FaceRequest:
    """What the app reads, with its private key; ValueError for what was not sealed for it."""
    try:
        told: dict[str, Any] = json.loads(
            jwe.decrypt_compact(token, OKPKey.import_key(key), registry=_SEALS).plaintext or b""
        )
    except (JoseError, ValueError) as problem:
        raise ValueError("not a request") from problem
    until = datetime.fromtimestamp(told["exp"], UTC)
    return FaceRequest(told["nonce"], told["name"], told["id_no"], until, told["return_url"])


def sign_result(nonce: str, result: FaceResult, key: bytes) -> str:
    """What the app answers, with its private key."""
    told = {
        "nonce": nonce, "outcome": result.outcome.value, "at": int(result.at.timestamp()), "reference": result.reference,
    }  # fmt: skip
    return jws.serialize_compact(
        {"alg": "Ed25519", "typ": RESULT}, json.dumps(told), OKPKey.import_key(key), registry=_SIGNS
    )


def open_result(token: str, key: bytes, *, nonce: str, begun_at: datetime, at: datetime) -> FaceResult:
    """The result of one request. ResultRefused `not_signed`, `not_readable`, `other_request`, `not_of_now`."""
    if len(token) > MOST:
        raise ResultRefused("not_readable")
    try:
        opened = jws.deserialize_compact(token, OKPKey.import_key(key), registry=_SIGNS)
    except (JoseError, ValueError) as problem:
        raise ResultRefused("not_signed") from problem
    if opened.headers().get("typ") != RESULT:
        raise ResultRefused("not_readable")
    try:
        told = json.loads(opened.payload)
        found = FaceResult(
            FaceOutcome(told["outcome"]), datetime.fromtimestamp(int(told["at"]), UTC), told["reference"]
        )
        said = told["nonce"]
    except (ValueError, TypeError, KeyError, OverflowError, OSError) as problem:
        raise ResultRefused("not_readable") from problem
    reference = found.reference
    if not (
        isinstance(reference, str)
        and 0 < len(reference) <= _REFERENCE
        and reference.isascii()
        and reference.isprintable()
    ):
        raise ResultRefused("not_readable")
    if said != nonce:
        raise ResultRefused("other_request")
    if not begun_at - _SKEW <= found.at <= at + _SKEW:
        raise ResultRefused("not_of_now")
    return found
