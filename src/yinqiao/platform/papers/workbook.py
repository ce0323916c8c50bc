"""Fills a .xlsx: words in cells, headers and footers, rows of lists with what lies below moved down, the square code."""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from yinqiao.platform.papers.codes import picture_of
from yinqiao.platform.papers.filling import Filling
from yinqiao.platform.papers.placeholders import CODE, fill_text, list_of, words_in

_CODE_PIXELS = 84
MARGINS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
PARTS = ("left", "center", "right")


class _Writer(ExcelWriter):
    """Writes in memory: the child may write no file."""

    def write_worksheet(self, ws: Any) -> None:
        """One sheet."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        target = io.BytesIO()
        writer = WorksheetWriter(ws, target)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], target.getvalue())
        self.manifest.append(ws)


def fill_workbook(template: bytes, papers: Sequence[Filling]) -> bytes:
    """One workbook with these papers, a sheet each."""
    book = openpyxl.load_workbook(io.BytesIO(template), keep_links=False)
    book.defined_names.clear()
    pattern = book.worksheets[0]
    sheets = [pattern, *(_copied(book, pattern, at) for at in range(2, len(papers) + 1))]
    for sheet, paper in zip(sheets, papers, strict=True):
        _fill_sheet(sheet, paper)
    return save_workbook(book)


def save_workbook(book: Any) -> bytes:
    """The bytes of a workbook."""
    target = io.BytesIO()
    _Writer(book, ZipFile(target, "w", ZIP_DEFLATED)).save()
    return target.getvalue()


def _copied(book: Any, pattern: Any, at: int) -> Any:
    sheet = book.copy_worksheet(pattern)
    sheet.title = f"{pattern.title[:24]} {at}"
    for name in MARGINS:
        setattr(sheet, name, copy.copy(getattr(pattern, name)))
    sheet.print_title_rows = pattern.print_title_rows
    return sheet


def _fill_sheet(sheet: Any, paper: Filling) -> None:
    rows = {row: name for row, name in ((row, _list_of_row(sheet, row)) for row in range(1, sheet.max_row + 1)) if name}
    for row in sorted(rows, reverse=True):
        _repeat_row(sheet, row, rows[row], paper.lists.get(rows[row]) or [{}])
    for line in sheet.iter_rows():
        for cell in line:
            _fill_cell(sheet, cell, paper)
    for name in MARGINS:
        margin = getattr(sheet, name)
        for part in PARTS:
            item = getattr(margin, part)
            if item is not None and item.text:
                item.text = fill_text(item.text, {k: v.replace("&", "&&") for k, v in paper.texts.items()})


def _fill_cell(sheet: Any, cell: Any, paper: Filling) -> None:
    if not isinstance(cell.value, str) or "{{" not in cell.value:
        return
    if CODE in words_in(cell.value):
        picture = Image(io.BytesIO(picture_of(paper.code)))
        picture.width = picture.height = _CODE_PIXELS
        sheet.add_image(picture, cell.coordinate)
    put(cell, fill_text(cell.value, paper.texts))


def put(cell: Any, text: str) -> None:
    """Text and nothing else: what begins with `=` is no formula, a long number no number."""
    cell.value = text
    if text:
        cell.data_type = "s"


def _list_of_row(sheet: Any, row: int) -> str:
    texts = (cell.value for cell in sheet[row] if isinstance(cell.value, str))
    return next((name for name in map(list_of, texts) if name), "")


def _repeat_row(sheet: Any, row: int, name: str, entries: Sequence[Mapping[str, str]]) -> None:
    """The row once for each entry; whatever lies below moves down with its heights and merged cells."""
    more = len(entries) - 1
    within = [one for one in sheet.merged_cells.ranges if one.min_row == one.max_row == row]
    below = [one for one in sheet.merged_cells.ranges if one.min_row > row]
    heights = {at: sheet.row_dimensions[at].height for at in range(row, sheet.max_row + 1)}
    if more:
        for one in below:
            sheet.unmerge_cells(one.coord)
        sheet.insert_rows(row + 1, more)
        for one in below:
            one.shift(row_shift=more)
            sheet.merge_cells(one.coord)
        for at, height in heights.items():
            sheet.row_dimensions[at + more if at > row else at].height = height
    pattern = [(cell.column, cell.value, copy.copy(cell._style)) for cell in sheet[row]]
    for at, entry in enumerate(entries, start=row):
        values = {f"{name}.{key}": value for key, value in entry.items()}
        sheet.row_dimensions[at].height = heights[row]
        for column, value, style in pattern:
            cell = sheet.cell(at, column)
            cell._style = copy.copy(style)
            if isinstance(value, str):
                put(cell, _fill_row_text(value, name, values))
        if at > row:
            for one in within:
                sheet.merge_cells(start_row=at, end_row=at, start_column=one.min_col, end_column=one.max_col)


def _fill_row_text(text: str, name: str, values: Mapping[str, str]) -> str:
    """The words of the list filled, other words left for the sheet's own."""
    kept = {word: f"{{{{ {word} }}}}" for word in words_in(text) if not word.startswith(f"{name}.")}
    return fill_text(text, {**kept, **values})
