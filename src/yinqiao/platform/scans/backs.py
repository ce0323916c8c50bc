"""Where sealed blocks lie: a folder of the installation, or a bucket of an S3-compatible store.

A block lies under the SHA-256 of its sealed bytes: whoever holds the store can check it without a key, nobody learns
from an address what is in it, and what is there already is never written over.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar, cast

import obstore
from django.conf import settings
from obstore.exceptions import BaseError
from obstore.store import S3Store

from yinqiao.platform.faults.killpoints import killpoint

T = TypeVar("T")

PIECE = 1 << 20
BEGUN = ".part"


class Writing(Protocol):
    """Blocks on their way in, one after another: each takes its pieces, then says under which address it lies."""

    def write(self, piece: bytes) -> None:
        """Take a piece of the block."""

    def end_block(self) -> None:
        """The block is whole."""

    def drop_block(self) -> None:
        """The block was cut off: nothing of it stays."""

    def keep(self) -> list[str]:
        """Make all whole blocks durable; their addresses in order."""

    def discard(self) -> None:
        """Leave no beginnings behind, whatever happened."""


class Back(Protocol):
    """A place for blocks. OSError where it is full, broken or does not answer; FileNotFoundError for what is not there."""

    def writing(self) -> Writing:
        """Blocks on their way in."""

    def pieces(self, address: str) -> Iterator[bytes]:
        """The sealed bytes of a block, in pieces."""

    def head(self, address: str, size: int) -> bytes:
        """The first sealed bytes of a block."""

    def remove(self, address: str) -> None:
        """Take a block away; one that is not there is none."""

    def listed(self) -> Iterator[tuple[str, datetime]]:
        """The address of every block, and since when it lies there."""


class _Begun:
    """A block on its way into a file, hashed as it passes."""

    def __init__(self, target: BinaryIO, partial: Path | None = None) -> None:
        self.target, self.partial = target, partial
        self._digest = hashlib.sha256()

    def write(self, piece: bytes) -> None:
        """Take a piece."""
        self._digest.update(piece)
        self.target.write(piece)

    @property
    def address(self) -> str:
        """The SHA-256 of what has passed."""
        return self._digest.hexdigest()

    def close(self) -> None:
        """A full disk must not be filled with the beginnings of blocks."""
        self.target.close()
        if self.partial is not None:
            self.partial.unlink(missing_ok=True)


class _IntoFolder:
    """Blocks written beside the others, all durable before the first has its name; then the names, then the folders.

    Two waits for the disk in place of two a block: what is asked for at once is flushed at once.
    """

    def __init__(self, back: FolderBack, folder: Path) -> None:
        self._back, self._folder = back, folder
        self._whole: list[_Begun] = []
        self._begun: _Begun | None = None

    def write(self, piece: bytes) -> None:
        """Take a piece of the block."""
        if self._begun is None:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, partial = tempfile.mkstemp(dir=self._folder, suffix=BEGUN)
            self._begun = _Begun(cast(BinaryIO, os.fdopen(handle, "wb", buffering=0)), Path(partial))
        self._begun.write(piece)

    def end_block(self) -> None:
        """The block is whole; the disk begins with it while the next one comes."""
        if self._begun is not None:
            os.posix_fadvise(self._begun.target.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            self._whole.append(self._begun)
            self._begun = None

    def drop_block(self) -> None:
        """The block was cut off."""
        if self._begun is not None:
            self._begun.close()
            self._begun = None

    def keep(self) -> list[str]:
        """Durable, named, and the names durable."""
        _all_at_once(os.fsync, [one.target.fileno() for one in self._whole])
        folders: set[Path] = set()
        for one in self._whole:
            path = self._back.path(one.address)
            folders |= {self._folder, path.parent.parent, path.parent}
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            killpoint("scans.before_rename")
            cast(Path, one.partial).rename(path)
        _all_at_once(_sync, folders)
        return [one.address for one in self._whole]

    def discard(self) -> None:
        """Whatever has no name yet goes."""
        self.drop_block()
        for one in self._whole:
            one.close()


def _all_at_once(work: Callable[[T], object], on: Collection[T]) -> None:
    with ThreadPoolExecutor(max(1, len(on)), "scans-sync") as pool:
        for _ in pool.map(work, on):
            pass


class FolderBack:
    """Blocks in a folder, spread by the first letters of their addresses."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, address: str) -> Path:
        """Where a block, or the beginning of one, lies."""
        if address.endswith(BEGUN):
            return self._folder / address
        return self._folder / address[:2] / address[2:4] / address

    def writing(self) -> Writing:
        """Blocks on their way in."""
        return _IntoFolder(self, self._folder)

    def pieces(self, address: str) -> Iterator[bytes]:
        """The sealed bytes of a block, in pieces."""
        with self.path(address).open("rb") as source:
            while piece := source.read(PIECE):
                yield piece

    def head(self, address: str, size: int) -> bytes:
        """The first sealed bytes of a block."""
        with self.path(address).open("rb") as source:
            return source.read(size)

    def remove(self, address: str) -> None:
        """Take a block away."""
        self.path(address).unlink(missing_ok=True)

    def listed(self) -> Iterator[tuple[str, datetime]]:
        """Every block, and the beginnings that a crash left."""
        for path in (*self._folder.glob("??/??/*"), *self._folder.glob(f"*{BEGUN}")):
            yield path.name, datetime.fromtimestamp(path.stat().st_mtime).astimezone()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _IntoBucket:
    """Blocks into a bucket: the address of each is known at its end, so it waits sealed in a file without a name."""

    def __init__(self, store: S3Store, spool: Path) -> None:
        self._store, self._spool = store, spool
        self._whole: list[str] = []
        self._begun: _Begun | None = None

    def write(self, piece: bytes) -> None:
        """Take a piece of the block."""
        if self._begun is None:
            self._spool.mkdir(parents=True, exist_ok=True, mode=0o700)
            unnamed = tempfile.TemporaryFile(dir=self._spool)  # noqa: SIM115  (closed with its block)
            self._begun = _Begun(cast(BinaryIO, unnamed))
        self._begun.write(piece)

    def end_block(self) -> None:
        """The block is whole: the store takes it as a whole, or not."""
        if self._begun is not None:
            self._begun.target.seek(0)
            with _as_os_error():
                obstore.put(self._store, self._begun.address, self._begun.target)
            self._whole.append(self._begun.address)
            self.drop_block()

    def drop_block(self) -> None:
        """The block was cut off, or lies in the store."""
        if self._begun is not None:
            self._begun.close()
            self._begun = None

    def keep(self) -> list[str]:
        """The store has each already."""
        kept, self._whole = self._whole, []
        return kept

    def discard(self) -> None:
        """What was not kept leaves the store; where it does not answer, the sweep takes it."""
        self.drop_block()
        for address in self._whole:
            with suppress(OSError), _as_os_error():
                obstore.delete(self._store, address)


class S3Back:
    """Blocks in a bucket. The store is asked to take each as a whole: nobody sees half a block."""

    def __init__(self, store: S3Store, spool: Path) -> None:
        self._store, self._spool = store, spool

    def writing(self) -> Writing:
        """Blocks on their way in."""
        return _IntoBucket(self._store, self._spool)

    def pieces(self, address: str) -> Iterator[bytes]:
        """The sealed bytes of a block, in pieces."""
        with _as_os_error():
            for piece in obstore.get(self._store, address).stream(min_chunk_size=PIECE):
                yield bytes(piece)

    def head(self, address: str, size: int) -> bytes:
        """The first sealed bytes of a block."""
        with _as_os_error():
            return bytes(obstore.get_range(self._store, address, start=0, length=size))

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
