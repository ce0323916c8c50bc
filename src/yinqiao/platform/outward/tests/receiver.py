"""A receiver on this machine that answers as it is told to: well, late, wrongly, or not at all."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Got:
    """One request as it came."""

    at: float
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """How to answer: `mode` is `answer`, `hang`, `reset`, `drip`, `early` (before reading), `huge` or `noise`."""

    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict)
    mode: str = "answer"
    delay: float = 0.0


Behaviour = Callable[[int, Got], Reply]


class Receiver:
    """Listens, keeps what came, answers by its behaviour; `early` and `reset` are judged before the body is read."""

    def __init__(self, behaviour: Behaviour | None = None) -> None:
        self.behaviour: Behaviour = behaviour or (lambda number, got: Reply())
        self.got: list[Got] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.1)
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self.port = int(self._socket.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}/in"

    def run(self) -> None:
        """Accept until told to stop."""
        while not self._stop.is_set():
            try:
                connection, _ = self._socket.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Stop, and let nobody hang."""
        self._stop.set()
        self._socket.close()
        for one in self._threads:
            one.join(3)

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(30)
            rest = b""
            try:
                while not self._stop.is_set():
                    rest = self._one(connection, rest)
            except (OSError, ValueError):
                return

    def _one(self, connection: socket.socket, rest: bytes) -> bytes:
        while b"\r\n\r\n" not in rest:
            part = connection.recv(65536)
            if not part:
                raise ValueError("closed")
            rest += part
        head, _, rest = rest.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")[1:]
        headers = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in lines)}
        length = int(headers.get("content-length", "0"))
        while len(rest) < length:
            part = connection.recv(65536)
            if not part:
                raise ValueError("closed")
            rest += part
        got = Got(time.time(), headers, rest[:length])
        with self._lock:
            reply = self.behaviour(len(self.got), got)
            self.got.append(got)
        self._answer(connection, reply)
        return rest[length:]

    def _answer(self, connection: socket.socket, reply: Reply) -> None:
        if reply.delay:
            self._stop.wait(reply.delay)
        if reply.mode == "hang":
            self._stop.wait(60)
            raise ValueError("hung")
        if reply.mode == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise ValueError("reset")
        if reply.mode == "noise":
            connection.sendall(b"\x00\xff not http\r\n\r\n")
            raise ValueError("noise")
        head = "".join(f"{name}: {value}\r\n" for name, value in reply.headers.items())
        start = f"HTTP/1.1 {reply.status} X\r\n{head}".encode()
        if reply.mode == "drip":
            for byte in start:
                connection.sendall(bytes([byte]))
                if self._stop.wait(0.2):
                    raise ValueError("dripped")
        if reply.mode == "huge":
            connection.sendall(start + b"content-length: 1000000000\r\n\r\n")
            while not self._stop.is_set():
                connection.sendall(b"x" * 65536)
        connection.sendall(start + (b"\r\n" if reply.status == 204 else b"content-length: 0\r\n\r\n"))


@contextmanager
def receiving(behaviour: Behaviour | None = None) -> Iterator[Receiver]:
    """A receiver that listens inside the block."""
    receiver = Receiver(behaviour)
    thread = threading.Thread(target=receiver.run, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.stop()
        thread.join(3)
