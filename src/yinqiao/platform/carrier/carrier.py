"""The carrier: posts what is on record, collects what others have posted; whatever breaks, it begins again from the record."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from django.db import Error, connection

from yinqiao.platform.carrier.desk import Desk, Letter, Source, Standing
from yinqiao.platform.carrier.line import TROUBLE, Access, Line, Reading
from yinqiao.platform.faults import killpoint

logger = logging.getLogger(__name__)
Made = TypeVar("Made")
_AWAY_SECONDS, _BATCH = 2.0, 50
# Room for the headers beside a message.
_HEADERS = 8_192


class Carrier:
    """Runs until it is told to stop. All work with the database is done in one thread of its own."""

    def __init__(self, desk: Desk, access: Access, *, name: str, pause: float = 0.5, look_seconds: float = 5.0) -> None:
        self._desk, self._access, self._name, self._pause = desk, access, name, pause
        self._look_seconds, self._looked = look_seconds, 0.0
        self._thread = ThreadPoolExecutor(1, "desk")
        self._stop = asyncio.Event()
        self._own: Standing | None = None
        self._readings: dict[Source, Reading] = {}

    def stop(self) -> None:
        """Finish what is under way and end."""
        self._stop.set()

    async def run(self, *, once: bool = False) -> None:
        """Connect, post, collect, wait; with `once` until there is nothing left to do now."""
        try:
            while not self._stop.is_set():
                try:
                    if await self._connected(once=once):
                        return
                except (*TROUBLE, Error) as problem:
                    # Types alone: what a server says may quote what was sent to it.
                    logger.warning("the line is opened anew: %s", type(problem).__name__)
                    await self._at_desk(_let_go)
                    await self._rest(_AWAY_SECONDS)
        finally:
            await self._at_desk(_let_go)
            self._thread.shutdown()

    async def _connected(self, *, once: bool) -> bool:
        """Work over one connection; True when all is done, an error when it broke."""
        line = await Line.open(self._access, name=self._name)
        self._readings, self._looked = {}, 0.0
        try:
            while not self._stop.is_set():
                await self._at_desk(self._desk.prepare)
                await self._look(line)
                moved = await self._post(line)
                collected = await asyncio.gather(*(self._collect(one) for one in self._readings.values()))
                moved += sum(collected)
                if once and not moved:
                    return True
                if not moved:
                    await self._rest(self._pause)
            return True
        finally:
            await line.close()

    async def _look(self, line: Line) -> None:
        """Every few seconds: is our stream what we left, are those of others what we read?"""
        if time.monotonic() - self._looked < self._look_seconds:
            return
        if self._desk.stream:
            self._own = await line.hold(self._desk.stream, self._desk.subjects)
            await self._at_desk(partial(self._desk.check, self._own))
        for source in await self._at_desk(self._desk.sources):
            standing = await line.find(source.stream)
            after = await self._at_desk(partial(self._desk.begin, source, standing))
            reading = self._readings.get(source)
            if standing is None:
                self._readings.pop(source, None)
            elif reading is None or reading.born != standing.born or after < reading.at:
                self._readings[source] = await line.read(source, standing, after)
            if source in self._readings:
                waits = await self._readings[source].waiting()
                await self._at_desk(partial(self._desk.waiting, source, waits))
        self._looked = time.monotonic()

    async def _post(self, line: Line) -> int:
        """Post what is on record, one after the other; a place that the stream gives is recorded before the next goes."""
        if self._own is None:
            return 0
        most = max(line.most_bytes - _HEADERS, 0)
        parcels = await self._at_desk(partial(self._desk.next_parcels, _BATCH, most))
        for parcel in parcels:
            killpoint("carrier.before_post")
            held = await line.post(parcel, self._own)
            killpoint("carrier.after_post")
            if not await self._at_desk(partial(self._desk.posted, parcel, held)):
                # Readers may stand beyond what is there now: only another stream has them read from its beginning.
                await line.throw_away(self._own)
                self._own, self._looked = None, 0.0
                return 1
        return len(parcels)

    async def _collect(self, reading: Reading) -> int:
        """Take in what came, in order; the server is told only of what stands in our database."""
        letters, last = await reading.fetch(_BATCH)
        for letter in letters:
            if not await self._take(letter):
                self._readings.pop(reading.source, None)
                return 0
        if last is not None:
            killpoint("carrier.before_ack")
            await last.ack()
        return len(letters)

    async def _take(self, letter: Letter) -> bool:
        return await self._at_desk(partial(self._desk.take, letter))

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return

    async def _at_desk(self, work: Callable[[], Made]) -> Made:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def _let_go() -> None:
    """Close the connection of the thread that asks: each has its own, looked up there."""
    connection.close()
