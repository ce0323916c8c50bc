"""The child process that reads one spreadsheet: `python -m yinqiao.platform.sheets.child IN_FD OUT_FD`.

The file comes in over one descriptor, the request as JSON on standard input, the table goes out over another. It
imports little, so that it starts in some hundredths of a second, and it may die at any moment without harm.
"""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import Any, BinaryIO

import python_calamine as calamine

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.sheets import wire
from yinqiao.platform.sheets.celltext import Cell, ErrorCell, pack_column
from yinqiao.platform.sheets.csvtext import read_csv
from yinqiao.platform.sheets.headertext import count_recognised
from yinqiao.platform.sheets.kinds import SheetKind, SheetWarning
from yinqiao.platform.sheets.limits import ReadLimits
from yinqiao.platform.sheets.precheck import precheck
from yinqiao.platform.sheets.refusals import refuse
from yinqiao.platform.sheets.sandbox import confine
from yinqiao.platform.sheets.workbook import Workbook, read_workbook
from yinqiao.platform.sheets.xmlscan import SheetFacts, check_extent, check_part, scan_ods_content, scan_sheet
from yinqiao.platform.sheets.zipcheck import ZipEntry, check_directory

# Small batches stay in the processor's cache while they are turned into columns; chunks are large for the parent.
_ROWS_PER_BATCH = 512
_BATCHES_PER_CHUNK = 16
_CELLS_PER_CHUNK = 400_000
_HEADER_ROWS = 30
_KEPT_MERGES = 2_000
_LAST_HEADER_ROW = 15
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
class Wanted:
    """What chooses among the visible sheets: normalised headers, or the name that a person gave."""

    headers: frozenset[str] = frozenset()
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Picked:
    """The sheet that was taken, its rows yet unread, and where its first column stands in the file (0 = A)."""

    rows: Iterable[Sequence[Cell]]
    column_offset: int
    width: int
    meta: Meta
    errors: dict[int, list[tuple[int, str]]]


def main() -> None:
    """Read the request, give up rights, read the file, answer; a refusal is an answer too."""
    request = json.load(sys.stdin)
    in_fd, out_fd = int(sys.argv[1]), int(sys.argv[2])
    limits = ReadLimits(**request["limits"])
    confine(limits.memory_bytes, limits.cpu_seconds)
    with os.fdopen(in_fd, "rb") as source:
        content = source.read()
    with os.fdopen(out_fd, "wb", buffering=1 << 20) as answer:
        try:
            wanted = Wanted(frozenset(request["headers"]), request["sheet"])
            picked = pick(content, limits, wanted, scans_first=request["scans_first"])
            send_table(answer, picked)
        except Invalid as refusal:
            body = {"code": refusal.code, "message": refusal.message, "next_step": refusal.next_step}
            wire.send(answer, wire.REFUSAL, json.dumps(body).encode())
        except MemoryError:
            wire.send(answer, wire.REFUSAL, json.dumps({"code": "sheets.reader_memory"}).encode())


def pick(content: bytes, limits: ReadLimits, wanted: Wanted, *, scans_first: bool = True) -> Picked:
    """Check the file throughout and open the sheet to be read; raises Invalid.

    The parser leaves the interpreter alone while it works, so the parts are scanned beside it; nothing is told before
    the scan has passed. With `scans_first` the parser sees no file that has not: for files at which it died.
    """
    kind = precheck(content, limits)
    if kind is SheetKind.CSV:
        return _pick_csv(content, limits)
    facts: dict[str, SheetFacts] | Future[dict[str, SheetFacts]] = {}
    workbook: Workbook | None = None
    aside = ThreadPoolExecutor(1)
    if kind in (SheetKind.XLSX, SheetKind.ODS):
        entries = check_directory(content, limits)
        if kind is SheetKind.XLSX:
            workbook = read_workbook(content, entries, limits)
        if scans_first:
            facts = _scan_parts(content, entries, workbook, limits)
        else:
            facts = aside.submit(_scan_parts, content, entries, workbook, limits)
    try:
        return _pick_sheet(content, kind, limits, wanted, workbook, facts)
    except calamine.PasswordError as error:
        raise refuse("sheets.encrypted") from error
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise refuse("sheets.damaged") from error


def _scan_parts(
    content: bytes, entries: tuple[ZipEntry, ...], workbook: Workbook | None, limits: ReadLimits
) -> dict[str, SheetFacts]:
    """Stream every part once; the facts of each visible worksheet by its sheet name."""
    sheet_of = {s.part: s.name for s in workbook.sheets if s.part and s.is_visible} if workbook else {}
    facts: dict[str, SheetFacts] = {}
    for entry in entries:
        if entry.name in sheet_of:
            facts[sheet_of[entry.name]] = scan_sheet(content, entry, limits)
        elif workbook is None and entry.name == "content.xml":
            scan_ods_content(content, entry, limits)
        else:
            check_part(content, entry, limits)
    return facts


def _pick_csv(content: bytes, limits: ReadLimits) -> Picked:
    text = read_csv(content, limits)
    width = max(map(len, text.rows), default=0)
    if not any(any(cell.strip() for cell in row) for row in text.rows):
        raise refuse("sheets.no_rows")
    check_extent(len(text.rows), width, limits)
    warnings = [SheetWarning.RAGGED_ROWS] if text.is_ragged else []
    meta = Meta(
        SheetKind.CSV,
        rows=len(text.rows),
        encoding=text.encoding,
        delimiter=text.delimiter,
        warnings=list(warnings),
        chosen_because="文本文件只有一张表",
    )
    blank = [""] * width
    rows = (row if len(row) == width else row + blank[len(row) :] for row in text.rows)
    return Picked(rows, 0, width, meta, {})


@dataclass(frozen=True, slots=True)
class _Candidate:
    sheet: calamine.CalamineSheet
    score: int
    is_named: bool = False


def _pick_sheet(
    content: bytes,
    kind: SheetKind,
    limits: ReadLimits,
    wanted: Wanted,
    workbook: Workbook | None,
    facts: dict[str, SheetFacts] | Future[dict[str, SheetFacts]],
) -> Picked:
    """The visible sheet of the wanted name, else the first one with the most known headers, else with any content."""
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    visible = calamine.SheetVisibleEnum.Visible
    worksheets = [m for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
    shown = [m.name for m in worksheets if m.visible == visible]
    if not shown:
        raise refuse("sheets.no_visible_sheet")
    if len(shown) > limits.visible_sheets:
        raise refuse("sheets.too_many_sheets", count=len(shown), limit=limits.visible_sheets)
    best: _Candidate | None = None
    infos: list[dict[str, Any]] = []
    for meta in worksheets:
        info: dict[str, Any] = {"name": meta.name, "is_visible": meta.visible == visible}
        infos.append(info | {"rows": None, "columns": None, "headers_recognised": 0})
        if meta.visible != visible:
            continue
        candidate = _Candidate(*_open(book, meta.name, wanted.headers, limits))
        infos[-1] |= {
            "rows": candidate.sheet.height,
            "columns": candidate.sheet.width,
            "headers_recognised": candidate.score,
        }
        is_named = meta.name == wanted.sheet
        if candidate.sheet.height and (best is None or (is_named, candidate.score) > (best.is_named, best.score)):
            best = replace(candidate, is_named=is_named)
    if isinstance(facts, Future):
        facts = facts.result()
    if best is None:
        raise refuse("sheets.no_rows")
    return _picked(best, kind, workbook, facts.get(best.sheet.name, SheetFacts()), infos)


def _open(
    book: calamine.CalamineWorkbook, name: str, headers: frozenset[str], limits: ReadLimits
) -> tuple[calamine.CalamineSheet, int]:
    sheet = book.get_sheet_by_name(name)
    if sheet.end is not None:
        check_extent(sheet.end[0] + 1, sheet.end[1] + 1, limits)
    first = sheet.start[0] if sheet.start else 0
    head = [
        [cell for cell in row if isinstance(cell, str)]
        for row in islice(sheet.iter_rows(), first, first + _HEADER_ROWS)
    ]
    return sheet, count_recognised(head, headers)


def _picked(
    best: _Candidate, kind: SheetKind, workbook: Workbook | None, facts: SheetFacts, infos: list[dict[str, Any]]
) -> Picked:
    sheet = best.sheet
    start = sheet.start or (0, 0)
    rows = sheet.end[0] + 1 if sheet.end else 0
    meta = Meta(kind, sheet.name, rows=rows, sheets=infos)
    meta.date1904 = workbook.date1904 if workbook else False
    meta.hidden_rows, meta.hidden_row_count = facts.hidden_rows, facts.hidden_row_count
    meta.formula_count = facts.formulas
    meta.merged_ranges = _merged_ranges(sheet)
    shown = sum(info["is_visible"] for info in infos)
    if shown == 1:
        meta.chosen_because = "只有这一张可见的工作表"
    elif best.is_named:
        meta.chosen_because = "由经办人选定"
    elif best.score:
        meta.chosen_because = f"可见的工作表中，它能识别的表头最多（{best.score} 个）"
    else:
        meta.chosen_because = "它是第一张有内容的可见工作表"
    noticed = {
        SheetWarning.HIDDEN_SHEETS: shown < len(infos),
        SheetWarning.SEVERAL_SHEETS: sum(bool(info["rows"]) for info in infos) > 1,
        SheetWarning.HIDDEN_ROWS: facts.hidden_row_count > 0,
        SheetWarning.HIDDEN_COLUMNS: facts.has_hidden_columns,
        SheetWarning.FORMULAS: facts.formulas > 0,
        SheetWarning.FORMULAS_WITHOUT_VALUE: facts.formulas_without_value > 0,
        SheetWarning.ERROR_CELLS: bool(facts.errors),
        SheetWarning.DATE_1904: meta.date1904,
        SheetWarning.MERGED_DATA_CELLS: any(bottom > _LAST_HEADER_ROW for _, _, bottom, _ in meta.merged_ranges),
    }
    meta.warnings = [warning for warning, seen in noticed.items() if seen]
    errors: dict[int, list[tuple[int, str]]] = {}
    for row, column, text in facts.errors:
        errors.setdefault(row, []).append((column - 1 - start[1], text))
    return Picked(sheet.iter_rows(), start[1], sheet.width, meta, errors)


def _merged_ranges(sheet: calamine.CalamineSheet) -> list[tuple[int, int, int, int]]:
    """Merged rectangles as 1-based (first row, first column, last row, last column); not every format tells them."""
    ranges = sheet.merged_cell_ranges or []
    return [(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges[:_KEPT_MERGES]]


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


if __name__ == "__main__":
    main()
