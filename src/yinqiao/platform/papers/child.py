"""The child process that touches templates and scans: `python -m yinqiao.platform.papers.child IN_FD OUT_FD`.

What the work needs is imported before rights are given up, and no more, for officers wait; then it may die at any
moment without harm.
"""

from __future__ import annotations

import codecs
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any, BinaryIO

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.papers.filling import Filling
from yinqiao.platform.papers.limits import LIMITS, LONG_CPU_SECONDS
from yinqiao.platform.sheets import wire
from yinqiao.platform.sheets.sandbox import confine

# Looked up before the child becomes a nobody who may not be allowed to open the interpreter's files.
_CODECS = [
    codecs.lookup(name) for name in ("cp437", "latin-1", "ascii", "utf-16", "utf-16-le", "utf-16-be", "shift_jis")
]
Frames = Iterator[tuple[bytes, bytes]]


def main() -> None:
    """Read the request, give up rights, do the work, answer; a refusal is an answer too."""
    request = json.load(sys.stdin)
    in_fd, out_fd = int(sys.argv[1]), int(sys.argv[2])
    work = {"inspect": _inspecting, "fill": _filling, "read": _reading}[request["what"]](request)
    confine(LIMITS.memory_bytes, LIMITS.cpu_seconds if request["what"] == "inspect" else LONG_CPU_SECONDS)
    with os.fdopen(in_fd, "rb") as source:
        content = source.read()
    with os.fdopen(out_fd, "wb", buffering=1 << 20) as answer:
        try:
            for tag, body in work(content):
                wire.send(answer, tag, body)
            wire.send(answer, wire.END, b"{}")
        except Invalid as refusal:
            _refuse(answer, refusal.code, refusal.message, refusal.next_step)
        except MemoryError:
            _refuse(answer, "papers.stopped", "", "")


def _inspecting(request: dict[str, Any]) -> Callable[[bytes], Frames]:
    from yinqiao.platform.papers.inspecting import inspect

    if request["suffix"] == ".docx":
        from yinqiao.platform.papers.inspecting_document import read_document as read
    else:
        _do_without_numpy()
        from yinqiao.platform.papers.inspecting_workbook import read_workbook as read

    def work(content: bytes) -> Frames:
        yield wire.META, json.dumps(asdict(inspect(content, request["suffix"], read))).encode()

    return work


def _filling(request: dict[str, Any]) -> Callable[[bytes], Frames]:
    import segno.encoder  # segno loads them when it draws
    import segno.writers  # noqa: F401
    from PIL import Image

    Image.preinit()
    if request["suffix"] == ".docx":
        from yinqiao.platform.papers.document import fill_document as fill
    else:
        _do_without_numpy()
        from yinqiao.platform.papers.workbook import fill_workbook as fill
    papers = [Filling(**one) for one in request["papers"]]

    def work(content: bytes) -> Frames:
        for paper in papers:
            yield wire.CHUNK, fill(content, [paper])
        if len(papers) > 1:
            yield wire.CHUNK, fill(content, papers)

    return work


def _do_without_numpy() -> None:
    """openpyxl reads it to know its numbers, should it meet any: none come here, and it takes as long as all the rest."""
    sys.modules["numpy"] = None  # type: ignore[assignment]


def _reading(_: dict[str, Any]) -> Callable[[bytes], Frames]:
    from PIL import Image

    from yinqiao.platform.papers.reading import read_pages

    Image.preinit()

    def work(content: bytes) -> Frames:
        for page in read_pages(content):
            yield wire.META, json.dumps({"codes": page.codes}).encode()
            yield wire.CHUNK, page.picture

    return work


def _refuse(answer: BinaryIO, code: str, message: str, next_step: str) -> None:
    body = {"code": code, "message": message, "next_step": next_step}
    wire.send(answer, wire.REFUSAL, json.dumps(body).encode())


if __name__ == "__main__":
    main()
