"""How the child hands the table to its parent: framed messages over a pipe, columns as joined text.

Joining and splitting on one separator is done by C on one side and Rust on the other; nothing is written to disk.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

SEPARATOR = "\x1f"
_SEPARATOR_BYTE = SEPARATOR.encode()
_FRAME = struct.Struct("<cQ")
_CHUNK = struct.Struct("<III")
_COLUMN = struct.Struct("<QB")

META = b"M"
CHUNK = b"C"
REFUSAL = b"R"
END = b"E"
MAX_FRAME = 1 << 28


@dataclass(frozen=True, slots=True)
class WireColumn:
    """Cells of one column in a chunk: UTF-8 text joined by SEPARATOR, and a byte per cell when not all are text."""

    text: bytes
    kinds: bytes | None


@dataclass(frozen=True, slots=True)
class WireChunk:
    """`rows` consecutive rows of the file; the first has the 1-based number `first_row`."""

    first_row: int
    rows: int
    columns: tuple[WireColumn, ...]


def join_columns(parts: Sequence[WireColumn], rows_each: int) -> WireColumn:
    """One column out of consecutive batches of it; every batch but the last has `rows_each` rows."""
    text = _SEPARATOR_BYTE.join([part.text for part in parts])
    if all(part.kinds is None for part in parts):
        return WireColumn(text, None)
    last_rows = parts[-1].text.count(_SEPARATOR_BYTE) + 1
    sizes = [rows_each] * (len(parts) - 1) + [last_rows]
    return WireColumn(text, b"".join([part.kinds or bytes(size) for part, size in zip(parts, sizes, strict=True)]))


def pack_chunk(chunk: WireChunk) -> bytes:
    """`chunk` as the body of a frame."""
    parts = [_CHUNK.pack(chunk.first_row, chunk.rows, len(chunk.columns))]
    for column in chunk.columns:
        parts.append(_COLUMN.pack(len(column.text), column.kinds is not None))
        parts.append(column.text)
        if column.kinds is not None:
            parts.append(column.kinds)
    return b"".join(parts)


def unpack_chunk(body: bytes) -> WireChunk:
    """The chunk in `body`; raises ValueError when the body is cut short or inconsistent."""
    try:
        first_row, rows, column_count = _CHUNK.unpack_from(body, 0)
        at, columns = _CHUNK.size, []
        for _ in range(column_count):
            length, has_kinds = _COLUMN.unpack_from(body, at)
            at += _COLUMN.size
            text, at = body[at : at + length], at + length
            kinds = body[at : at + rows] if has_kinds else None
            at += rows if has_kinds else 0
            if len(text) != length or (kinds is not None and len(kinds) != rows):
                raise ValueError("chunk cut short")
            columns.append(WireColumn(text, kinds))
    except struct.error as error:
        raise ValueError("chunk cut short") from error
    return WireChunk(first_row, rows, tuple(columns))


def send(stream: BinaryIO, tag: bytes, body: bytes) -> None:
    """Write one frame; blocks while the parent is busy, which keeps the child's memory flat."""
    stream.write(_FRAME.pack(tag, len(body)))
    stream.write(body)


def read_frames(buffer: bytearray) -> list[tuple[bytes, bytes]]:
    """Take the complete frames off the front of `buffer`; raises ValueError on a frame no honest child sends."""
    frames: list[tuple[bytes, bytes]] = []
    at = 0
    while len(buffer) - at >= _FRAME.size:
        tag, length = _FRAME.unpack_from(buffer, at)
        if length > MAX_FRAME or tag not in (META, CHUNK, REFUSAL, END):
            raise ValueError("frame out of bounds")
        if len(buffer) - at - _FRAME.size < length:
            break
        start = at + _FRAME.size
        frames.append((tag, bytes(buffer[start : start + length])))
        at = start + length
    del buffer[:at]
    return frames
