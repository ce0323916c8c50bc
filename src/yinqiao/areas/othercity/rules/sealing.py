"""Seals a message for one city and opens what was sealed for us: JWS (Ed25519) inside JWE (ECDH-ES+A256KW, A256GCM).

RFC 7515, 7516, 8037, 9864. Pure: bytes in, bytes out; a message that comes over another way is opened alike.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from joserfc import jwe, jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from yinqiao.areas.othercity import errors
from yinqiao.areas.othercity.rules.messages import Message, read_message, write_message
from yinqiao.areas.othercity.types import CityKeys, OwnKeys

MOST_BYTES: Final = 16 * 2**20
TYPE: Final = "yinqiao-transfer"
KEYS_FORMAT: Final = "yinqiao-city-keys/1"
_SIGN, _AGREE, _ENCRYPT = "Ed25519", "ECDH-ES+A256KW", "A256GCM"
_KEY_BYTES = 32


class _Sealed(jwe.JWERegistry):
    max_ciphertext_length = MOST_BYTES


class _Signed(jws.JWSRegistry):
    max_payload_length = MOST_BYTES


_SEALED, _SIGNED = _Sealed(algorithms=[_AGREE, _ENCRYPT]), _Signed(algorithms=[_SIGN])


@dataclass(frozen=True, slots=True)
class Opened:
    """A message whose seal held: who signed it, with which key."""

    message: Message
    kid: str


def city_of_key(kid: str) -> str:
    """The city that a key id begins with: 4403-1a2b3c4d is a key of 4403."""
    return kid.partition("-")[0]


def seal(message: Message, *, own: OwnKeys, to: CityKeys) -> bytes:
    """The message signed with our key and encrypted for the receiving city alone."""
    private = _key("Ed25519", Ed25519PrivateKey.from_private_bytes(own.sign).public_key().public_bytes_raw(), own.sign)
    signed = jws.serialize_compact(
        {"alg": _SIGN, "typ": TYPE, "kid": own.sign_kid}, write_message(message), private, registry=_SIGNED
    )
    header = {"alg": _AGREE, "enc": _ENCRYPT, "typ": TYPE, "kid": to.open_kid}
    sealed = jwe.encrypt_compact(header, signed.encode(), _key("X25519", to.open), registry=_SEALED).encode()
    if len(sealed) > MOST_BYTES:
        raise errors.too_large(MOST_BYTES)
    return sealed


def open_sealed(content: bytes, *, own: OwnKeys, key_of: Callable[[str], bytes | None]) -> Opened:
    """The message of a file, if every byte of it is as its sender made it and it is meant for us.

    `key_of` gives the public signing key of a key id, None where none is confirmed. Invalid `othercity.too_large`,
    `…not_a_package`, `…for_another_city`, `…key_gone`, `…altered`, `…sender_unknown`, `…not_readable`.
    """
    if len(content) > MOST_BYTES:
        raise errors.too_large(MOST_BYTES)
    header = _header(content, parts=5, allowed={"alg", "enc", "typ", "kid", "epk"})
    if (header["alg"], header["enc"], header["typ"]) != (_AGREE, _ENCRYPT, TYPE):
        raise errors.not_a_package()
    if city_of_key(header["kid"]) != own.city:
        raise errors.for_another_city()
    if header["kid"] not in own.opening:
        raise errors.key_gone()
    secret = own.opening[header["kid"]]
    public = X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    try:
        signed = jwe.decrypt_compact(content, _key("X25519", public, secret), registry=_SEALED).plaintext
    except (JoseError, ValueError, TypeError, KeyError) as problem:
        raise errors.altered() from problem
    return _verified(signed or b"", own, key_of)


def _verified(signed: bytes, own: OwnKeys, key_of: Callable[[str], bytes | None]) -> Opened:
    header = _header(signed, parts=3, allowed={"alg", "typ", "kid"})
    if (header["alg"], header["typ"]) != (_SIGN, TYPE):
        raise errors.not_a_package()
    public = key_of(header["kid"])
    if public is None:
        raise errors.sender_unknown()
    try:
        payload = jws.deserialize_compact(signed, _key("Ed25519", public), registry=_SIGNED).payload
    except (JoseError, ValueError, TypeError, KeyError) as problem:
        raise errors.altered() from problem
    message = read_message(payload)
    if message.aud != own.city:
        raise errors.for_another_city()
    if message.iss != city_of_key(header["kid"]):
        raise errors.sender_unknown()
    return Opened(message, header["kid"])


def sign_text(text: bytes, *, kind: str, own: OwnKeys) -> str:
    """A text signed with our key as one compact JWS: what accompanies a message, or tells others of our figures."""
    private = _key("Ed25519", Ed25519PrivateKey.from_private_bytes(own.sign).public_key().public_bytes_raw(), own.sign)
    return jws.serialize_compact(
        {"alg": _SIGN, "typ": kind, "kid": own.sign_kid}, text, private, registry=_SIGNED
    )  # fmt: skip


def signer_of(token: bytes, *, kind: str) -> str:
    """The key id that a signed text names; Invalid `othercity.not_a_package` for anything else than such a text."""
    header = _header(token, parts=3, allowed={"alg", "typ", "kid"})
    if (header["alg"], header["typ"]) != (_SIGN, kind):
        raise errors.not_a_package()
    return str(header["kid"])


def signed_text(token: bytes, *, public: bytes) -> bytes:
    """What was signed with this key; Invalid `othercity.altered` when the signature does not hold."""
    try:
        return jws.deserialize_compact(token, _key("Ed25519", public), registry=_SIGNED).payload
    except (JoseError, ValueError, TypeError, KeyError) as problem:
        raise errors.altered() from problem


def _header(content: bytes, *, parts: int, allowed: set[str]) -> Mapping[str, Any]:
    """The header of a compact serialisation with exactly these entries.

    Base64 has bits at the end of a part that decode to nothing: written otherwise than we write them, the file was
    changed.
    """
    pieces = content.split(b".")
    if len(pieces) != parts:
        raise errors.not_a_package()
    try:
        decoded = [base64.urlsafe_b64decode(one + b"=" * (-len(one) % 4)) for one in pieces]
        header = json.loads(decoded[0])
    except (binascii.Error, ValueError):
        raise errors.not_a_package() from None
    if any(base64.urlsafe_b64encode(raw).rstrip(b"=") != one for raw, one in zip(decoded, pieces, strict=True)):
        raise errors.altered()
    if not isinstance(header, dict) or set(header) != allowed or not isinstance(header["kid"], str):
        raise errors.not_a_package()
    return header


def write_keys(keys: CityKeys) -> bytes:
    """A city's public keys as the sheet that it gives to others (JWK, RFC 7517 and 8037)."""
    sheet = {
        "format": KEYS_FORMAT,
        "city": keys.city,
        "keys": [
            {"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": keys.sign_kid, "x": _text(keys.sign)},
            {"kty": "OKP", "crv": "X25519", "use": "enc", "kid": keys.open_kid, "x": _text(keys.open)},
        ],
    }
    return json.dumps(sheet, indent=1).encode()


def read_keys(content: bytes) -> CityKeys:
    """The public keys of a sheet; Invalid `othercity.not_a_key_sheet` for anything else, a private key among it."""
    try:
        sheet = json.loads(content)
        sign, agree = sheet["keys"]
        kids = [one["kid"] for one in (sign, agree)]
        raw = [base64.urlsafe_b64decode(one["x"] + "==") for one in (sign, agree)]
        is_sound = (
            sheet["format"] == KEYS_FORMAT
            and [(one["kty"], one["crv"], one["use"]) for one in (sign, agree)]
            == [("OKP", "Ed25519", "sig"), ("OKP", "X25519", "enc")]
            and all(set(one) == {"kty", "crv", "use", "kid", "x"} for one in (sign, agree))
            and all(len(one) == _KEY_BYTES for one in raw)
            and all(city_of_key(kid) == sheet["city"] and len(kid) <= 2 * _KEY_BYTES for kid in kids)
            and kids[0] != kids[1]
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise errors.not_a_key_sheet() from None
    if not is_sound:
        raise errors.not_a_key_sheet()
    return CityKeys(sheet["city"], kids[0], raw[0], kids[1], raw[1])


def fingerprint(keys: CityKeys) -> str:
    """32 hex digits over both keys, their ids and the city: what two people compare over another way."""
    whole = "\0".join((KEYS_FORMAT, keys.city, keys.sign_kid, _text(keys.sign), keys.open_kid, _text(keys.open)))
    return sha256(whole.encode()).hexdigest()[:32]


def _key(curve: str, public: bytes, private: bytes | None = None) -> OKPKey:
    told = {"kty": "OKP", "crv": curve, "x": _text(public)} | ({"d": _text(private)} if private else {})
    return OKPKey.import_key(told)  # type: ignore[arg-type]  # a plain dictionary is documented


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
