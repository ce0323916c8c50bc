"""Writes every workbook that the platform hands out: title row with purpose and maker, header, guarded text cells.

A thin layer over XlsxWriter in its constant-memory mode; rows may come from a server-side cursor.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.sheets.injection import guard_text
from yinqiao.platform.sheets.types import SheetHeader

MAX_ROWS = 1_048_000
MAX_CELL = 32_767
_EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # a fixed stamp for workbooks without heading: same rows, same bytes

Value = str | int | float | Decimal | dt.date | dt.datetime | bool | None


class ColumnKind(StrEnum):
    """How a column is stored: TEXT keeps leading zeros and 18 digits, whatever the value looks like."""

    TEXT = "text"
    INTEGER = "integer"
    AMOUNT = "amount"
    PERCENT = "percent"
    DATE = "date"
    MONTH = "month"
    MOMENT = "moment"


_NUMBER_FORMATS = {
    ColumnKind.TEXT: "@",
    ColumnKind.INTEGER: "#,##0",
    ColumnKind.AMOUNT: "#,##0.00",
    ColumnKind.PERCENT: "0.0%",
    ColumnKind.DATE: "yyyy-mm-dd",
    ColumnKind.MONTH: "yyyy-mm",
    ColumnKind.MOMENT: "yyyy-mm-dd hh:mm",
}


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column of an export: header, kind, width in characters, an explanation shown as a comment on the header."""

    header: str
    kind: ColumnKind = ColumnKind.TEXT
    width: float = 14
    comment: str = ""
    choices: tuple[str, ...] = ()


def write_workbook(
    target: BinaryIO,
    columns: Sequence[ColumnSpec],
    rows: Iterable[Sequence[Value]],
    *,
    heading: SheetHeader | None = None,
    sheet_name: str = "数据",
) -> int:
    """Write one sheet to `target` and return the number of rows written.

    Text that a spreadsheet could run as a formula gets `'` in front. Raises Invalid `sheets.export_too_long` beyond
    the rows that a sheet can hold. The same input gives the same bytes.
    """
    with tempfile.TemporaryDirectory(prefix="yinqiao-export-") as folder:
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(target, options)
        book.set_properties(_properties(heading))
        sheet = book.add_worksheet(sheet_name[:31])
        try:
            top = _write_heading(book, sheet, columns, heading)
            formats = [book.add_format({"num_format": _NUMBER_FORMATS[column.kind]}) for column in columns]
            written = _write_rows(sheet, columns, rows, formats, top)
            _add_choices(sheet, columns, top)
        except BaseException:
            # Close what was opened, but let nothing of a failed export reach the target.
            book.filename = io.BytesIO()
            book.close()
            raise
        book.close()
    return written


def heading_text(heading: SheetHeader) -> str:
    """The line above the header: title, purpose, maker, moment, scope."""
    parts = [
        heading.title,
        f"用途：{heading.purpose}",
        f"制表人：{heading.made_by}",
        f"制表时间：{heading.made_at:%Y-%m-%d %H:%M}",
        f"范围：{heading.scope}",
        *heading.extra,
    ]
    return "　".join(parts)


def _properties(heading: SheetHeader | None) -> dict[str, Any]:
    if heading is None:
        return {"created": _EPOCH}
    return {"title": heading.title, "author": heading.made_by, "created": heading.made_at.replace(tzinfo=None)}


def _write_heading(book: Workbook, sheet: Worksheet, columns: Sequence[ColumnSpec], heading: SheetHeader | None) -> int:
    """Title row (when there is a heading) and header row; returns the index of the first data row."""
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
    header_row = 0
    if heading is not None:
        title = book.add_format({"bold": True, "font_size": 12, "text_wrap": True, "valign": "vcenter"})
        sheet.set_row(0, 36)
        sheet.merge_range(0, 0, 0, max(1, len(columns) - 1), "", title)
        sheet.write_string(0, 0, guard_text(heading_text(heading)), title)
        header_row = 1
    style = book.add_format({"bold": True, "bg_color": "#E6EEF5", "border": 1, "text_wrap": True, "valign": "vcenter"})
    for index, column in enumerate(columns):
        sheet.write_string(header_row, index, guard_text(column.header), style)
        if column.comment:
            sheet.write_comment(header_row, index, column.comment, {"x_scale": 2, "author": "银桥"})
    sheet.freeze_panes(header_row + 1, 0)
    return header_row + 1


def _write_rows(
    sheet: Worksheet,
    columns: Sequence[ColumnSpec],
    rows: Iterable[Sequence[Value]],
    formats: Sequence[Format],
    top: int,
) -> int:
    written = 0
    for row in rows:
        if written >= MAX_ROWS:
            raise Invalid(
                "sheets.export_too_long",
                f"导出的内容超过 {MAX_ROWS} 行，一张工作表放不下，没有生成文件。",
                next_step="请缩小范围（如按区县或企业）后分别导出。",
            )
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            _write_cell(sheet, (top + written, index), column.kind, value, formats[index])
        written += 1
    return written


def _write_cell(sheet: Worksheet, at: tuple[int, int], kind: ColumnKind, value: Value, style: Format) -> None:
    row, column = at
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否", style)
    elif kind is ColumnKind.TEXT or isinstance(value, str):
        sheet.write_string(row, column, guard_text(str(value))[:MAX_CELL], style)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), style)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def _add_choices(sheet: Worksheet, columns: Sequence[ColumnSpec], top: int) -> None:
    """Drop-down lists for columns that take a few words only; Excel allows 255 characters in such a list."""
    for index, column in enumerate(columns):
        if column.choices and len(",".join(column.choices)) <= 255:
            sheet.data_validation(
                top,
                index,
                top + 100_000,
                index,
                {"validate": "list", "source": list(column.choices), "error_type": "warning"},
            )
