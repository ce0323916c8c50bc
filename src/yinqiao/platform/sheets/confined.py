"""Runs a reading child and takes its frames: the file goes in through anonymous memory, nothing touches a disk.

Whatever the child does (refuse, abort, hang, eat memory), the caller gets its frames or an `Invalid`.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.sheets import wire
from yinqiao.platform.sheets.refusals import refuse

_PIPE_BYTES = 1 << 20


def child_frames(module: str, content: bytes, request: bytes, wall_seconds: float) -> Iterator[tuple[bytes, bytes]]:
    """Run `python -m module IN_FD OUT_FD` and yield its frames as they come; it is dead and buried when this ends.

    `request` comes to it on standard input. Raises Invalid `sheets.reader_timeout` or `sheets.reader_stopped`.
    """
    deadline = time.monotonic() + wall_seconds
    source = os.memfd_create("sheet", os.MFD_CLOEXEC)
    out_read, out_write = os.pipe2(os.O_CLOEXEC)
    child: subprocess.Popen[bytes] | None = None
    try:
        _fill(source, content)
        with contextlib.suppress(OSError):
            fcntl.fcntl(out_read, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        child = subprocess.Popen(
            [sys.executable, "-I", "-m", module, str(source), str(out_write)],
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
