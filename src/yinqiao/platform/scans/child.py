"""The child process that touches scans: `python -m yinqiao.platform.scans.child SOCKET`.

What the work needs is imported before rights are given up; then it may die at any moment without harm.
"""

from __future__ import annotations

import codecs
import io
import json
import socket
import sys
from collections.abc import Callable, Iterator
from typing import Any

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.scans import wire
from yinqiao.platform.scans.limits import CPU_SECONDS, MEMORY_BYTES
from yinqiao.platform.sheets.sandbox import confine

_CODECS = [codecs.lookup(name) for name in ("cp437", "gb18030", "latin-1", "ascii", "utf-16", "utf-16-le", "utf-16-be")]
Told = Iterator[tuple[bytes, bytes]]
_AHEAD = 256 * 1024


class Asked(io.RawIOBase):
    """The scan as a file: what is read of it is asked of the parent."""

    def __init__(self, line: socket.socket, size: int) -> None:
        self._line, self._size, self._at = line, size, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to an offset."""
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def tell(self) -> int:
        """Where it stands."""
        return self._at

    def readinto(self, target: Any) -> int:
        """Fill `target` as far as there is something."""
        view = memoryview(target).cast("B")
        length = max(0, min(len(view), self._size - self._at, wire.MOST))
        if not length:
            return 0
        wire.send(self._line, wire.ASK, wire.RANGE.pack(self._at, length))
        _, body = wire.receive(self._line)
        view[: len(body)] = body
        self._at += len(body)
        return len(body)


def main() -> None:
    """Read the request, give up rights, do the work, answer; a refusal is an answer too."""
    line = socket.socket(fileno=int(sys.argv[1]))
    request = json.loads(wire.receive(line)[1])
    work = {"look": _looking, "draw": _drawing, "unpack": _unpacking, "read": _reading}[request["what"]](request)
    confine(MEMORY_BYTES, CPU_SECONDS)
    source = io.BufferedReader(Asked(line, request["size"]), _AHEAD)
    try:
        for tag, body in work(source):
            wire.send(line, tag, body)
        wire.send(line, wire.END)
    except Invalid as refusal:
        wire.send(line, wire.REFUSAL, refusal.code.encode())
    except MemoryError:
        wire.send(line, wire.REFUSAL, b"scans.stopped")


def _looking(request: dict[str, Any]) -> Callable[[Any], Told]:
    from PIL import Image

    from yinqiao.platform.scans.looking import look_at

    Image.preinit()
    import PIL.TiffImagePlugin  # noqa: F401  (beyond what preinit loads)

    def work(source: Any) -> Told:
        content_type, pages = look_at(source, request["name"])
        yield wire.TELL, json.dumps({"content_type": content_type, "pages": pages}).encode()

    return work


def _drawing(request: dict[str, Any]) -> Callable[[Any], Told]:
    from PIL import Image

    from yinqiao.platform.scans.drawing import draw_page, load_font

    Image.preinit()
    import PIL.TiffImagePlugin  # noqa: F401  (beyond what preinit loads)

    font = load_font(request["font"])

    def work(source: Any) -> Told:
        yield wire.PIECE, draw_page(source, request["page"], request["mark"], font)

    return work


def _reading(_: dict[str, Any]) -> Callable[[Any], Told]:
    from yinqiao.platform.scans.reading import text_of

    def work(source: Any) -> Told:
        for page, text in text_of(source):
            yield wire.TELL, json.dumps({"page": page, "text": text}).encode()

    return work


def _unpacking(_: dict[str, Any]) -> Callable[[Any], Told]:
    from yinqiao.platform.scans.unpacking import files_of

    def work(source: Any) -> Told:
        for told in files_of(source):
            if isinstance(told, bytes):
                yield wire.PIECE, told
            else:
                yield wire.TELL, json.dumps({"name": told[0], "size": told[1]}).encode()

    return work


if __name__ == "__main__":
    main()
