"""Makes the annotated copy of an uploaded sheet: bad cells coloured, reasons in comments and in a last column.

An xlsx keeps its own sheets, formats and widths: only the XML of flagged rows changes. Other formats, and workbooks
written in an unusual way, are rebuilt as a plain xlsx with the same rows and columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from yinqiao.platform.sheets.limits import DEFAULT_LIMITS, ReadLimits
from yinqiao.platform.sheets.markup import (
    REASON_HEADER,
    RowMark,
    SheetMarks,
    UnusualSheetError,
    column_letters,
    reason_text,
)
from yinqiao.platform.sheets.notecards import MAX_CARDS, Card
from yinqiao.platform.sheets.rebuild import rebuild_copy
from yinqiao.platform.sheets.repack import repack_copy
from yinqiao.platform.sheets.stylebook import UnusualStylesError
from yinqiao.platform.sheets.types import CellNote, NoteSeverity, SheetKind, SheetTable

SEVERITY_LABELS: dict[str, str] = {
    NoteSeverity.BLOCKS: "需修改",
    NoteSeverity.WARNS: "请核对",
    NoteSeverity.MENDED: "已自动修正",
}
_RANK = {NoteSeverity.MENDED: 0, NoteSeverity.WARNS: 1, NoteSeverity.BLOCKS: 2}


@dataclass(frozen=True, slots=True)
class AnnotatedCopy:
    """What was made: whether the uploaded workbook itself was kept, rows and cells marked, comments written."""

    is_original_kept: bool
    rows: int
    cells: int
    comments: int


def annotate(
    content: bytes,
    table: SheetTable,
    notes: Iterable[CellNote],
    target: BinaryIO,
    *,
    header_row: int = 1,
    limits: ReadLimits = DEFAULT_LIMITS,
) -> AnnotatedCopy:
    """Write the annotated copy of `content`, from which `table` was read, to `target` (seekable) as xlsx.

    `header_row` is the row number that takes the title of the last column. Every note stands in the last column;
    the first MAX_CARDS cells also get a comment, blocking ones first. A copy made earlier is cleaned before.
    """
    marks, cards = _collect(notes)
    earlier = _earlier_reason_column(table, header_row)
    reason_column = len(table.column_names) if earlier is None else earlier
    cells = sum(len(mark.colours) for mark in marks.values())
    rows = len(marks)
    heading = marks.setdefault(header_row, RowMark())
    heading.reason = REASON_HEADER if not heading.reason else f"{REASON_HEADER}\n{heading.reason}"
    sheet_marks = SheetMarks(marks, reason_column, earlier is not None, None)
    if table.kind is SheetKind.XLSX:
        start = target.tell()
        try:
            repack_copy(content, table.sheet_name, sheet_marks, cards, target, limits)
            return AnnotatedCopy(True, rows, cells, len(cards))
        except (UnusualSheetError, UnusualStylesError, UnicodeDecodeError):
            target.seek(start)
            target.truncate()
    rebuild_copy(table, sheet_marks, cards, target, limits)
    return AnnotatedCopy(False, rows, cells, len(cards))


def _collect(notes: Iterable[CellNote]) -> tuple[dict[int, RowMark], list[Card]]:
    """Marks by row, and comments by cell; the worst severity colours a cell."""
    marks: dict[int, RowMark] = {}
    lines: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    texts: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    for note in notes:
        mark = marks.setdefault(note.row_no, RowMark())
        label = SEVERITY_LABELS[note.severity]
        rank = -_RANK[note.severity]
        if note.column is None:
            lines[note.row_no].append((rank, -1, f"【{label}】{note.message}"))
            continue
        worst = mark.colours.get(note.column, note.severity)
        mark.colours[note.column] = max(worst, note.severity, key=_RANK.__getitem__)
        lines[note.row_no].append((rank, note.column, f"【{label}】{column_letters(note.column)}列：{note.message}"))
        texts[note.row_no, note.column].append((rank, f"【{label}】{note.message}"))
    for row_no, row_lines in lines.items():
        marks[row_no].reason = reason_text([text for _, _, text in sorted(row_lines)])
    chosen = sorted(texts.items(), key=lambda item: (min(item[1])[0], item[0]))[:MAX_CARDS]
    cards = [
        Card(f"{column_letters(column)}{row}", row - 1, column, "\n".join(text for _, text in sorted(parts)))
        for (row, column), parts in sorted(chosen)
    ]
    return marks, cards


def _earlier_reason_column(table: SheetTable, header_row: int) -> int | None:
    """The reason column of a copy that came back, so that it is filled anew and not doubled."""
    rows = table.frame.filter(table.frame["row_no"] == header_row).select(table.column_names).rows()
    for row in rows:
        for index, cell in enumerate(row):
            if cell and cell.strip().startswith(REASON_HEADER):
                return index
    return None
