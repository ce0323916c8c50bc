"""The courier: fetches what is to be sent from a desk, sends it, and brings back how it ended; one task per receiver.

All work with the database is done in one thread of its own, so that a slow receiver holds neither a connection nor
another receiver. What it is that is sent the courier does not know.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from django.db import Error, connection

from yinqiao.platform.faults import killpoint
from yinqiao.platform.outward.sender import Answer, Sender

logger = logging.getLogger(__name__)
Made = TypeVar("Made")

# How long is waited when the database is away, and before a receiver whose handling failed is looked at again.
_AWAY_SECONDS = 2.0
_REST_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Parcel:
    """One request to be sent. `ref` is the desk's own; it comes back with the answer."""

    ref: Any
    url: str
    headers: Mapping[str, str]
    body: bytes
    seconds: float


class Desk(Protocol):
    """What gives the courier its work. Every method is called in the one thread that has the database."""

    def due(self) -> Sequence[Hashable]:
        """The receivers for whom there may be something to send now."""

    def take(self, receiver: Hashable) -> Parcel | None:
        """What is to be sent next to one of them, already on record, or nothing."""

    def close(self, parcel: Parcel, answer: Answer) -> bool:
        """Record how it ended; whether to go on with the same receiver at once."""


class Courier:
    """Runs until it is told to stop."""

    def __init__(self, desk: Desk, sender: Sender, *, pause: float = 0.1) -> None:
        self._desk, self._sender, self._pause = desk, sender, pause
        self._thread = ThreadPoolExecutor(1, "desk")
        self._busy: set[Hashable] = set()
        self._resting: dict[Hashable, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Take nothing new; what is on its way is finished."""
        self._stop.set()

    async def run(self, *, once: bool = False) -> None:
        """Look, send, look again; with `once` until nothing is left to send now."""
        try:
            while not self._stop.is_set():
                started = await self._look()
                if once and not started and not self._tasks:
                    return
                await self._wait(once)
            while self._tasks:
                await asyncio.wait(set(self._tasks))
        finally:
            await self._sender.close()
            await self._at_desk(_let_go)
            self._thread.shutdown()

    async def _look(self) -> int:
        """Begin with every receiver that is due and not being served; how many."""
        try:
            due = await self._at_desk(self._desk.due)
        except Error as problem:
            logger.warning("nothing sent, the database is away: %s", type(problem).__name__)
            await self._at_desk(_let_go)
            await asyncio.sleep(_AWAY_SECONDS)
            return 0
        now = time.monotonic()
        chosen = [one for one in due if one not in self._busy and self._resting.get(one, 0) <= now]
        for receiver in chosen:
            self._busy.add(receiver)
            task = asyncio.create_task(self._serve(receiver))
            self._tasks.add(task)
            task.add_done_callback(partial(self._served, receiver))
        return len(chosen)

    async def _wait(self, once: bool) -> None:
        if once and self._tasks:
            await asyncio.wait(set(self._tasks), return_when=asyncio.FIRST_COMPLETED)
            return
        try:
            await asyncio.wait_for(self._stop.wait(), self._pause)
        except TimeoutError:
            return

    async def _serve(self, receiver: Hashable) -> None:
        while not self._stop.is_set():
            parcel = await self._at_desk(partial(self._desk.take, receiver))
            if parcel is None:
                return
            killpoint("outward.before_send")
            answer = await self._sender.post(parcel.url, parcel.headers, parcel.body, seconds=parcel.seconds)
            killpoint("outward.after_send")
            if not await self._at_desk(partial(self._desk.close, parcel, answer)):
                return

    def _served(self, receiver: Hashable, task: asyncio.Task[None]) -> None:
        """Whatever went wrong with one receiver is nobody else's trouble: it rests, what is on record is sent again."""
        self._busy.discard(receiver)
        self._tasks.discard(task)
        problem = None if task.cancelled() else task.exception()
        if problem is not None:
            rest = _AWAY_SECONDS if isinstance(problem, Error) else _REST_SECONDS
            self._resting[receiver] = time.monotonic() + rest
            logger.error("a receiver rests for %s s: %s", rest, type(problem).__name__)

    async def _at_desk(self, work: Callable[[], Made]) -> Made:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def _let_go() -> None:
    """Close the connection of the thread that asks: each has its own, looked up there."""
    connection.close()
