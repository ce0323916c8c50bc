"""Reads an uploaded spreadsheet into a `SheetTable`: the parsing happens in a child, the columns are built here.

Whatever the child does (refuse, abort, hang, eat memory), the caller gets a table or an `Invalid`.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict
from typing import Any

from polars.exceptions import PolarsError

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.sheets import wire
from yinqiao.platform.sheets.assemble import TableBuilder
from yinqiao.platform.sheets.headertext import normalise_header
from yinqiao.platform.sheets.limits import DEFAULT_LIMITS, ReadLimits
from yinqiao.platform.sheets.precheck import precheck
from yinqiao.platform.sheets.refusals import REFUSAL_TEXTS, refuse
from yinqiao.platform.sheets.types import SheetTable

Progress = Callable[[int, int], None]
_PIPE_BYTES = 1 << 20
_CHILD = "yinqiao.platform.sheets.child"
_PARSER_ENDED = ("sheets.reader_stopped", "sheets.reader_timeout", "sheets.reader_memory", "sheets.damaged")


def read_sheet(
    content: bytes,
    *,
    header_words: Collection[str] = (),
    sheet_name: str = "",
    limits: ReadLimits = DEFAULT_LIMITS,
    on_progress: Progress | None = None,
) -> SheetTable:
    """The sheet of `content` that looks most like what is expected, as text.

    `header_words` are labels and synonyms of expected headers in any spelling; they choose among visible sheets,
    unless one of them is called `sheet_name` and has content.
    `on_progress(rows done, rows in all)` is called as rows arrive. Raises Invalid with a code of `refusals`.
    """
    precheck(content, limits)
    known = sorted({normalise_header(word) for word in header_words} - {""})
    request: dict[str, object] = {"limits": asdict(limits), "headers": known, "sheet": sheet_name, "scans_first": False}
    try:
        return _read(content, request, limits, on_progress)
    except Invalid as refusal:
        if refusal.code not in _PARSER_ENDED:
            raise
        # The parser died before the scan was through, or gave up on what the scan has a better word for.
        return _read(content, request | {"scans_first": True}, limits, on_progress)


def _read(content: bytes, asked: dict[str, object], limits: ReadLimits, on_progress: Progress | None) -> SheetTable:
    builder = TableBuilder()
    request = json.dumps(asked).encode()
    for tag, body in _child_frames(content, request, limits):
        rows_done = _take(builder, tag, body)
        if rows_done and on_progress is not None:
            on_progress(rows_done, builder.rows_expected)
    return builder.table(limits)


def _take(builder: TableBuilder, tag: bytes, body: bytes) -> int:
    """Give one frame to the builder; returns the rows done so far, 0 for frames without rows."""
    try:
        if tag == wire.CHUNK:
            chunk = wire.unpack_chunk(body)
            builder.add(chunk)
            return chunk.first_row + chunk.rows - 1
        answer = json.loads(body)
        if tag == wire.REFUSAL:
            raise _refusal(answer)
        if tag == wire.META:
            builder.begin(answer)
        else:
            builder.end(answer)
    except (ValueError, KeyError, TypeError, PolarsError) as error:
        # A parser that was taken over may send anything; whatever does not fit is a broken child.
        raise refuse("sheets.reader_stopped") from error
    return 0


def _child_frames(content: bytes, request: bytes, limits: ReadLimits) -> Iterator[tuple[bytes, bytes]]:
    """Run the child and yield its frames as they come; it is dead and buried when this ends, however it ends."""
    deadline = time.monotonic() + limits.wall_seconds
    source = os.memfd_create("sheet", os.MFD_CLOEXEC)
    out_read, out_write = os.pipe2(os.O_CLOEXEC)
    child: subprocess.Popen[bytes] | None = None
    try:
        _fill(source, content)
        with contextlib.suppress(OSError):
            fcntl.fcntl(out_read, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        child = subprocess.Popen(
            [sys.executable, "-I", "-m", _CHILD, str(source), str(out_write)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(source, out_write),
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
        os.close(out_write)
        out_write = -1
        with contextlib.suppress(BrokenPipeError):
            _ask(child, request)
        yield from _frames(out_read, child, deadline)
    finally:
        for descriptor in (source, out_read, out_write):
            if descriptor >= 0:
                os.close(descriptor)
        if child is not None:
            _bury(child)


def _ask(child: subprocess.Popen[bytes], request: bytes) -> None:
    if child.stdin is not None:
        with child.stdin as stdin:
            stdin.write(request)


def _fill(descriptor: int, content: bytes) -> None:
    """Put the file into anonymous memory: it never touches a disk on its way to the child."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
    os.lseek(descriptor, 0, os.SEEK_SET)


def _frames(pipe: int, child: subprocess.Popen[bytes], deadline: float) -> Iterator[tuple[bytes, bytes]]:
    buffer, ended = bytearray(), False
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise refuse("sheets.reader_timeout")
            piece = os.read(pipe, _PIPE_BYTES)
            if not piece:
                break
            buffer += piece
            try:
                frames = wire.read_frames(buffer)
            except ValueError as error:
                raise refuse("sheets.reader_stopped") from error
            for tag, body in frames:
                ended = ended or tag in (wire.END, wire.REFUSAL)
                yield tag, body
    if not ended:
        raise _death(child, deadline)


def _death(child: subprocess.Popen[bytes], deadline: float) -> Invalid:
    """What a child that ended without an answer died of."""
    try:
        code = child.wait(max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return refuse("sheets.reader_timeout")
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return refuse("sheets.reader_timeout")
    return refuse("sheets.reader_stopped")


def _bury(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    if child.stdin is not None and not child.stdin.closed:
        with contextlib.suppress(BrokenPipeError):
            child.stdin.close()
    child.wait()


def _refusal(body: dict[str, Any]) -> Invalid:
    """The child's refusal; a code that we do not know is treated as a broken child."""
    code = str(body.get("code"))
    if code not in REFUSAL_TEXTS:
        return refuse("sheets.reader_stopped")
    if "message" not in body:
        return refuse(code)
    return Invalid(code, str(body["message"]), next_step=str(body["next_step"]))
