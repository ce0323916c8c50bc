"""Writes a roster sheet as xlsx, xls, ods or csv, the way office programs do."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from xml.sax.saxutils import escape

import xlsxwriter

from yinqiao.shell.demo.roster.cells import DAY_FIELDS, MONTH_FIELDS
from yinqiao.shell.demo.roster.layouts import DateForm
from yinqiao.shell.demo.roster.sheet import RosterSheet, blank_merged, header_spans

_MOST_SHARED_ROWS = 100_000

Cell = str | float | date | None


def write_roster(sheet: RosterSheet, kind: str) -> bytes:
    """The file's bytes. `kind`: xlsx, xls (up to 65,536 rows), ods, csv (UTF-8 with BOM), csv-utf8, csv-gb18030.

    The same sheet gives the same bytes. Raises KeyError for another kind.
    """
    return _WRITERS[kind](sheet)


def _rows(sheet: RosterSheet) -> Iterator[list[Cell]]:
    """The people's rows as typed cells: numbers where planted, dates where the form has date cells."""
    dates = [field in DAY_FIELDS and sheet.layout.days is DateForm.CELL for field in sheet.layout.fields]
    dates = [
        is_day or (field in MONTH_FIELDS and sheet.layout.months is DateForm.CELL)
        for is_day, field in zip(dates, sheet.layout.fields, strict=True)
    ]
    numbers: dict[int, list[int]] = {}
    for row, field in sheet.numbers:
        numbers.setdefault(row, []).append(sheet.layout.fields.index(field))
    date_columns = [index for index, is_date in enumerate(dates) if is_date]
    for number, texts in enumerate(sheet.cells.iter_rows()):
        cells: list[Cell] = list(texts)
        for index in date_columns:
            cells[index] = _as_date(texts[index])
        for index in numbers.get(number, ()):
            cells[index] = float(texts[index])
        yield cells


def _as_date(text: str | None) -> Cell:
    """A date cell where the text is a day of this or the last century; what is no day stays text, as when typed."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return text


def _xlsx(sheet: RosterSheet) -> bytes:
    buffer = io.BytesIO()
    # Office programs share strings; beyond its size of rows that would take gigabytes here.
    is_huge = sheet.cells.height > _MOST_SHARED_ROWS
    book = xlsxwriter.Workbook(buffer, {"constant_memory": is_huge, "strings_to_numbers": False})
    book.set_properties({"created": datetime(2026, 9, 30, tzinfo=UTC), "author": "演示"})
    page = book.add_worksheet(sheet.layout.sheet_name)
    bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for row, texts in enumerate(blank_merged(sheet)):
        for column, text in enumerate(texts):
            if text:
                page.write_string(row, column, text, bold)
    for number, cells in enumerate(_rows(sheet), start=sheet.first_row_no - 1):
        _xlsx_row(page, number, cells, day)
    for number, footer in enumerate(sheet.layout.footers, start=sheet.first_row_no - 1 + sheet.cells.height):
        page.write_string(number, 0, footer)
    for first_row, first_column, last_row, last_column, _text in header_spans(sheet):
        # merge_range would write cells of rows that constant memory has already let go.
        page.merge.append([first_row, first_column, last_row, last_column])
    book.close()
    return buffer.getvalue()


def _xlsx_row(page: xlsxwriter.worksheet.Worksheet, number: int, cells: list[Cell], day: object) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, str):
            page.write_string(number, column, value)
        elif isinstance(value, date):
            page.write_datetime(number, column, value, day)
        elif value is not None:
            page.write_number(number, column, value)


def _xls(sheet: RosterSheet) -> bytes:
    import xlwt  # type: ignore[import-untyped]  # only developers make old workbooks; the product reads them

    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet.layout.sheet_name)
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    spans = {(span[0], span[1]): span for span in header_spans(sheet)}
    for row, texts in enumerate(blank_merged(sheet)):
        for column, text in enumerate(texts):
            if (row, column) in spans:
                first_row, first_column, last_row, last_column, _text = spans[row, column]
                page.write_merge(first_row, last_row, first_column, last_column, text)
            elif text:
                page.write(row, column, text)
    for number, cells in enumerate(_rows(sheet), start=sheet.first_row_no - 1):
        for column, value in enumerate(cells):
            if isinstance(value, date):
                page.write(number, column, value, day)
            elif value is not None:
                page.write(number, column, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _ods(sheet: RosterSheet) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr(_entry("mimetype"), kind, zipfile.ZIP_STORED)
        archive.writestr(_entry("META-INF/manifest.xml"), _ODS_MANIFEST.format(kind=kind))
        rows: Iterable[Sequence[Cell]] = chain(blank_merged(sheet), _rows(sheet))
        body = "".join(f"<table:table-row>{''.join(_ods_cell(cell) for cell in row)}</table:table-row>" for row in rows)
        archive.writestr(_entry("content.xml"), _ODS_CONTENT.format(name=escape(sheet.layout.sheet_name), body=body))
    return buffer.getvalue()


def _ods_cell(value: Cell) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
    if isinstance(value, float):
        return f'<table:table-cell office:value-type="float" office:value="{value!r}"/>'
    text = escape(value).replace("\n", "</text:p><text:p>")
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def _entry(name: str) -> zipfile.ZipInfo:
    """A zip entry with a fixed date, so that the same sheet gives the same bytes."""
    return zipfile.ZipInfo(name, (2026, 9, 30, 0, 0, 0))


def _csv(encoding: str) -> Callable[[RosterSheet], bytes]:
    def write(sheet: RosterSheet) -> bytes:
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer)
        writer.writerows(blank_merged(sheet))
        for cells in _rows(sheet):
            # What a spreadsheet writes for a long number: six digits and an exponent.
            writer.writerow([f"{cell:.5E}" if isinstance(cell, float) else cell for cell in cells])
        return buffer.getvalue().encode(encoding)

    return write


_ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_ODS_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
    '<office:spreadsheet><table:table table:name="{name}">{body}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)
_WRITERS: dict[str, Callable[[RosterSheet], bytes]] = {
    "xlsx": _xlsx,
    "xls": _xls,
    "ods": _ods,
    "csv": _csv("utf-8-sig"),
    "csv-utf8": _csv("utf-8"),
    "csv-gb18030": _csv("gb18030"),
}
