"""What both reading children do: give up rights, read the file, answer with its table.

It imports little, so that a child starts in some hundredths of a second.
"""

from __future__ import annotations

import codecs
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.sheets import wire
from yinqiao.platform.sheets.celltext import Cell, ErrorCell, pack_column
from yinqiao.platform.sheets.kinds import SheetWarning
from yinqiao.platform.sheets.limits import ReadLimits
from yinqiao.platform.sheets.sandbox import confine

# Small batches stay in the processor's cache while they are turned into columns; chunks are large for the parent.
_ROWS_PER_BATCH = 512
_BATCHES_PER_CHUNK = 16
_CELLS_PER_CHUNK = 400_000
# Looked up before the child becomes a nobody who may not be allowed to open the interpreter's files.
_CODECS = [codecs.lookup(name) for name in ("utf-8-sig", "utf-16", "utf-16-le", "gb18030", "cp437")]


@dataclass(slots=True)
class Meta:
    """What the child tells about the sheet before its rows."""

    kind: str
    sheet_name: str = ""
    rows: int = 0
    sheets: list[dict[str, Any]] = field(default_factory=list)
    chosen_because: str = ""
    date1904: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_row_count: int = 0
    formula_count: int = 0
    merged_ranges: list[tuple[int, int, int, int]] = field(default_factory=list)
    encoding: str | None = None
    delimiter: str | None = None
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Picked:
    """The sheet that was taken, its rows yet unread, and where its first column stands in the file (0 = A)."""

    rows: Iterable[Sequence[Cell]]
    column_offset: int
    width: int
    meta: Meta
    errors: dict[int, list[tuple[int, str]]]


def answer_with(pick: Callable[[bytes, ReadLimits, dict[str, Any]], Picked]) -> None:
    """Read the request, give up rights, read the file, answer; a refusal is an answer too.

    `pick` is given the file, the limits and the request; it raises Invalid.
    """
    request = json.load(sys.stdin)
    in_fd, out_fd = int(sys.argv[1]), int(sys.argv[2])
    limits = ReadLimits(**request["limits"])
    confine(limits.memory_bytes, limits.cpu_seconds)
    with os.fdopen(in_fd, "rb") as source:
        content = source.read()
    with os.fdopen(out_fd, "wb", buffering=1 << 20) as answer:
        try:
            send_table(answer, pick(content, limits, request))
        except Invalid as refusal:
            body = {"code": refusal.code, "message": refusal.message, "next_step": refusal.next_step}
            wire.send(answer, wire.REFUSAL, json.dumps(body).encode())
        except MemoryError:
            wire.send(answer, wire.REFUSAL, json.dumps({"code": "sheets.reader_memory"}).encode())


def send_table(answer: BinaryIO, picked: Picked) -> None:
    """Meta first, then the rows in chunks, then the end with what was noticed on the way."""
    meta = asdict(picked.meta) | {"column_offset": picked.column_offset, "width": picked.width}
    wire.send(answer, wire.META, json.dumps(meta).encode())
    rows = iter(picked.rows)
    batches = max(1, min(_BATCHES_PER_CHUNK, _CELLS_PER_CHUNK // (_ROWS_PER_BATCH * max(1, picked.width))))
    at, has_long = 1, False
    while True:
        packed: list[list[wire.WireColumn]] = []
        first = at
        for _ in range(batches):
            batch = list(islice(rows, _ROWS_PER_BATCH))
            if not batch:
                break
            columns = [pack_column(cells) for cells in zip(*_put_errors(batch, picked.errors, at), strict=True)]
            has_long = has_long or any(long for _, long in columns)
            packed.append([column for column, _ in columns])
            at += len(batch)
        if not packed:
            break
        joined = tuple(wire.join_columns(parts, _ROWS_PER_BATCH) for parts in zip(*packed, strict=True))
        wire.send(answer, wire.CHUNK, wire.pack_chunk(wire.WireChunk(first, at - first, joined)))
    end = {"warnings": [SheetWarning.LONG_NUMBERS] if has_long else []}
    wire.send(answer, wire.END, json.dumps(end).encode())


def _put_errors(
    chunk: list[Sequence[Cell]], errors: dict[int, list[tuple[int, str]]], first: int
) -> list[Sequence[Cell]]:
    """`chunk` with `#REF!` and its like in their cells, which the reader leaves blank."""
    if not errors:
        return chunk
    filled: list[Sequence[Cell]] = []
    for row_no, row in enumerate(chunk, start=first):
        cells = list(row)
        for at, text in errors.get(row_no, ()):
            if 0 <= at < len(cells):
                cells[at] = ErrorCell(text)
        filled.append(cells)
    return filled
