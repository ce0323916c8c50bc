"""The parent's side of the child that reads scans: it answers for bytes, takes what is told, and buries it.

The scan is never handed over as a whole: the child asks for what it needs, so a gigabyte costs no more than a page.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from yinqiao.platform.scans import wire
from yinqiao.platform.scans.limits import WALL_SECONDS
from yinqiao.platform.scans.refusals import TEXTS, refuse

_CHILD = "yinqiao.platform.scans.child"


class Source(Protocol):
    """A scan by offset."""

    size: int

    def at(self, offset: int, length: int) -> bytes:
        """The bytes from `offset` on."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a scan turned out to be."""

    content_type: str
    pages: int


def look(source: Source, name: str) -> Looked:
    """What a scan is. Invalid `scans.…` for what is none, hides or runs something, is broken, or costs too much to read."""
    for tag, body in _talk(source, {"what": "look", "name": name}):
        if tag == wire.TELL:
            return Looked(**json.loads(body))
    raise refuse("scans.stopped")


def draw(source: Source, page: int, mark: list[str], font: str) -> bytes:
    """Page `page` (from 1) as a JPEG with the lines of `mark` drawn over it. Invalid `scans.…`."""
    for tag, body in _talk(source, {"what": "draw", "page": page, "mark": mark, "font": font}):
        if tag == wire.PIECE:
            return body
    raise refuse("scans.stopped")


def read_text(source: Source) -> Iterator[tuple[int, str]]:
    """Number and text of each page of a PDF that has a text layer; nothing of a picture. Invalid `scans.…`."""
    for tag, body in _talk(source, {"what": "read"}):
        if tag == wire.TELL:
            told = json.loads(body)
            yield int(told["page"]), str(told["text"])


def unpack(source: Source) -> Iterator[tuple[str, int] | bytes]:
    """The files of a ZIP: name and size where one begins, then its bytes. Invalid `scans.not_a_package`, `.package_bomb`."""
    for tag, body in _talk(source, {"what": "unpack"}):
        if tag == wire.TELL:
            told = json.loads(body)
            yield str(told["name"]), int(told["size"])
        else:
            yield body


def _talk(source: Source, request: dict[str, Any]) -> Iterator[tuple[bytes, bytes]]:
    """Ask a new child, serve it, and yield what it tells; it is dead when this ends."""
    ours, its = socket.socketpair()
    deadline = time.monotonic() + WALL_SECONDS
    child: subprocess.Popen[bytes] | None = None
    try:
        child = subprocess.Popen(
            [sys.executable, "-I", "-m", _CHILD, str(its.fileno())], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=(its.fileno(),),
            env={"LC_ALL": "C.UTF-8"}, cwd="/", start_new_session=True,
        )  # fmt: skip
        its.close()
        wire.send(ours, wire.TELL, json.dumps({**request, "size": source.size}).encode())
        yield from _told(ours, source, deadline)
    except (EOFError, ConnectionError, TimeoutError, ValueError) as problem:
        raise refuse("scans.stopped") from problem
    finally:
        its.close()
        ours.close()
        if child is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _told(line: socket.socket, source: Source, deadline: float) -> Iterator[tuple[bytes, bytes]]:
    while True:
        line.settimeout(max(0.001, deadline - time.monotonic()))
        tag, body = wire.receive(line)
        if tag == wire.ASK:
            wire.send(line, wire.PIECE, source.at(*wire.RANGE.unpack(body)))
        elif tag == wire.END:
            return
        elif tag == wire.REFUSAL:
            code = body.decode("ascii", "replace")
            raise refuse(code if code in TEXTS else "scans.stopped")
        else:
            yield tag, body
