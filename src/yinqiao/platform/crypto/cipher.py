"""Encrypts single values of a column, many at a time: AES-256-GCM or SM4-GCM, the cell's place bound in.

Ciphertext: version (1 byte) | suite (1) | key id (4, big-endian) | nonce (12) | ciphertext and tag.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from typing import TypeAlias
from uuid import UUID

from cryptography.exceptions import InvalidTag

from yinqiao.platform.crypto import errors
from yinqiao.platform.crypto.keyfile import current_keyring
from yinqiao.platform.crypto.keys import Key, Keyring, Purpose
from yinqiao.platform.crypto.suites import CODES, TAG, Aead, aead

VERSION = 1
HEADER = struct.Struct(">BBI")
NONCE_LENGTH = 12
OVERHEAD = HEADER.size + NONCE_LENGTH + TAG

RowId: TypeAlias = UUID | bytes
_NONCE_END = HEADER.size + NONCE_LENGTH


def encrypt_many(
    values: Sequence[str | bytes | None],
    row_ids: Sequence[RowId],
    *,
    table: str,
    column: str,
    ring: Keyring | None = None,
) -> list[bytes | None]:
    """Ciphertext of `values` (texts, or their UTF-8) for the cells (`table`, `column`, row id); None stays None.

    `row_ids` are the rows' UUIDs (16 bytes each), one per value; `table` and `column` are database names. A value
    moved to another row or column no longer decrypts. Nonces are random: safe up to 2**32 values per column and key.
    """
    if len(values) != len(row_ids):
        raise ValueError("one row id for each value")
    ring = ring or current_keyring()
    key = ring.active(Purpose.FIELD)
    header = active_header(ring)
    encrypt = _cipher(ring, key, table, column).encrypt
    place = _place(header, table, column)
    nonces = os.urandom(NONCE_LENGTH * len(values))
    out: list[bytes | None] = []
    at = 0
    for value, row_id in zip(values, row_ids, strict=True):
        if value is None:
            out.append(None)
            continue
        nonce = nonces[at : at + NONCE_LENGTH]
        at += NONCE_LENGTH
        bound = place + (row_id.bytes if isinstance(row_id, UUID) else row_id)
        plain = value if isinstance(value, bytes) else value.encode()
        out.append(header + nonce + encrypt(nonce, plain, bound))
    return out


def decrypt_many(
    values: Sequence[bytes | None],
    row_ids: Sequence[RowId],
    *,
    table: str,
    column: str,
    ring: Keyring | None = None,
) -> list[str | None]:
    """The plain text of what `encrypt_many` made for the same cells, under whichever key each value names.

    Unavailable `crypto.key_missing` for a key we do not hold; Invalid `crypto.data_damaged` for a flipped byte,
    a value from another cell, or bytes that are no ciphertext of ours.
    """
    if len(values) != len(row_ids):
        raise ValueError("one row id for each value")
    ring = ring or current_keyring()
    known: dict[bytes, tuple[Aead, bytes]] = {}
    out: list[str | None] = []
    for value, row_id in zip(values, row_ids, strict=True):
        if value is None:
            out.append(None)
            continue
        header = value[: HEADER.size]
        if header not in known:
            known[header] = _reading(ring, header, table, column)
        cipher, place = known[header]
        bound = place + (row_id.bytes if isinstance(row_id, UUID) else row_id)
        try:
            out.append(cipher.decrypt(value[HEADER.size : _NONCE_END], value[_NONCE_END:], bound).decode())
        except (InvalidTag, ValueError) as problem:
            raise errors.data_damaged() from problem
    return out


def encrypt_value(value: str, row_id: RowId, *, table: str, column: str, ring: Keyring | None = None) -> bytes:
    """`encrypt_many` for one value."""
    sealed = encrypt_many([value], [row_id], table=table, column=column, ring=ring)[0]
    assert sealed is not None  # noqa: S101  None comes only from None
    return sealed


def decrypt_value(value: bytes, row_id: RowId, *, table: str, column: str, ring: Keyring | None = None) -> str:
    """`decrypt_many` for one value."""
    plain = decrypt_many([value], [row_id], table=table, column=column, ring=ring)[0]
    assert plain is not None  # noqa: S101  None comes only from None
    return plain


def active_header(ring: Keyring | None = None) -> bytes:
    """The six bytes with which every new ciphertext begins: version, suite, id of the active key."""
    return header_of((ring or current_keyring()).active(Purpose.FIELD))


def header_of(key: Key) -> bytes:
    """The six bytes with which everything begins that was encrypted with a field key."""
    return HEADER.pack(VERSION, CODES[key.suite], key.id)


def key_id_of(value: bytes) -> int:
    """The id of the key a ciphertext was made with. Invalid `crypto.data_damaged` when it is no ciphertext of ours."""
    if len(value) < OVERHEAD:
        raise errors.data_damaged()
    return _key_id(value[: HEADER.size])


def _key_id(header: bytes) -> int:
    if len(header) != HEADER.size:
        raise errors.data_damaged()
    version, suite, key_id = HEADER.unpack(header)
    if version != VERSION or suite not in CODES.values():
        raise errors.data_damaged()
    return int(key_id)


def _reading(ring: Keyring, header: bytes, table: str, column: str) -> tuple[Aead, bytes]:
    key = ring.get(_key_id(header), Purpose.FIELD)
    # The suite is the key's own: one that a ciphertext claims beside it would choose how a key is used.
    if header != header_of(key):
        raise errors.data_damaged()
    return _cipher(ring, key, table, column), _place(header, table, column)


def _cipher(ring: Keyring, key: Key, table: str, column: str) -> Aead:
    return aead(key.suite, ring.derive(key, f"field\0{table}\0{column}".encode()))


def _place(header: bytes, table: str, column: str) -> bytes:
    # Names hold no NUL, so the parts cannot be shifted into one another; the row id has a fixed length.
    return header + f"{table}\0{column}\0".encode()
