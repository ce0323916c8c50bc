"""A TCP proxy that does to a connection what networks do: delay, split, double, cut, swallow, reset, half-close.

It stands before PostgreSQL, partners or a store; a script, written or drawn from a seed, says what to do and when.
"""

from __future__ import annotations

import asyncio
import queue
import socket
import struct
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from random import Random

CHUNK = 65536
# Seconds that a doubled connection has to come to its end after the first.
_PATIENCE = 8.0
# A linger of zero seconds makes close() send RST instead of FIN.
_RESET = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Fault:
    """What to do on connection number `connection` (from 1; 0: on each).

    `kind`: `delay` (each chunk by `amount` seconds), `split` (into pieces of `amount` bytes), `cut` (close both
    sides after `amount` bytes to the client), `cut_request` (the same, to the server), `reset` (RST to the client
    after `amount` bytes to it), `half_close` (no more to the client after `amount` bytes, requests still pass),
    `double` (the server is connected to twice and gets every request on both; the client hears the first alone),
    `swallow` (once a request holds `trigger`, it is delivered, the reply is thrown away and the client cut off),
    `lose` (such a request is not even delivered). Both wait until `after` has been asked, if it is given.
    """

    kind: str
    amount: float = 0
    connection: int = 0
    trigger: bytes = b""
    after: bytes = b""


KINDS = ("delay", "split", "double", "cut", "cut_request", "reset", "half_close")


# The statement alone, not the words of `CREATE TEMP TABLE … ON COMMIT DROP`.
_COMMIT = b"COMMIT\0"


def drop_commit_reply(connection: int = 0, *, after: bytes = b"") -> Fault:
    """The reply to COMMIT is lost: the server has committed, the client cannot know (SQLSTATE 40003)."""
    return Fault("swallow", connection=connection, trigger=_COMMIT, after=after)


def drop_commit(connection: int = 0, *, after: bytes = b"") -> Fault:
    """COMMIT itself is lost: the server has rolled back, and the client sees the same as above."""
    return Fault("lose", connection=connection, trigger=_COMMIT, after=after)


def seeded_script(seed: int, connections: int) -> list[Fault]:
    """One fault for each of the first `connections` connections; the same seed gives the same script."""
    random = Random(seed)
    amounts = {"delay": lambda: random.uniform(0, 0.05), "split": lambda: random.randint(1, 16)}
    script = []
    for number in range(1, connections + 1):
        kind = random.choice(KINDS)
        script.append(Fault(kind, amounts.get(kind, lambda: random.randint(0, 4096))(), number))
    return script


@dataclass
class FaultProxy:
    """Where it listens, what it does; `met` lists the faults that took effect, `connections` counts.

    `doubles` holds what the server answered to each doubled connection, as far as it is over.
    """

    target: Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]
    script: list[Fault]
    host: str = "127.0.0.1"
    port: int = 0
    connections: int = 0
    met: list[Fault] = field(default_factory=list)
    doubles: list[bytes] = field(default_factory=list)
    running: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, client_in: asyncio.StreamReader, client_out: asyncio.StreamWriter) -> None:
        """One client connection from its beginning to its end."""
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self.running.add(task)
        faults = [one for one in self.script if one.connection in (0, self.connections)]
        link = _Link(self, faults, client_out)
        try:
            server_in, link.server_out = await self.target()
            async with self._doubled(link):
                await link.until_over(client_in, server_in)
        except OSError:
            pass
        finally:
            for writer in {client_out, link.server_out}:
                writer.close()
                with suppress(OSError):
                    await writer.wait_closed()
            self.running.discard(task)

    @asynccontextmanager
    async def _doubled(self, link: _Link) -> AsyncIterator[None]:
        """A second connection beside that of the link, if its script says so; its answers are kept from the client."""
        fault = next((one for one in link.faults if one.kind == "double"), None)
        if fault is None:
            yield
            return
        link.meet(fault)
        told, link.double_out = await self.target()
        heard = bytearray()
        hearing = asyncio.create_task(_hear(told, heard))
        try:
            yield
        finally:
            with suppress(OSError):
                link.double_out.write_eof()
            with suppress(TimeoutError):
                await asyncio.wait_for(hearing, _PATIENCE)
            self.doubles.append(bytes(heard))
            link.double_out.close()

    async def end(self) -> None:
        """Break off what still runs; a doubled connection may first come to its end, for its answers are to be kept."""
        if self.running and any(one.kind == "double" for one in self.script):
            await asyncio.wait(self.running, timeout=_PATIENCE)
        for task in list(self.running):
            task.cancel()
        await asyncio.gather(*self.running, return_exceptions=True)


class _Link:
    """The two ways of one connection and the faults upon them."""

    def __init__(self, proxy: FaultProxy, faults: list[Fault], client_out: asyncio.StreamWriter) -> None:
        self.proxy, self.faults, self.client_out = proxy, faults, client_out
        self.server_out: asyncio.StreamWriter = client_out
        self.double_out: asyncio.StreamWriter | None = None
        self.swallowing = False
        self.armed: set[Fault] = set()
        self.seen: dict[Fault, bytes] = {}
        self.over = asyncio.Event()

    async def until_over(self, client_in: asyncio.StreamReader, server_in: asyncio.StreamReader) -> None:
        """Both ways, until each has ended or a fault has ended the connection."""
        tasks = [
            asyncio.create_task(self._carry(client_in, server_in)),
            asyncio.create_task(self._ended()),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _carry(self, client_in: asyncio.StreamReader, server_in: asyncio.StreamReader) -> None:
        async with asyncio.TaskGroup() as ways:
            ways.create_task(self.requests(client_in))
            ways.create_task(self.replies(server_in))

    async def _ended(self) -> None:
        await self.over.wait()

    async def requests(self, source: asyncio.StreamReader) -> None:
        """Client to server."""
        sent = 0
        with suppress(OSError):
            while data := await source.read(CHUNK):
                for fault in self.faults:
                    if fault.kind in ("swallow", "lose") and self._is_triggered(fault, data):
                        self.swallowing = self.meet(fault)
                        if fault.kind == "lose":
                            self.over.set()
                            return
                    if fault.kind == "cut_request" and sent + len(data) > fault.amount:
                        self.meet(fault)
                        await _write(self.server_out, data[: max(0, int(fault.amount) - sent)])
                        self.over.set()
                        return
                await self._paced(self.server_out, data)
                await self._twice(data)
                sent += len(data)
            self.server_out.write_eof()

    async def _twice(self, data: bytes) -> None:
        """The same to the doubled connection, as long as the server keeps it."""
        if self.double_out is not None and not self.double_out.is_closing():
            with suppress(OSError):
                await _write(self.double_out, data)

    def _is_triggered(self, fault: Fault, data: bytes) -> bool:
        """Whether this request, with the tail of what came before, holds what the fault waits for, in its order."""
        seen = self.seen.get(fault, b"") + data
        if fault.after and fault not in self.armed:
            at = seen.find(fault.after)
            if at < 0:
                self.seen[fault] = seen[-len(fault.after) :]
                return False
            self.armed.add(fault)
            seen = seen[at + len(fault.after) :]
        self.seen[fault] = seen[-len(fault.trigger) :]
        return fault.trigger in seen

    async def replies(self, source: asyncio.StreamReader) -> None:
        """Server to client."""
        sent = 0
        with suppress(OSError):
            while data := await source.read(CHUNK):
                if self.swallowing:
                    self.over.set()
                    return
                for fault in self.faults:
                    if fault.kind in ("cut", "reset", "half_close") and sent + len(data) > fault.amount:
                        self.meet(fault)
                        await _write(self.client_out, data[: max(0, int(fault.amount) - sent)])
                        self._end(fault)
                        return
                await self._paced(self.client_out, data)
                sent += len(data)
            self.client_out.write_eof()

    def _end(self, fault: Fault) -> None:
        if fault.kind == "half_close":
            self.client_out.write_eof()
            return
        self.over.set()
        if fault.kind == "reset":
            self.client_out.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            self.client_out.transport.abort()

    def meet(self, fault: Fault) -> bool:
        """Say that a fault took effect; always true."""
        if fault not in self.proxy.met:
            self.proxy.met.append(fault)
        return True

    async def _paced(self, target: asyncio.StreamWriter, data: bytes) -> None:
        step = len(data)
        for fault in self.faults:
            if fault.kind == "delay":
                self.meet(fault)
                await asyncio.sleep(fault.amount)
            elif fault.kind == "split":
                self.meet(fault)
                step = int(fault.amount)
        for at in range(0, len(data), step):
            await _write(target, data[at : at + step])


async def _hear(source: asyncio.StreamReader, heard: bytearray) -> None:
    with suppress(OSError):
        while data := await source.read(CHUNK):
            heard += data


async def _write(target: asyncio.StreamWriter, data: bytes) -> None:
    target.write(data)
    await target.drain()


@contextmanager
def fault_proxy(script: list[Fault], *, port: int = 0, host: str = "127.0.0.1", unix: str = "") -> Iterator[FaultProxy]:
    """Run a proxy before (`host`, `port`) or the Unix socket `unix` until the block ends; connect to its `.port`."""
    proxy = FaultProxy(
        (lambda: asyncio.open_unix_connection(unix)) if unix else (lambda: asyncio.open_connection(host, port)), script
    )
    loops: queue.Queue[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = queue.Queue()

    async def listen() -> None:
        stop = asyncio.Event()
        server = await asyncio.start_server(proxy.serve, proxy.host, 0)
        proxy.port = server.sockets[0].getsockname()[1]
        loops.put((asyncio.get_running_loop(), stop))
        await stop.wait()
        server.close()
        await proxy.end()

    thread = threading.Thread(target=lambda: asyncio.run(listen()), daemon=True)
    thread.start()
    loop, stop = loops.get(timeout=10)
    try:
        yield proxy
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
