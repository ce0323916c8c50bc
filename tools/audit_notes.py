"""Signed checkpoints, their public keys, the witness file and the Merkle tree: the verifier's own reading of them.

Part of `verify_audit.py`; shares no code with the platform (C2SP tlog-checkpoint, RFC 6962).
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Keys = dict[tuple[str, bytes], Ed25519PublicKey]


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
        if raw[:1] != b"\x01" or expected.hex() != key_hash:
            raise ValueError(f"not an Ed25519 verifier key: {name}")
        keys[name, expected] = Ed25519PublicKey.from_public_bytes(raw[1:])
    if not keys:
        raise ValueError("no verifier keys given")
    return keys


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
        try:
            key.verify(raw[4:], body.encode())
        except InvalidSignature as problem:
            raise ValueError("a signature does not fit") from problem
        origin, size, root, sealed_at, *more = body.removesuffix("\n").split("\n")
        moment = sealed_at.removeprefix("sealed-at ")
        return Note(text, origin, int(size), base64.b64decode(root), moment, more == ["restored"])
    raise ValueError("no known key signed it")


class Tree:
    """RFC 6962: subtree roots by size, enough to tell the root at any moment."""

    def __init__(self) -> None:
        self.size = 0
        self.parts: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Append a leaf hash."""
        count, value = 1, leaf
        while self.parts and self.parts[-1][0] == count:
            value = hashlib.sha256(b"\x01" + self.parts.pop()[1] + value).digest()
            count *= 2
        self.parts.append((count, value))
        self.size += 1

    def root(self) -> bytes:
        """The root over everything added."""
        value = None
        for _, part in reversed(self.parts):
            value = part if value is None else hashlib.sha256(b"\x01" + part + value).digest()
        return value if value is not None else hashlib.sha256(b"").digest()


def split_witness(raw: bytes) -> list[str]:
    """The whole notes of a witness file: body, empty line, signatures, empty line."""
    parts = raw.decode().split("\n\n")
    return [f"{parts[i]}\n\n{parts[i + 1]}\n" for i in range(0, len(parts) - 2, 2)]
