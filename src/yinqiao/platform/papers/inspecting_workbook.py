"""Looks through the cells of an uploaded .xlsx: its words with their place, and formulas, which must not be."""

from __future__ import annotations

import io

import openpyxl

from yinqiao.platform.papers.inspecting import Inspected
from yinqiao.platform.papers.placeholders import words_in
from yinqiao.platform.papers.refusals import refuse
from yinqiao.platform.papers.workbook import MARGINS, PARTS


def read_workbook(content: bytes) -> Inspected:
    """What a workbook of one sheet asks for."""
    found = Inspected()
    book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    if len(book.sheetnames) != 1 or len(book.worksheets) != 1:
        raise refuse("papers.too_big_sheet")
    sheet = book.worksheets[0]
    for line in sheet.iter_rows():
        lists = set()
        for cell in line:
            if cell.data_type == "f":
                raise refuse("papers.formula")
            if isinstance(cell.value, str):
                found.look(cell.value, f"{cell.coordinate} 单元格")
                lists |= {word.split(".", 1)[0] for word in words_in(cell.value) if "." in word}
        if len(lists) > 1:
            found.misplaced.append(f"第 {line[0].row} 行")
    for name in MARGINS:
        for part in PARTS:
            item = getattr(getattr(sheet, name), part)
            if item is not None and item.text:
                found.look(item.text, "页眉页脚")
                if any("." in word for word in words_in(item.text)):
                    found.misplaced.append("页眉页脚")
    return found
