"""Signed checkpoints, their public keys, the witness file and the Merkle tree: the verifier's own reading of them.

Part of `verify_audit.py`; shares no code with the platform (C2SP tlog-checkpoint, RFC 6962).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from audit_sm2 import is_signed

_sha256 = hashlib.sha256
_ED25519, _SM2 = b"\x01", b"\xffsm2-sm3"
# By name and hash: what tells whether a text has this signature.
Keys = dict[tuple[str, bytes], Callable[[bytes, bytes], bool]]


@dataclass(frozen=True)
class Note:
    """A checkpoint as its signed text says."""

    text: str
    origin: str
    size: int
    root: bytes
    sealed_at: str
    restored: bool


def read_keys(text: str) -> Keys:
    """Public keys by name and hash, from lines `name+hash+key`."""
    keys: Keys = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, key_hash, encoded = line.split("+", 2)
        raw = base64.b64decode(encoded, validate=True)
        expected = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
        if expected.hex() != key_hash:
            raise ValueError(f"not a verifier key: {name}")
        keys[name, expected] = _check_by(raw, name)
    if not keys:
        raise ValueError("no verifier keys given")
    return keys


def _check_by(raw: bytes, name: str) -> Callable[[bytes, bytes], bool]:
    if raw.startswith(_SM2):
        return partial(is_signed, raw.removeprefix(_SM2))
    if raw.startswith(_ED25519):
        return partial(_is_ed25519, Ed25519PublicKey.from_public_bytes(raw[1:]))
    raise ValueError(f"neither an Ed25519 nor an SM2 verifier key: {name}")


def _is_ed25519(key: Ed25519PublicKey, data: bytes, signature: bytes) -> bool:
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def read_note(text: str, keys: Keys) -> Note:
    """The checkpoint in a signed note. ValueError when no known key signed it or it says no such thing."""
    body, _, signatures = text.partition("\n\n")
    body += "\n"
    for line in signatures.splitlines():
        name, _, encoded = line.removeprefix("\u2014 ").rpartition(" ")
        raw = base64.b64decode(encoded, validate=True)
        key = keys.get((name, raw[:4]))
        if key is None:
            continue
        if not key(body.encode(), raw[4:]):
            raise ValueError("a signature does not fit")
        origin, size, root, sealed_at, *more = body.removesuffix("\n").split("\n")
        moment = sealed_at.removeprefix("sealed-at ")
        return Note(text, origin, int(size), base64.b64decode(root), moment, more == ["restored"])
    raise ValueError("no known key signed it")


class Tree:
    """RFC 6962: the roots of the full subtrees, largest first, enough to tell the root at any moment."""

    def __init__(self) -> None:
        self.size = 0
        self.parts: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Append a leaf hash; each zero at the end of the new size says that two subtrees of equal size are one now."""
        self.size = left = self.size + 1
        while not left & 1:
            leaf = _sha256(b"\x01" + self.parts.pop() + leaf).digest()
            left >>= 1
        self.parts.append(leaf)

    def root(self) -> bytes:
        """The root over everything added."""
        if not self.parts:
            return _sha256(b"").digest()
        *others, value = self.parts
        for part in reversed(others):
            value = _sha256(b"\x01" + part + value).digest()
        return value


def split_witness(raw: bytes) -> list[str]:
    """The whole notes of a witness file: body, empty line, signatures, empty line."""
    parts = raw.decode().split("\n\n")
    return [f"{parts[i]}\n\n{parts[i + 1]}\n" for i in range(0, len(parts) - 2, 2)]
