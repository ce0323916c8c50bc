"""Rosters that are odd but good: every format, encoding, writer and layout that offices really use."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from random import Random

import openpyxl
import xlsxwriter
import xlwt

from yinqiao.platform.sheets.tests.rawbooks import MAIN, XML, Book, ods, shared_xlsx, sheet_xml, xlsx

HEADER = ["姓名", "公民身份号码", "联系电话", "居住地址"]
NAMES = [
    "王伟",
    "䶮明",
    "㛃兰",
    "𬭎芳",
    "买买提·艾力",
    "阿依古丽・热合曼",
    "古丽•巴哈尔",
    "欧阳娜娜",
    "\ue863某",
    "李 四",
]
ADDRESSES = ["长沙市天心区坡子街1号", "=1+1小区", "+86室", "@家", "-", "一品·苑\u200b3栋", "”引号“、，；", "a<b&c>d"]

Table = list[list[str | int | float | None]]


def people(rng: Random, count: int | None = None) -> Table:
    """Rows of made-up people; the numbers have a division code that no citizen has."""
    return [
        [
            rng.choice(NAMES),
            f"439900{rng.randrange(1940, 1970)}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}{rng.randrange(1000):03d}X",
            f"1{rng.randrange(10**10):010d}",
            rng.choice(ADDRESSES),
        ]
        for _ in range(count if count is not None else rng.randrange(1, 40))
    ]


def table(rng: Random) -> Table:
    """Header and people."""
    return [list(HEADER), *people(rng)]


def _plain(rng: Random) -> bytes:
    return xlsx(table(rng))


def _shared(rng: Random) -> bytes:
    return shared_xlsx(table(rng))


def _title_rows(rng: Random) -> bytes:
    return xlsx([["某公司退休人员移交名册"], ["填报单位：某公司", None, None, "2026年11月"], *table(rng)])


def _two_row_header(rng: Random) -> bytes:
    rows: Table = [["姓名", "公民身份号码", "家庭联系人一", None], [None, None, "姓名", "电话"], *people(rng)]
    merges = (
        '<mergeCells count="3"><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/><mergeCell ref="C1:D1"/></mergeCells>'
    )
    return xlsx(rows, after=merges)


def _date1904(rng: Random) -> bytes:
    rows = table(rng)
    rows[1].append('<c r="E2" s="1"><v>18687</v></c>')
    return Book([("名册", sheet_xml(rows), "")], properties='<workbookPr date1904="1"/>').to_bytes()


def _hidden_sheet_and_rows(rng: Random) -> bytes:
    rows = table(rng)
    shown = sheet_xml(rows, row_attributes={2: ' hidden="1"'})
    return Book([("旧名册", sheet_xml(table(rng)), ' state="hidden"'), ("名册", shown, "")]).to_bytes()


def _formula_and_errors(rng: Random) -> bytes:
    rows = table(rng)
    rows[1] += [
        '<c r="E2"><f>1+1</f><v>2</v></c>',
        '<c r="F2" t="e"><f>A9</f><v>#REF!</v></c>',
        '<c r="G2"><f>1+1</f></c>',
    ]
    return xlsx(rows)


def _numbers(rng: Random) -> bytes:
    rows = table(rng)
    rows[1][1] = 430104195001011234
    rows[1].append(3300.5)
    return xlsx(rows)


def _formatted_to_the_bottom(rng: Random) -> bytes:
    """Blank but formatted cells down to the last row, as after colouring a whole column."""
    rows = table(rng)
    far = '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'
    return Book([("名册", sheet_xml(rows).replace("</sheetData>", far + "</sheetData>"), "")]).to_bytes()


def _no_references(rng: Random) -> bytes:
    """Rows and cells without addresses, which the standard allows."""
    body = "".join(
        "<row>"
        + "".join(
            f'<c t="inlineStr"><is><t>{str(c).replace("&", "&amp;").replace("<", "&lt;")}</t></is></c>' for c in row
        )
        + "</row>"
        for row in table(rng)
    )
    return Book([("名册", f'{XML}<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>', "")]).to_bytes()


def _prefixed(rng: Random) -> bytes:
    """Tags with a namespace prefix, as some libraries write them."""
    body = "".join(
        f'<x:row r="{r}">'
        + "".join(
            f'<x:c r="{"ABCD"[i]}{r}" t="inlineStr"><x:is><x:t>{rng.choice(NAMES)}</x:t></x:is></x:c>' for i in range(4)
        )
        + "</x:row>"
        for r in range(1, 5)
    )
    sheet = f'{XML}<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{body}</x:sheetData></x:worksheet>'
    return Book([("名册", sheet, "")]).to_bytes()


def _openpyxl(rng: Random) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in table(rng):
        sheet.append(["'" + str(cell) if str(cell).startswith("=") else cell for cell in row])
    sheet["F2"] = dt.date(1955, 3, 1)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _xlsxwriter(rng: Random) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("名册")
    for index, row in enumerate(table(rng)):
        sheet.write_row(index, 0, row)
    sheet.write_datetime(1, 5, dt.datetime(1955, 3, 1), book.add_format({"num_format": "yyyy/m/d"}))  # noqa: DTZ001
    book.close()
    return target.getvalue()


def _xls(rng: Random) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名册")
    for r, row in enumerate(table(rng)):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _ods(rng: Random) -> bytes:
    blank = '<table:table-row table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    return ods(table(rng), extra=rng.choice(["", blank]))


def csv_text(rng: Random, delimiter: str = ",", ending: str = "\r\n") -> str:
    """The table as delimited text with quotes where they are needed."""
    lines = []
    for row in table(rng):
        cells = [str(cell) for cell in row]
        if any(delimiter in c or '"' in c or "\n" in c for c in cells):
            cells = ['"' + c.replace('"', '""') + '"' for c in cells]
        lines.append(delimiter.join(cells))
    return ending.join(lines) + ending


def _csv(encoding: str, delimiter: str = ",", ending: str = "\r\n") -> Callable[[Random], bytes]:
    return lambda rng: csv_text(rng, delimiter, ending).encode(encoding)


def _quoted_line_breaks(rng: Random) -> bytes:
    return ('姓名,居住地址\r\n王伟,"坡子街\r\n1号, ""甲"" 栋"\r\n' + "李芳,某处\r\n" * rng.randrange(1, 9)).encode()


VALID_CASES: dict[str, Callable[[Random], bytes]] = {
    "plain xlsx": _plain,
    "shared strings": _shared,
    "title rows": _title_rows,
    "two-row header": _two_row_header,
    "1904 dates": _date1904,
    "hidden sheet and rows": _hidden_sheet_and_rows,
    "formula and errors": _formula_and_errors,
    "numbers": _numbers,
    "formatted to the bottom": _formatted_to_the_bottom,
    "cells without addresses": _no_references,
    "prefixed tags": _prefixed,
    "openpyxl": _openpyxl,
    "xlsxwriter": _xlsxwriter,
    "xls": _xls,
    "ods": _ods,
    "csv utf-8": _csv("utf-8"),
    "csv utf-8 with mark": _csv("utf-8-sig"),
    "csv gb18030": _csv("gb18030"),
    "csv utf-16": _csv("utf-16"),
    "csv tabs": _csv("gb18030", "\t"),
    "csv semicolons": _csv("utf-8", ";"),
    "csv carriage returns": _csv("utf-8", ",", "\r"),
    "csv quoted line breaks": _quoted_line_breaks,
}
