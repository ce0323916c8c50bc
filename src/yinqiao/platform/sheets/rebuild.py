"""Writes the annotated copy of an xls, ods or csv as a plain xlsx: the same rows in the same places, all as text."""

from __future__ import annotations

import tempfile
from typing import Any, BinaryIO

import xlsxwriter

from yinqiao.platform.sheets.injection import guard_text
from yinqiao.platform.sheets.markup import SheetMarks
from yinqiao.platform.sheets.notecards import AUTHOR, Card
from yinqiao.platform.sheets.stylebook import SHADES
from yinqiao.platform.sheets.types import SheetTable

_MAX_CELL = 32_767
_SLICE = 10_000


def rebuild_copy(table: SheetTable, marks: SheetMarks, cards: list[Card], target: BinaryIO) -> None:
    """Write `table` with its marks to `target`; row numbers stay those of the file, blank rows included."""
    with tempfile.TemporaryDirectory(prefix="yinqiao-copy-") as folder:
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(target, options)
        sheet = book.add_worksheet("核对结果")
        plain = book.add_format({"num_format": "@"})
        wrapped = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        shades = {
            severity: book.add_format({"num_format": "@", "bg_color": f"#{shade[2:]}"})
            for severity, shade in SHADES.items()
        }
        sheet.set_column(0, max(0, len(table.column_names) - 1), 14)
        sheet.set_column(marks.reason_column, marks.reason_column, 60)
        # Comments live in memory, cells are flushed row by row: comments may be given in any order beforehand.
        for card in cards:
            sheet.write_comment(card.row, card.column, card.text, {"author": AUTHOR, "x_scale": 2})
        for part in table.frame.iter_slices(_SLICE):
            for row in part.iter_rows():
                _write_row(sheet, row, marks, (plain, wrapped, shades))
        book.close()


def _write_row(sheet: Any, row: tuple[Any, ...], marks: SheetMarks, formats: tuple[Any, Any, dict[Any, Any]]) -> None:
    plain, wrapped, shades = formats
    row_no = int(row[0])
    mark = marks.rows.get(row_no)
    colours = mark.colours if mark else {}
    for column, cell in enumerate(row[1:]):
        if column == marks.reason_column:
            continue
        style = shades[colours[column]] if column in colours else plain
        if cell is not None:
            sheet.write_string(row_no - 1, column, guard_text(cell)[:_MAX_CELL], style)
        elif column in colours:
            sheet.write_blank(row_no - 1, column, None, style)
    if mark and mark.reason:
        sheet.write_string(row_no - 1, marks.reason_column, guard_text(mark.reason), wrapped)
