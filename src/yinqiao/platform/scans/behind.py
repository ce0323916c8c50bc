"""Writes behind: who reads and seals does not wait for who hashes and writes; both keep a processor, or one the disk."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore
from types import TracebackType
from typing import Self

from yinqiao.platform.scans.backs import Writing

_WAITING = 6
"""Pieces that may wait to be written: what this costs in memory, in pieces of a mebibyte."""


class Behind:
    """The same as what it writes to, in a thread of its own and in order; what fails there is raised here, at the latest
    in `keep`. Left without `keep`, nothing stays.
    """

    def __init__(self, target: Writing) -> None:
        self._target = target
        self._thread = ThreadPoolExecutor(1, "scans-behind")
        self._room = BoundedSemaphore(_WAITING)
        self._last: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._thread.shutdown(wait=True)
        self._target.discard()

    def write(self, piece: bytes) -> None:
        """Take a piece of the block, once there is room for it."""
        self._later(lambda: self._target.write(piece))

    def end_block(self) -> None:
        """The block is whole."""
        self._later(self._target.end_block)

    def drop_block(self) -> None:
        """The block was cut off."""
        self._later(self._target.drop_block)

    def keep(self) -> list[str]:
        """Wait for all of it and make it durable; the addresses."""
        if self._last is not None:
            self._last.result()
        return self._target.keep()

    def _later(self, work: Callable[[], None]) -> None:
        self._room.acquire()
        before, self._last = self._last, None
        if before is not None and before.done():
            # Raises what failed, before more is taken.
            before.result()
        self._last = self._thread.submit(self._do, before, work)

    def _do(self, before: Future[None] | None, work: Callable[[], None]) -> None:
        """One step, unless the one before it failed: that is then the failure of this one, too."""
        try:
            if before is not None:
                before.result()
            work()
        finally:
            self._room.release()
