"""Makes the .xlsx template of a kind from its layout."""

from __future__ import annotations

from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from yinqiao.platform.papers.built_document import DAY_LINE
from yinqiao.platform.papers.kinds import PaperKind
from yinqiao.platform.papers.workbook import save_workbook

_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CODE_HEIGHT = 66


def build_workbook(kind: PaperKind) -> bytes:
    """The template as bytes: title, number with the square code, the lines of the text, one list, signatures."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = kind.title[:28].replace("/", " ")
    name, columns = next(iter(kind.lists.items()))
    width = len(columns)
    _line(
        sheet,
        1,
        kind.title,
        width,
        Font(name="方正小标宋简体", size=20),
        Alignment(horizontal="center", vertical="center"),
    )
    sheet.row_dimensions[1].height = 36
    _line(sheet, 2, "编号：{{ 编号 }}", width - 1, Font(name="宋体", size=11), Alignment(vertical="bottom"))
    sheet.cell(2, width, "{{ 二维码 }}")
    sheet.row_dimensions[2].height = _CODE_HEIGHT
    row = 3
    for text in kind.layout.body:
        if not text.startswith("@"):
            _line(sheet, row, text, width, Font(name="宋体", size=11), Alignment(wrap_text=True, vertical="center"))
            sheet.row_dimensions[row].height = 22
            row += 1
    _list(sheet, row, name, columns)
    _signs(sheet, row + 3, kind.layout.signs, width)
    _page(sheet, row, is_landscape=kind.layout.is_landscape)
    return save_workbook(book)


def _line(sheet: Any, row: int, text: str, width: int, font: Font, alignment: Alignment) -> None:
    cell = sheet.cell(row, 1, text)
    cell.font, cell.alignment = font, alignment
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)


def _list(sheet: Any, row: int, name: str, columns: Any) -> None:
    for at, (label, column) in enumerate(columns.items(), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = max(6, column.width + 1)
        for line, text in ((row, label), (row + 1, f"{{{{ {name}.{label} }}}}")):
            cell = sheet.cell(line, at, text)
            cell.border, cell.font = _BOX, Font(name="宋体", size=10, bold=line == row)
            cell.alignment = Alignment(
                wrap_text=True, vertical="center", horizontal="center" if line == row else "left"
            )
    sheet.row_dimensions[row].height = 24


def _signs(sheet: Any, row: int, signs: tuple[str, ...], width: int) -> None:
    share = max(1, width // max(1, len(signs)))
    for at, who in enumerate(signs):
        for line, text in enumerate((f"{who}（盖章）：", "经办人（签字）：", DAY_LINE)):
            cell = sheet.cell(row + line, 1 + at * share, text)
            cell.font = Font(name="宋体", size=11)
            sheet.row_dimensions[row + line].height = 28


def _page(sheet: Any, head: int, *, is_landscape: bool) -> None:
    """A4, one page wide; the head of the list comes again; the number and the pages stand on every page."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if is_landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"
    sheet.oddHeader.right.text = "编号：{{ 编号 }}"
    sheet.oddFooter.center.text = "第 &P 页　共 &N 页"
    sheet.oddFooter.right.text = "两页以上的，加盖骑缝章"
