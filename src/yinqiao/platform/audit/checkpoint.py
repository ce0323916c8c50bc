"""Signed checkpoints in the C2SP tlog-checkpoint form: origin, size, root, our lines, an Ed25519 signature. Pure.

They are short text, so that a second department or a printed page can be a witness.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_DASH = "\u2014 "


class CheckpointError(ValueError):
    """The text is no checkpoint, or no known key signed it."""


@dataclass(frozen=True)
class Checkpoint:
    """The state of the log at one size. `sealed_at` is an ISO moment; `restored` marks a return to an older size."""

    origin: str
    size: int
    root: bytes
    sealed_at: str
    restored: bool = False

    def body(self) -> str:
        """The signed text: three lines of the standard form, then our own."""
        lines = [self.origin, str(self.size), _b64(self.root), f"sealed-at {self.sealed_at}"]
        if self.restored:
            lines.append("restored")
        return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class VerifierKey:
    """A public key and its name; the hash tells which key a signature line means."""

    name: str
    public: Ed25519PublicKey

    @property
    def hash(self) -> bytes:
        """The four bytes that stand before a signature."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public.public_bytes_raw()).digest()[:4]

    def encoded(self) -> str:
        """`name+hash+key`, the form that verifiers are given."""
        return f"{self.name}+{self.hash.hex()}+{_b64(_ED25519 + self.public.public_bytes_raw())}"

    @classmethod
    def decoded(cls, text: str) -> VerifierKey:
        """Inverse of `encoded`. CheckpointError when it is no such key."""
        try:
            name, key_hash, encoded = text.strip().split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
            key = cls(name, Ed25519PublicKey.from_public_bytes(raw[1:]))
        except (ValueError, binascii.Error) as problem:
            raise CheckpointError("no verifier key") from problem
        if raw[:1] != _ED25519 or key.hash.hex() != key_hash:
            raise CheckpointError("no verifier key")
        return key


def signer_of(secret: bytes) -> Ed25519PrivateKey:
    """The signing key from 32 bytes of the keyring."""
    return Ed25519PrivateKey.from_private_bytes(secret)


def signed(checkpoint: Checkpoint, name: str, signer: Ed25519PrivateKey) -> str:
    """The note: body, blank line, signature line. The same checkpoint and key give the same text."""
    body = checkpoint.body()
    key = VerifierKey(name, signer.public_key())
    return f"{body}\n{_DASH}{name} {_b64(key.hash + signer.sign(body.encode()))}\n"


def opened(note: str, keys: list[VerifierKey]) -> Checkpoint:
    """The checkpoint in a note that one of `keys` signed. CheckpointError otherwise."""
    body, blank, signatures = note.partition("\n\n")
    if not blank or not any(_is_signed_by(body + "\n", line, keys) for line in signatures.splitlines()):
        raise CheckpointError("no known key signed this checkpoint")
    lines = body.split("\n")
    try:
        origin, size, root, sealed_at, *more = lines
        checkpoint = Checkpoint(
            origin, int(size), base64.b64decode(root, validate=True), sealed_at.removeprefix("sealed-at "), bool(more)
        )
    except (ValueError, binascii.Error) as problem:
        raise CheckpointError("not a checkpoint") from problem
    if checkpoint.body() != body + "\n" or len(checkpoint.root) != 32:
        raise CheckpointError("not a checkpoint")
    return checkpoint


def _is_signed_by(body: str, line: str, keys: list[VerifierKey]) -> bool:
    name, _, encoded = line.removeprefix(_DASH).rpartition(" ")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        return False
    for key in keys:
        if key.name == name and key.hash == raw[:4]:
            try:
                key.public.verify(raw[4:], body.encode())
            except InvalidSignature:
                return False
            return True
    return False


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()
