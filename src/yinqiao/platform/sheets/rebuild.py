"""Writes a table as a plain xlsx, for the annotated copy of an xls, ods or csv: same rows, same places, all as text.

The XML is put together by columns, which is ten times faster than cell by cell.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import BinaryIO

import polars as pl

from yinqiao.platform.sheets.limits import ReadLimits
from yinqiao.platform.sheets.markup import SheetMarks, column_letters
from yinqiao.platform.sheets.notecards import Card
from yinqiao.platform.sheets.repack import repack_copy
from yinqiao.platform.sheets.types import SheetTable

_SHEET_NAME = "核对结果"
_SLICE = 8_192
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    f'<sheet name="{_SHEET_NAME}" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


def rebuild_copy(table: SheetTable, marks: SheetMarks, cards: list[Card], target: BinaryIO, limits: ReadLimits) -> None:
    """Write `table` with its marks to `target`; row numbers stay those of the file, blank rows included."""
    own = replace(limits, inflate_ratio=100_000, inflated_bytes=4 * limits.inflated_bytes)
    repack_copy(_plain_workbook(table), _SHEET_NAME, marks, cards, target, own)


def _plain_workbook(table: SheetTable) -> bytes:
    target = io.BytesIO()
    width = len(table.column_names)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as container:
        for name, text in _PARTS.items():
            container.writestr(zipfile.ZipInfo(name), text)
        with container.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(
                f'{_XML}<worksheet xmlns="{_MAIN}"><cols><col min="1" max="{width}" width="16"/></cols><sheetData>'.encode()
            )
            for part in table.frame.iter_slices(_SLICE):
                sheet.write("".join(_rows_xml(part, table.column_names)).encode())
            sheet.write(b"</sheetData></worksheet>")
    return target.getvalue()


def _rows_xml(part: pl.DataFrame, names: tuple[str, ...]) -> list[str]:
    """One string a row; blank cells are left out."""
    cells = [_cell_xml(name, index) for index, name in enumerate(names)]
    row = pl.concat_str(pl.lit('<row r="'), pl.col("row_no"), pl.lit('">'), *cells, pl.lit("</row>"))
    return part.select(row).to_series().to_list()


def _cell_xml(name: str, index: int) -> pl.Expr:
    text = pl.col(name).str.replace_all(r"[\x{FFFE}\x{FFFF}]", "")
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;")):
        text = text.str.replace_all(character, entity, literal=True)
    opening = f'<c r="{column_letters(index)}'
    return pl.concat_str(
        pl.lit(opening),
        pl.col("row_no"),
        pl.lit('" s="1" t="inlineStr"><is><t xml:space="preserve">'),
        text,
        pl.lit("</t></is></c>"),
    ).fill_null("")
