"""Encrypts whole files in chunks (the STREAM construction over AES-256-GCM or SM4-GCM), so that none is held in memory.

Header: magic (4 bytes) | suite (1) | key id (4) | salt (16) | chunk size (4); order, end and context are bound in.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag

from yinqiao.platform.crypto import errors
from yinqiao.platform.crypto.keyfile import current_keyring
from yinqiao.platform.crypto.keys import Key, Keyring, Purpose
from yinqiao.platform.crypto.suites import CODES, TAG, Aead, aead

MAGIC = b"YQF1"
HEADER = struct.Struct(">4sBI16sI")
MIN_CHUNK, DEFAULT_CHUNK, MAX_CHUNK = 64 * 1024, 256 * 1024, 1024 * 1024
_NONCE = struct.Struct(">7xIB")


def encrypt_file(
    source: BinaryIO,
    target: BinaryIO,
    *,
    context: bytes,
    chunk_size: int = DEFAULT_CHUNK,
    ring: Keyring | None = None,
) -> int:
    """Write the encrypted form of `source` to `target`; the number of plain bytes is returned.

    `context` (such as the file's UUID) must be given again to decrypt: a file renamed to another's place fails.
    `chunk_size` in bytes, 64 KiB to 1 MiB. Each file has a key of its own, derived with a random salt, so that the
    counted nonces never repeat. Flushing to disk is the caller's part.
    """
    if not MIN_CHUNK <= chunk_size <= MAX_CHUNK:
        raise ValueError("chunk size must be 64 KiB to 1 MiB")
    ring = ring or current_keyring()
    key = ring.active(Purpose.FILE)
    salt = os.urandom(16)
    header = HEADER.pack(MAGIC, CODES[key.suite], key.id, salt, chunk_size)
    cipher = _cipher(ring, key, salt)
    target.write(header)
    bound = header + context
    total = 0
    for number, (chunk, is_last) in enumerate(_chunks(source, chunk_size)):
        target.write(cipher.encrypt(_NONCE.pack(number, is_last), chunk, bound))
        total += len(chunk)
    return total


def decrypt_chunks(source: BinaryIO, *, context: bytes, ring: Keyring | None = None) -> Iterator[bytes]:
    """The plain chunks in order, each verified before it is given out.

    Unavailable `crypto.key_missing` for a key we do not hold. Invalid `crypto.data_damaged` for a flipped byte,
    chunks moved, dropped or added, a cut end (found when the end is reached), or another context.
    """
    ring = ring or current_keyring()
    header = source.read(HEADER.size)
    if len(header) != HEADER.size:
        raise errors.data_damaged()
    magic, suite, key_id, salt, chunk_size = HEADER.unpack(header)
    if magic != MAGIC or suite not in CODES.values() or not MIN_CHUNK <= chunk_size <= MAX_CHUNK:
        raise errors.data_damaged()
    key = ring.get(key_id, Purpose.FILE)
    if CODES[key.suite] != suite:
        raise errors.data_damaged()
    cipher = _cipher(ring, key, salt)
    bound = header + context
    for number, (chunk, is_last) in enumerate(_chunks(source, chunk_size + TAG)):
        try:
            yield cipher.decrypt(_NONCE.pack(number, is_last), chunk, bound)
        except InvalidTag as problem:
            raise errors.data_damaged() from problem


class Pieces:
    """Pieces read like a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def read(self, size: int) -> bytes:
        """At most so many bytes; empty at the end."""
        if not self._rest:
            self._rest = next(self._pieces, b"")
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


def key_of(head: bytes) -> int:
    """The id of the key under which an encrypted file stands, by its first bytes. Invalid `crypto.data_damaged`."""
    if len(head) < HEADER.size or head[: len(MAGIC)] != MAGIC:
        raise errors.data_damaged()
    return int(HEADER.unpack(head[: HEADER.size])[2])


def _chunks(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Chunks of exactly `size` bytes but for the last, each with whether it is the last; an empty file is one."""
    current = _read_full(source, size)
    while True:
        following = _read_full(source, size) if len(current) == size else b""
        yield current, not following
        if not following:
            return
        current = following


def _read_full(source: BinaryIO, size: int) -> bytes:
    # A socket or pipe may give less than asked for before its end.
    parts = []
    while size and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _cipher(ring: Keyring, key: Key, salt: bytes) -> Aead:
    return aead(key.suite, ring.derive(key, b"file", salt))
