"""The backup file: a tar of dump, files, witness and manifest, encrypted as one stream; order, end and bytes are bound.

The manifest is the last member, so that each byte is read once when packing, and once when unpacking.
"""

from __future__ import annotations

import hashlib
import re
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from yinqiao.platform.backup import errors
from yinqiao.platform.backup.manifest import Facts, Manifest
from yinqiao.platform.crypto.files import decrypt_chunks, encrypt_file

CONTEXT = b"yinqiao backup 1"
DUMP = "database.dump"
_MANIFEST = "manifest.json"
_NAME = re.compile(
    r"database\.dump|files/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{32}|witness/[A-Za-z0-9][A-Za-z0-9._-]*|manifest\.json"
)
_CHUNK = 1 << 20
_LARGEST_MANIFEST = 1 << 28


class _Stream:
    """Bytes that come in pieces of any size, read in pieces of any other."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; empty at the end."""
        if not self._left:
            self._left = next(self._pieces, b"")
        given, self._left = self._left[:size], self._left[size:]
        return given

    def has_more(self) -> bool:
        """Whether anything but padding is left; reads to the end, where a cut shows."""
        return any(piece.strip(b"\0") for piece in [self._left, *self._pieces])


def write_archive(target: BinaryIO, members: Iterable[tuple[str, Path]], facts: Facts) -> Manifest:
    """Pack and encrypt `members` (name in the archive, file) and the manifest into `target`; flushing is the caller's."""
    written = Manifest(facts, {})
    encrypt_file(cast(BinaryIO, _Stream(_packed(members, written))), target, context=CONTEXT)
    return written


def _packed(members: Iterable[tuple[str, Path]], manifest: Manifest) -> Iterator[bytes]:
    for name, path in members:
        digest, left = hashlib.sha256(), path.stat().st_size
        size = left
        yield _header(name, size)
        with path.open("rb") as source:
            while left and (chunk := source.read(min(_CHUNK, left))):
                digest.update(chunk)
                left -= len(chunk)
                yield chunk
        if left:
            raise errors.program_failed("tar", name)
        yield _padding(size)
        manifest.members[name] = (size, digest.hexdigest())
    body = manifest.encoded()
    yield _header(_MANIFEST, len(body)) + body + _padding(len(body)) + bytes(2 * tarfile.BLOCKSIZE)


def _header(name: str, size: int) -> bytes:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry.tobuf(tarfile.PAX_FORMAT)


def _padding(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)


def read_archive(source: BinaryIO, into: Path | None = None) -> Manifest:
    """Decrypt and check the whole file; with `into` its members are laid there. Returns the manifest.

    Unavailable `crypto.key_missing` without its key; Invalid `crypto.data_damaged` for a flipped byte or a cut end,
    `backup.damaged` when the contents are not what the manifest lists. On an error throw `into` away.
    """
    stream = _Stream(decrypt_chunks(source, context=CONTEXT))
    found: dict[str, tuple[int, str]] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(fileobj=cast(IO[bytes], stream), mode="r|") as tar:
            for entry in tar:
                if manifest or not entry.isreg() or not _NAME.fullmatch(entry.name) or entry.name in found:
                    raise errors.damaged()
                if entry.name == _MANIFEST:
                    manifest = _manifest_of(tar, entry)
                else:
                    found[entry.name] = _take(tar, entry, into)
    except tarfile.TarError as problem:
        raise errors.damaged() from problem
    if stream.has_more() or manifest is None or manifest.members != found or DUMP not in found:
        raise errors.damaged()
    return manifest


def _manifest_of(tar: Any, entry: tarfile.TarInfo) -> Manifest:
    if entry.size > _LARGEST_MANIFEST:
        raise errors.damaged()
    return Manifest.decoded(tar.extractfile(entry).read())


def _take(tar: Any, entry: tarfile.TarInfo, into: Path | None) -> tuple[int, str]:
    """Read one member to its end, into its place below `into` if there is one; its size and digest."""
    digest, size = hashlib.sha256(), 0
    target = None
    if into is not None:
        path = into / entry.name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = path.open("xb")
    try:
        source = tar.extractfile(entry)
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if target is not None:
                target.write(chunk)
    finally:
        if target is not None:
            target.close()
    return size, digest.hexdigest()
