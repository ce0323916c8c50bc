"""A frame in the binary format of PostgreSQL's COPY: ciphertexts go over as they are, not as hexadecimal text.

Format: documentation of COPY, “Binary Format”. Each cell is its length in four bytes, big-endian, and its bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl

_SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER = b"\xff\xff"
_NULL = b"\xff\xff\xff\xff"
_LENGTH = struct.Struct(">i").pack
# PostgreSQL counts days from 2000-01-01, polars from 1970-01-01.
_EPOCH_DAYS = 10_957
_NUMBERS = {"smallint": ">i2", "int": ">i4", "bigint": ">i8", "date": ">i4", "boolean": "u1"}
# Few enough cells for the processor's cache, enough to keep the server busy meanwhile.
_ROWS_PER_PART = 8_192


def binary_copy(frame: pl.DataFrame, columns: Mapping[str, str]) -> Iterator[bytes]:
    """The frame's columns of these PostgreSQL types in parts to be written one after another.

    Types: smallint, int, bigint, date, boolean, text, bytea, uuid (16 bytes). KeyError for another type.
    """
    yield _SIGNATURE
    head = struct.pack(">h", len(columns))
    for part in frame.iter_slices(_ROWS_PER_PART):
        width = len(columns) + 1
        cells: list[bytes] = [head] * (part.height * width)
        for at, (name, kind) in enumerate(columns.items(), start=1):
            cells[at::width] = _cells(part[name], kind)
        yield b"".join(cells)
    yield _TRAILER


def _cells(values: pl.Series, kind: str) -> list[bytes]:
    if kind in ("text", "bytea", "uuid"):
        return _long_cells(values.cast(pl.Binary).to_list())
    number = np.dtype(_NUMBERS[kind])
    if kind == "date":
        values = values.cast(pl.Int32) - _EPOCH_DAYS
    cells = np.empty(len(values), dtype=[("length", ">i4"), ("value", number)])
    cells["length"] = number.itemsize
    cells["value"] = values.fill_null(0).to_numpy()
    raw, size = cells.tobytes(), cells.dtype.itemsize
    made = [raw[at : at + size] for at in range(0, len(raw), size)]
    if values.null_count():
        for at in values.is_null().arg_true():
            made[at] = _NULL
    return made


def _long_cells(values: list[bytes | None]) -> list[bytes]:
    """Codes and names come again and again: each is put together once."""
    distinct = set(values)
    if 4 * len(distinct) > len(values):
        return [_NULL if value is None else _LENGTH(len(value)) + value for value in values]
    made = {value: _NULL if value is None else _LENGTH(len(value)) + value for value in distinct}
    return [made[value] for value in values]
