"""Blind indexes: equal values of a column get equal 16 bytes, which nobody can compute without the key.

For columns with many possible values only (ID number, phone, account): equal values stay visible as equal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from yinqiao.platform.crypto.keyfile import current_keyring
from yinqiao.platform.crypto.keys import Key, Keyring, Purpose
from yinqiao.platform.crypto.suites import HMAC_SM3

LENGTH = 16
_BLOCK = 64


def blind_index(value: str, column: str, *, ring: Keyring | None = None) -> bytes:
    """HMAC of the normalised `value` under the key of `column` (over SHA-256 or SM3, as the key says), first 16 bytes.

    `column` names the kind of value ("id_number", "phone"): columns that must be compared use the same name. Two
    values meet by chance once in about 2**64 pairs. Normalise first (kernel parsers): "X" and "x" differ.
    """
    index = blind_many([value], column, ring=ring)[0]
    assert index is not None  # noqa: S101  None comes only from None
    return index


def blind_many(values: Sequence[str | None], column: str, *, ring: Keyring | None = None) -> list[bytes | None]:
    """`blind_index` of many values with the active key; None stays None."""
    ring = ring or current_keyring()
    return _blind(values, column, ring, ring.active(Purpose.BLIND))


def short_many(values: Sequence[str | None], column: str, *, ring: Keyring | None = None) -> list[int | None]:
    """The first 8 bytes of `blind_many` as a signed number, for columns where equality only narrows a search.

    An index over numbers costs a third of one over bytes to write. Two values meet by chance once in 2**32 values: what
    must be unique (an ID number) keeps its 16 bytes.
    """
    return [None if index is None else _short(index) for index in blind_many(values, column, ring=ring)]


def short_index(value: str, column: str, *, ring: Keyring | None = None) -> int:
    """`short_many` for one value."""
    return _short(blind_index(value, column, ring=ring))


def short_candidates(value: str, column: str, *, ring: Keyring | None = None) -> list[int]:
    """`blind_candidates` as short indexes."""
    return [_short(index) for index in blind_candidates(value, column, ring=ring)]


def short_candidates_many(values: Sequence[str], column: str, *, ring: Keyring | None = None) -> list[list[int]]:
    """Under every key the keyring holds, the active one first: the short indexes of the values, in their order."""
    ring = ring or current_keyring()
    made = (_blind(values, column, ring, key) for key in ring.all(Purpose.BLIND))
    return [[_short(index) for index in one if index is not None] for one in made]


def _short(index: bytes) -> int:
    return int.from_bytes(index[:8], "big", signed=True)


def blind_candidates(value: str, column: str, *, ring: Keyring | None = None) -> list[bytes]:
    """The index under every key the keyring holds, the active one first: what to look for while a rebuild runs."""
    ring = ring or current_keyring()
    found = (_blind([value], column, ring, key)[0] for key in ring.all(Purpose.BLIND))
    return [index for index in found if index is not None]


def _blind(values: Sequence[str | None], column: str, ring: Keyring, key: Key) -> list[bytes | None]:
    # HMAC by hand (RFC 2104): the two keyed states are computed once and copied, twice as fast as hmac.digest.
    # A test compares it with the standard library's.
    secret = ring.derive(key, f"blind\0{column}".encode()).ljust(_BLOCK, b"\0")
    name = "sm3" if key.suite == HMAC_SM3 else "sha256"
    inner = hashlib.new(name, bytes(b ^ 0x36 for b in secret)).copy
    outer = hashlib.new(name, bytes(b ^ 0x5C for b in secret)).copy
    out: list[bytes | None] = []
    for value in values:
        if value is None:
            out.append(None)
            continue
        first = inner()
        first.update(value.encode())
        second = outer()
        second.update(first.digest())
        out.append(second.digest()[:LENGTH])
    return out
