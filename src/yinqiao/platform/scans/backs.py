"""Where sealed blocks lie: a folder of the installation, or a bucket of an S3-compatible store.

A block lies under the SHA-256 of its sealed bytes: whoever holds the store can check it without a key, nobody learns
from an address what is in it, and what is there already is never written over.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol

import obstore
from django.conf import settings
from obstore.exceptions import BaseError
from obstore.store import S3Store

from yinqiao.platform.faults.killpoints import killpoint

PIECE = 1 << 20
_BEGUN = ".part"


class Writing(Protocol):
    """A block on its way in: takes pieces, then says under which address it lies."""

    def write(self, piece: bytes) -> int:
        """Take a piece."""

    def keep(self) -> str:
        """Make it durable; its address."""


class Back(Protocol):
    """A place for blocks. OSError where it is full, broken or does not answer; FileNotFoundError for what is not there."""

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """A block on its way in; nothing is left of one that was not kept."""

    def pieces(self, address: str) -> Iterator[bytes]:
        """The sealed bytes of a block, in pieces."""

    def remove(self, address: str) -> None:
        """Take a block away; one that is not there is none."""

    def listed(self) -> Iterator[tuple[str, datetime]]:
        """The address of every block, and since when it lies there."""


class _Spooled:
    """Sealed bytes on their way into a file beside the others, hashed as they pass."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self.address = ""

    def write(self, piece: bytes) -> int:
        """Take a piece."""
        self._digest.update(piece)
        return self._target.write(piece)

    def keep(self) -> str:
        """All pieces are in."""
        self._target.flush()
        os.fsync(self._target.fileno())
        self.address = self._digest.hexdigest()
        return self.address


class FolderBack:
    """Blocks in a folder, spread by the first letters of their addresses."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, address: str) -> Path:
        if address.endswith(_BEGUN):
            return self._folder / address
        return self._folder / address[:2] / address[2:4] / address

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """A block on its way in: written beside the others, durable before it has its name."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, partial = tempfile.mkstemp(dir=self._folder, suffix=_BEGUN)
        try:
            with os.fdopen(handle, "wb") as target:
                spooled = _Spooled(target)
                yield spooled
            if spooled.address:
                path = self._path(spooled.address)
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                killpoint("scans.before_rename")
                Path(partial).rename(path)
                _sync(path.parent)
        finally:
            # A full disk must not be filled with the beginnings of blocks.
            Path(partial).unlink(missing_ok=True)

    def pieces(self, address: str) -> Iterator[bytes]:
        """The sealed bytes of a block, in pieces."""
        with self._path(address).open("rb") as source:
            while piece := source.read(PIECE):
                yield piece

    def remove(self, address: str) -> None:
        """Take a block away."""
        self._path(address).unlink(missing_ok=True)

    def listed(self) -> Iterator[tuple[str, datetime]]:
        """Every block, and the beginnings that a crash left."""
        for path in (*self._folder.glob("??/??/*"), *self._folder.glob(f"*{_BEGUN}")):
            yield path.name, datetime.fromtimestamp(path.stat().st_mtime).astimezone()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class S3Back:
    """Blocks in a bucket. The store is asked to take each as a whole: nobody sees half a block."""

    def __init__(self, store: S3Store, spool: Path) -> None:
        self._store, self._spool = store, spool

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """A block on its way in: its address is known at its end, so it waits sealed in a file without a name."""
        self._spool.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=self._spool) as target:
            spooled = _Spooled(target)
            yield spooled
            if spooled.address:
                target.seek(0)
                with _as_os_error():
                    obstore.put(self._store, spooled.address, target)

    def pieces(self, address: str) -> Iterator[bytes]:
        """The sealed bytes of a block, in pieces."""
        with _as_os_error():
            for piece in obstore.get(self._store, address).stream(min_chunk_size=PIECE):
                yield bytes(piece)

    def remove(self, address: str) -> None:
        """Take a block away."""
        with _as_os_error():
            obstore.delete(self._store, address)

    def listed(self) -> Iterator[tuple[str, datetime]]:
        """Every block of the bucket."""
        with _as_os_error():
            for found in obstore.list(self._store):
                for one in found:
                    yield one["path"], one["last_modified"]


@contextmanager
def _as_os_error() -> Iterator[None]:
    """What the store refuses, in the words of a disk."""
    try:
        yield
    except FileNotFoundError:
        raise
    except BaseError as problem:
        raise OSError("the store of scans refused or did not answer") from problem


@cache
def _bucket(spool: Path, bucket: str, endpoint: str, region: str, key_id: str, secret: str) -> S3Back:
    store = S3Store(
        bucket, endpoint=endpoint, region=region, access_key_id=key_id, secret_access_key=secret,
        client_options={"allow_http": endpoint.startswith("http://"), "timeout": "60s"},
        retry_config={"max_retries": 2},
    )  # fmt: skip
    return S3Back(store, spool)


def back() -> Back:
    """The place of this installation: the bucket where one is named, else the folder among its other files."""
    folder = Path(settings.FILES_FOLDER) / "scans"
    if settings.SCANS_S3["bucket"]:
        return _bucket(spool=folder, **settings.SCANS_S3)
    return FolderBack(folder)
