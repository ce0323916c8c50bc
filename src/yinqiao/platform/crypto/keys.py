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

from yinqiao.platform.crypto import errors, suites
from yinqiao.platform.crypto.suites import Family


class Purpose(StrEnum):
    """What a key may be used for; a key never serves two purposes."""

    FIELD = "field"
    BLIND = "blind"
    FILE = "file"
    SEAL = "seal"
    TRANSFER_SIGN = "transfer_sign"
    TRANSFER_OPEN = "transfer_open"
    RECEIPT = "receipt"


_SUITE_OF_PURPOSE = {
    Purpose.FIELD: suites.AES_256_GCM,
    Purpose.BLIND: suites.HMAC_SHA_256,
    Purpose.FILE: suites.AES_256_GCM,
    Purpose.SEAL: suites.ED25519,
    # What this city signs for another, and what another seals for this city.
    Purpose.TRANSFER_SIGN: "ed25519",
    Purpose.TRANSFER_OPEN: "x25519",
    # What offices get for what they tell us.
    Purpose.RECEIPT: "ed25519",
}
# What differs where the national algorithms are asked for. What other cities and offices check stays as they know it.
_NATIONAL = {
    Purpose.FIELD: suites.SM4_GCM,
    Purpose.BLIND: suites.HMAC_SM3,
    Purpose.FILE: suites.SM4_GCM,
    Purpose.SEAL: suites.SM2_SM3,
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

    def with_new_key(self, purpose: Purpose, at: datetime, family: Family = Family.INTERNATIONAL) -> Keyring:
        """A keyring whose active key for `purpose` is new; the former stay for reading, marked retired at `at`."""
        moment = at.isoformat()
        kept = [
            replace(key, retired_at=moment) if key.purpose is purpose and key.retired_at is None else key
            for key in self.keys
        ]
        return Keyring([*kept, _new_key(purpose, moment, family, taken=set(self._by_id))])

    def with_missing(self, at: datetime, family: Family = Family.INTERNATIONAL) -> Keyring:
        """A keyring with a key for every purpose: one of an earlier version lacks those that came since."""
        ring = self
        for purpose in Purpose:
            if not any(key.purpose is purpose for key in self.keys):
                ring = ring.with_new_key(purpose, at, family)
        return ring

    def without(self, key_id: int) -> Keyring:
        """A keyring that has forgotten a retired key: what it encrypted is erased for good. Active keys are refused."""
        key = self._by_id.get(key_id)
        if key is None or key.retired_at is None:
            raise errors.key_missing(key_id)
        return Keyring(k for k in self.keys if k.id != key_id)


def new_keyring(at: datetime, family: Family = Family.INTERNATIONAL) -> Keyring:
    """One fresh key for each purpose, made at `at`."""
    return Keyring(()).with_missing(at, family)


def is_suite_of(purpose: Purpose, suite: str) -> bool:
    """Whether a key for this purpose may be of this suite."""
    return suite in {_suite(purpose, family) for family in Family}


def _suite(purpose: Purpose, family: Family) -> str:
    special = _NATIONAL if family is Family.NATIONAL else {}
    return special.get(purpose, _SUITE_OF_PURPOSE[purpose])


def _new_key(purpose: Purpose, created_at: str, family: Family, taken: set[int]) -> Key:
    key_id = secrets.randbelow(0xFFFFFFFF) + 1
    while key_id in taken:
        key_id = secrets.randbelow(0xFFFFFFFF) + 1
    suite = _suite(purpose, family)
    return Key(key_id, purpose, suite, created_at, None, suites.new_secret(suite))


def _derive(key: Key, info: bytes, salt: bytes | None = None) -> bytes:
    """A subkey for one column or one file: columns share no key."""
    return suites.subkey(key.suite, key.secret, info, salt)
