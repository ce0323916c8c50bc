"""Looks through the text of an uploaded .docx: its words with their place, and fields that must not be."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
from docx.oxml.ns import qn

from yinqiao.platform.papers.document import stories
from yinqiao.platform.papers.inspecting import Inspected
from yinqiao.platform.papers.placeholders import words_in
from yinqiao.platform.papers.refusals import refuse
from yinqiao.platform.papers.wording import TR, paragraphs_of, row_text, text_of

_FIELDS = {"", "PAGE", "NUMPAGES", "SECTIONPAGES", "MERGEFORMAT"}
_FIELD_MARK = qn("w:fldChar")
_INSTRUCTION, _SIMPLE, _CODE = qn("w:instrText"), qn("w:fldSimple"), qn("w:instr")


def read_document(content: bytes) -> Inspected:
    """What a document asks for."""
    found = Inspected()
    document = docx.Document(io.BytesIO(content))
    for part, element in stories(document):
        _refuse_fields(element)
        if element.find(f".//{qn('w:altChunk')}") is not None or element.find(f".//{qn('w:object')}") is not None:
            raise refuse("papers.active")
        margin = {"header": "页眉", "footer": "页脚"}.get(re.sub(r"\d", "", part.partname.split("/")[-1][:-4]), "")
        _look_through(element, margin, found)
    return found


def _look_through(element: Any, margin: str, found: Inspected) -> None:
    tables = {table: at for at, table in enumerate(element.iter(qn("w:tbl")), start=1)}
    for at, paragraph in enumerate(paragraphs_of(element), start=1):
        text = text_of(paragraph)
        row = next(paragraph.iterancestors(TR), None)
        where = margin or f"正文第 {at} 段"
        if row is not None:
            table = row.getparent()
            where = f"{margin}第 {tables.get(table, 1)} 个表格第 {list(table.iterchildren(TR)).index(row) + 1} 行"
        found.look(text, where)
        if any("." in word for word in words_in(text)):
            lists = (
                {word.split(".", 1)[0] for word in words_in(row_text(row)) if "." in word} if row is not None else ()
            )
            if len(lists) != 1:
                found.misplaced.append(where)


def _refuse_fields(element: Any) -> None:
    """Only page numbers: other fields can read files, start programmes, or change with the day."""
    codes = [one.get(_CODE) or "" for one in element.iter(_SIMPLE)]
    current: list[str] = []
    for one in element.iter(_FIELD_MARK, _INSTRUCTION):
        if one.tag == _INSTRUCTION:
            current.append(one.text or "")
        else:
            codes.append("".join(current))
            current = []
    codes.append("".join(current))
    for code in codes:
        words = code.replace("\\*", " ").split()
        if (words[0].upper() if words else "") not in _FIELDS:
            raise refuse("papers.field")
