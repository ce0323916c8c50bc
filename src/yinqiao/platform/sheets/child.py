"""The child process that reads one workbook: `python -m yinqiao.platform.sheets.child IN_FD OUT_FD`.

The file comes in over one descriptor, the request as JSON on standard input, the table goes out over another. It
imports little, so that it starts in some hundredths of a second, and it may die at any moment without harm.
"""

from __future__ import annotations

import io
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import python_calamine as calamine

from yinqiao.platform.sheets.headertext import count_recognised
from yinqiao.platform.sheets.kinds import SheetKind, SheetWarning
from yinqiao.platform.sheets.limits import ReadLimits, check_extent
from yinqiao.platform.sheets.precheck import precheck
from yinqiao.platform.sheets.refusals import refuse
from yinqiao.platform.sheets.sending import Meta, Picked, answer_with
from yinqiao.platform.sheets.workbook import Workbook, read_workbook
from yinqiao.platform.sheets.xmlscan import SheetFacts, check_part, scan_ods_content, scan_sheet
from yinqiao.platform.sheets.zipcheck import ZipEntry, check_directory

_HEADER_ROWS = 30
_KEPT_MERGES = 2_000
_LAST_HEADER_ROW = 15


@dataclass(frozen=True, slots=True)
class Wanted:
    """What chooses among the visible sheets: normalised headers, or the name that a person gave."""

    headers: frozenset[str] = frozenset()
    sheet: str = ""


def pick(content: bytes, limits: ReadLimits, wanted: Wanted, *, scans_first: bool = True) -> Picked:
    """Check the file throughout and open the sheet to be read; raises Invalid.

    The parser leaves the interpreter alone while it works, so the parts are scanned beside it; nothing is told before
    the scan has passed. With `scans_first` the parser sees no file that has not: for files at which it died.
    """
    kind = precheck(content, limits)
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


def _asked(content: bytes, limits: ReadLimits, request: dict[str, Any]) -> Picked:
    wanted = Wanted(frozenset(request["headers"]), request["sheet"])
    return pick(content, limits, wanted, scans_first=request["scans_first"])


if __name__ == "__main__":
    answer_with(_asked)
