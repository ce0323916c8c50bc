"""Encrypted files: any length comes back, and no chunk can be changed, moved, dropped, added or cut off."""

from __future__ import annotations

import io
import os

import pytest

from yinqiao.kernel.errors import Invalid, Unavailable
from yinqiao.platform.crypto.files import HEADER, MIN_CHUNK, decrypt_chunks, encrypt_file
from yinqiao.platform.crypto.keys import Keyring, new_keyring
from yinqiao.platform.crypto.tests.conftest import MADE_AT

pytestmark = pytest.mark.fast

SEALED_CHUNK = MIN_CHUNK + 16


def _encrypted(plain: bytes, context: bytes = b"file-1") -> bytes:
    target = io.BytesIO()
    assert encrypt_file(io.BytesIO(plain), target, context=context, chunk_size=MIN_CHUNK) == len(plain)
    return target.getvalue()


def _decrypted(sealed: bytes, context: bytes = b"file-1") -> bytes:
    return b"".join(decrypt_chunks(io.BytesIO(sealed), context=context))


def _chunks_of(sealed: bytes) -> tuple[bytes, list[bytes]]:
    body = sealed[HEADER.size :]
    return sealed[: HEADER.size], [body[i : i + SEALED_CHUNK] for i in range(0, len(body), SEALED_CHUNK)]


class OneByteAtATime(io.BytesIO):
    """A source that, like a socket, gives less than it is asked for."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 0, 1000))


@pytest.mark.parametrize("length", [0, 1, MIN_CHUNK - 1, MIN_CHUNK, MIN_CHUNK + 1, 3 * MIN_CHUNK, 200_001])
def test_a_file_of_any_length_comes_back(ring: Keyring, length: int) -> None:
    plain = os.urandom(length)
    sealed = _encrypted(plain)
    assert _decrypted(sealed) == plain
    assert b"".join(decrypt_chunks(OneByteAtATime(sealed), context=b"file-1")) == plain


def test_a_file_cut_at_any_place_is_refused(ring: Keyring) -> None:
    sealed = _encrypted(os.urandom(3 * MIN_CHUNK))
    chunk_ends = [HEADER.size + n * SEALED_CHUNK for n in range(3)]
    for end in [0, 1, HEADER.size - 1, *chunk_ends, HEADER.size + 10, HEADER.size + SEALED_CHUNK + 1, len(sealed) - 1]:
        with pytest.raises(Invalid, match=r"crypto\.data_damaged"):
            _decrypted(sealed[:end])


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2), (0, 1), (0, 1, 1, 2), (0, 1, 2, 2), (2,), (0, 2, 1)])
def test_chunks_moved_dropped_or_repeated_are_refused(ring: Keyring, order: tuple[int, ...]) -> None:
    header, chunks = _chunks_of(_encrypted(os.urandom(2 * MIN_CHUNK + 5)))
    with pytest.raises(Invalid, match=r"crypto\.data_damaged"):
        _decrypted(header + b"".join(chunks[i] for i in order))


def test_a_flipped_byte_in_header_first_middle_and_last_chunk_is_refused(ring: Keyring) -> None:
    sealed = _encrypted(os.urandom(2 * MIN_CHUNK + 5))
    for place in [*range(HEADER.size), HEADER.size, HEADER.size + SEALED_CHUNK + 9, len(sealed) - 1]:
        broken = bytearray(sealed)
        broken[place] ^= 0x40
        with pytest.raises((Invalid, Unavailable), match=r"crypto\.(data_damaged|key_missing)"):
            _decrypted(bytes(broken))


def test_a_chunk_of_another_file_under_the_same_key_is_refused(ring: Keyring) -> None:
    header, chunks = _chunks_of(_encrypted(os.urandom(2 * MIN_CHUNK)))
    _, foreign = _chunks_of(_encrypted(os.urandom(2 * MIN_CHUNK)))
    with pytest.raises(Invalid, match=r"crypto\.data_damaged"):
        _decrypted(header + chunks[0] + foreign[1])


def test_a_file_put_in_anothers_place_is_refused(ring: Keyring) -> None:
    with pytest.raises(Invalid, match=r"crypto\.data_damaged"):
        _decrypted(_encrypted(b"roster", context=b"file-1"), context=b"file-2")


def test_a_foreign_keyring_is_told_apart_from_damage(ring: Keyring) -> None:
    sealed = _encrypted(b"roster")
    with pytest.raises(Unavailable, match=r"crypto\.key_missing"):
        list(decrypt_chunks(io.BytesIO(sealed), context=b"file-1", ring=new_keyring(MADE_AT)))


@pytest.mark.parametrize("size", [0, MIN_CHUNK - 1, 1024 * 1024 + 1])
def test_chunk_sizes_outside_64_kib_to_1_mib_are_refused(ring: Keyring, size: int) -> None:
    with pytest.raises(ValueError, match="chunk size"):
        encrypt_file(io.BytesIO(b""), io.BytesIO(), context=b"", chunk_size=size)
