"""Looks through an uploaded template: what is dangerous is refused, the words that it asks for are told with their place."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn

from yinqiao.platform.papers.document import stories
from yinqiao.platform.papers.limits import LIMITS
from yinqiao.platform.papers.placeholders import Place, is_broken, words_in
from yinqiao.platform.papers.refusals import refuse
from yinqiao.platform.papers.wording import TR, paragraphs_of, row_text, text_of
from yinqiao.platform.papers.workbook import MARGINS, PARTS
from yinqiao.platform.sheets.xmlscan import check_part, scan_sheet
from yinqiao.platform.sheets.zipcheck import ZipEntry, check_directory, read_part

_ACTIVE = re.compile(r"vba|macro|activex|embeddings|oleobject|ctrlprops|afchunk|customui|attachedtoolbars", re.I)
_ACTIVE_TYPE = re.compile(rb"macroEnabled|vbaProject|oleObject|activeX|aFChunk|ms-office\.intel", re.I)
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External", re.I)
_FIELDS = {"", "PAGE", "NUMPAGES", "SECTIONPAGES", "MERGEFORMAT"}
_FIELD_MARK, _FIELD_KIND = qn("w:fldChar"), qn("w:fldCharType")
_INSTRUCTION, _SIMPLE, _CODE = qn("w:instrText"), qn("w:fldSimple"), qn("w:instr")


@dataclass(slots=True)
class Inspected:
    """The words of a template with their places, and what stands wrongly."""

    words: list[Place] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)

    def look(self, text: str, where: str) -> None:
        """Note the words of a text."""
        self.words += [Place(word, where) for word in words_in(text)]
        if is_broken(text):
            self.broken.append(where)


def inspect(content: bytes, suffix: str) -> Inspected:
    """Everything that a template asks for; raises Invalid `papers.…` for what must not be taken in."""
    entries = check_directory(content, LIMITS)
    names = [entry.name for entry in entries]
    if ("word/document.xml" if suffix == ".docx" else "xl/workbook.xml") not in names:
        raise refuse("papers.not_a_template")
    if any(map(_ACTIVE.search, names)) or _ACTIVE_TYPE.search(_types(content, entries)):
        raise refuse("papers.active")
    for entry in entries:
        is_sheet = entry.name.startswith("xl/worksheets/") and entry.name.endswith(".xml")
        if is_sheet:
            scan_sheet(content, entry, LIMITS)
        else:
            check_part(content, entry, LIMITS)
        if entry.name.endswith(".rels") and _EXTERNAL.search(read_part(content, entries, entry.name, LIMITS) or b""):
            raise refuse("papers.external")
    try:
        return _document(content) if suffix == ".docx" else _workbook(content)
    except (KeyError, ValueError, TypeError, AttributeError, SyntaxError, zipfile.BadZipFile) as error:
        raise refuse("papers.damaged") from error


def _types(content: bytes, entries: tuple[ZipEntry, ...]) -> bytes:
    return read_part(content, entries, "[Content_Types].xml", LIMITS) or b""


def _document(content: bytes) -> Inspected:
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


def _workbook(content: bytes) -> Inspected:
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
