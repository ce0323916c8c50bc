"""Signed checkpoints in the C2SP tlog-checkpoint form: origin, size, root, our lines, a signature. Pure.

Signed by Ed25519, or by SM2 over SM3 where the installation uses the national algorithms.

They are short text, so that a second department or a printed page can be a witness.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from yinqiao.platform.crypto import sm2
from yinqiao.platform.crypto.suites import SM2_SM3

_ED25519 = b"\x01"
# The standard has no number for SM2: what has none begins with ff and a name.
_SM2 = b"\xffsm2-sm3"
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
    kind: bytes
    public: bytes

    @property
    def hash(self) -> bytes:
        """The four bytes that stand before a signature."""
        return hashlib.sha256(self.name.encode() + b"\n" + self.kind + self.public).digest()[:4]

    def encoded(self) -> str:
        """`name+hash+key`, the form that verifiers are given."""
        return f"{self.name}+{self.hash.hex()}+{_b64(self.kind + self.public)}"

    def has_signed(self, body: bytes, signature: bytes) -> bool:
        """Whether the signature of this text is this key's."""
        if self.kind == _SM2:
            return sm2.is_signed(self.public, body, signature)
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, body)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A sealing key of the keyring under its name."""

    name: str
    suite: str
    secret: bytes = field(repr=False)

    def verifier(self) -> VerifierKey:
        """The public half."""
        if self.suite == SM2_SM3:
            return VerifierKey(self.name, _SM2, sm2.public_of(self.secret))
        return VerifierKey(self.name, _ED25519, self._private().public_key().public_bytes_raw())

    def sign(self, body: bytes) -> bytes:
        """The signature of a text."""
        return sm2.sign(self.secret, body) if self.suite == SM2_SM3 else self._private().sign(body)

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret)


def signed(checkpoint: Checkpoint, signer: Signer) -> str:
    """The note: body, blank line, signature line."""
    body = checkpoint.body()
    signature = signer.verifier().hash + signer.sign(body.encode())
    return f"{body}\n{_DASH}{signer.name} {_b64(signature)}\n"


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
            return key.has_signed(body.encode(), raw[4:])
    return False


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()
