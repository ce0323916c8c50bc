"""What parent and child say to each other over one socket: the child asks for bytes of the scan, and tells what it found.

Every message is a tag, a length and a body. `?` asks for bytes (offset, length), the parent answers with exactly them.
"""

from __future__ import annotations

import socket
import struct

ASK, TELL, PIECE, REFUSAL, END = b"?", b"T", b"P", b"R", b"E"
RANGE = struct.Struct("<QI")
_HEAD = struct.Struct("<cI")
MOST = 64 * 2**20


def send(line: socket.socket, tag: bytes, body: bytes = b"") -> None:
    """Send one message."""
    line.sendall(_HEAD.pack(tag, len(body)) + body if len(body) < 4096 else _HEAD.pack(tag, len(body)))
    if len(body) >= 4096:
        line.sendall(body)


def receive(line: socket.socket) -> tuple[bytes, bytes]:
    """The next message. EOFError when the other side is gone; ValueError for a message that nobody honest sends."""
    tag, length = _HEAD.unpack(_exactly(line, _HEAD.size))
    if tag not in (ASK, TELL, PIECE, REFUSAL, END) or length > MOST:
        raise ValueError("message out of bounds")
    return tag, _exactly(line, length)


def _exactly(line: socket.socket, size: int) -> bytes:
    found = bytearray(size)
    view = memoryview(found)
    while view:
        count = line.recv_into(view)
        if not count:
            raise EOFError
        view = view[count:]
    return bytes(found)
