"""Reads an uploaded spreadsheet into a `SheetTable`: the parsing happens in a child, the columns are built here.

Whatever the child does (refuse, abort, hang, eat memory), the caller gets a table or an `Invalid`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import asdict
from typing import Any

from polars.exceptions import PolarsError

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.sheets import wire
from yinqiao.platform.sheets.assemble import TableBuilder
from yinqiao.platform.sheets.confined import child_frames
from yinqiao.platform.sheets.headertext import normalise_header
from yinqiao.platform.sheets.kinds import SheetKind
from yinqiao.platform.sheets.limits import DEFAULT_LIMITS, ReadLimits
from yinqiao.platform.sheets.precheck import precheck
from yinqiao.platform.sheets.refusals import REFUSAL_TEXTS, refuse
from yinqiao.platform.sheets.types import SheetTable

Progress = Callable[[int, int], None]
_TEXT_CHILD, _WORKBOOK_CHILD = "yinqiao.platform.sheets.textchild", "yinqiao.platform.sheets.child"
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
    child = _TEXT_CHILD if precheck(content, limits) is SheetKind.CSV else _WORKBOOK_CHILD
    known = sorted({normalise_header(word) for word in header_words} - {""})
    request: dict[str, object] = {"limits": asdict(limits), "headers": known, "sheet": sheet_name, "scans_first": False}
    try:
        return _read(child, content, request, limits, on_progress)
    except Invalid as refusal:
        if refusal.code not in _PARSER_ENDED:
            raise
        # The parser died before the scan was through, or gave up on what the scan has a better word for.
        return _read(child, content, request | {"scans_first": True}, limits, on_progress)


def _read(
    child: str, content: bytes, asked: dict[str, object], limits: ReadLimits, on_progress: Progress | None
) -> SheetTable:
    builder = TableBuilder()
    request = json.dumps(asked).encode()
    for tag, body in child_frames(child, content, request, limits.wall_seconds):
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


def _refusal(body: dict[str, Any]) -> Invalid:
    """The child's refusal; a code that we do not know is treated as a broken child."""
    code = str(body.get("code"))
    if code not in REFUSAL_TEXTS:
        return refuse("sheets.reader_stopped")
    if "message" not in body:
        return refuse(code)
    return Invalid(code, str(body["message"]), next_step=str(body["next_step"]))
