"""The keyring: a 0600 file outside the database that holds every key, its purpose and its dates.

Database and backup hold ciphertext only; whoever loses this file loses the data, whoever steals both has it all.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from yinqiao.platform.crypto import errors


class Purpose(StrEnum):
    """What a key may be used for; a key never serves two purposes."""

    FIELD = "field"
    BLIND = "blind"
    FILE = "file"
    SEAL = "seal"
    TRANSFER_SIGN = "transfer_sign"
    TRANSFER_OPEN = "transfer_open"
    RECEIPT = "receipt"


# Suites by the byte that stands in ciphertext. 2 is kept for SM4-GCM.
AES_256_GCM = 1
_SUITE_OF_PURPOSE = {
    Purpose.FIELD: "aes-256-gcm",
    Purpose.BLIND: "hmac-sha-256",
    Purpose.FILE: "aes-256-gcm",
    Purpose.SEAL: "ed25519",
    # What this city signs for another, and what another seals for this city.
    Purpose.TRANSFER_SIGN: "ed25519",
    Purpose.TRANSFER_OPEN: "x25519",
    # What offices get for what they tell us.
    Purpose.RECEIPT: "ed25519",
}


@dataclass(frozen=True)
class Key:
    """One key. `id` is random, so that the ciphertext of a foreign keyring is told apart from damaged data."""

    id: int
    purpose: Purpose
    suite: str
    created_at: str
    retired_at: str | None
    secret: bytes = field(repr=False)


class Keyring:
    """Keys by id; never changes after it is made, so threads may share it."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self.keys: tuple[Key, ...] = tuple(keys)
        self._by_id = {key.id: key for key in self.keys}
        self.derive = lru_cache(maxsize=512)(_derive)

    def active(self, purpose: Purpose) -> Key:
        """The key that new data is written with: the last made one that is not retired."""
        for key in reversed(self.keys):
            if key.purpose is purpose and key.retired_at is None:
                return key
        raise errors.no_active_key(purpose)

    def get(self, key_id: int, purpose: Purpose) -> Key:
        """The key that old data names, retired or not. Unavailable `crypto.key_missing` when we do not hold it."""
        key = self._by_id.get(key_id)
        if key is None or key.purpose is not purpose:
            raise errors.key_missing(key_id)
        return key

    def all(self, purpose: Purpose) -> tuple[Key, ...]:
        """Every key of a purpose that the file still holds, the active one first."""
        return tuple(
            sorted(
                (k for k in self.keys if k.purpose is purpose),
                key=lambda k: k.retired_at is not None,
            )
        )

    def with_new_key(self, purpose: Purpose, at: datetime) -> Keyring:
        """A keyring whose active key for `purpose` is new; the former stay for reading, marked retired at `at`."""
        moment = at.isoformat()
        kept = [
            replace(key, retired_at=moment) if key.purpose is purpose and key.retired_at is None else key
            for key in self.keys
        ]
        return Keyring([*kept, _new_key(purpose, moment, taken=set(self._by_id))])

    def with_missing(self, at: datetime) -> Keyring:
        """A keyring with a key for every purpose: one of an earlier version lacks those that came since."""
        ring = self
        for purpose in Purpose:
            if not any(key.purpose is purpose for key in self.keys):
                ring = ring.with_new_key(purpose, at)
        return ring

    def without(self, key_id: int) -> Keyring:
        """A keyring that has forgotten a retired key: what it encrypted is erased for good. Active keys are refused."""
        key = self._by_id.get(key_id)
        if key is None or key.retired_at is None:
            raise errors.key_missing(key_id)
        return Keyring(k for k in self.keys if k.id != key_id)


def new_keyring(at: datetime) -> Keyring:
    """One fresh key for each purpose, made at `at`."""
    return Keyring(()).with_missing(at)


def _new_key(purpose: Purpose, created_at: str, taken: set[int]) -> Key:
    key_id = secrets.randbelow(0xFFFFFFFF) + 1
    while key_id in taken:
        key_id = secrets.randbelow(0xFFFFFFFF) + 1
    return Key(
        key_id,
        purpose,
        _SUITE_OF_PURPOSE[purpose],
        created_at,
        None,
        secrets.token_bytes(32),
    )


def _derive(key: Key, info: bytes, salt: bytes | None = None) -> bytes:
    """A 32-byte subkey for one column or one file (HKDF-SHA-256, RFC 5869): columns share no key."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key.secret)
