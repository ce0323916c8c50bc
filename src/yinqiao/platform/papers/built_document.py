"""Makes the .docx template of a kind from its layout."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from yinqiao.platform.papers.kinds import Column, PaperKind

# Face → what stands in for it where it is not installed.
_TITLE, _TEXT, _TABLE = "方正小标宋简体", "仿宋_GB2312", "宋体"
_CUT = "┄┄┄┄┄┄┄┄┄┄┄┄（此处裁开，加盖骑缝章）┄┄┄┄┄┄┄┄┄┄┄┄"
DAY_LINE = "　　　　年　　月　　日"


def build_document(kind: PaperKind) -> bytes:
    """The template as bytes."""
    document = docx.Document()
    layout = kind.layout
    size = 12 if layout.is_landscape or any(line.startswith(("|", "@")) for line in layout.body) else 16
    _page(document, is_landscape=layout.is_landscape)
    _margins(document.sections[0])
    _line(document, kind.title, _TITLE, 22, ALIGN.CENTER)
    _body(document, layout.body, kind, size)
    if layout.signs:
        _signs(document, layout.signs, size)
    if layout.slip:
        _line(document, _CUT, _TABLE, 10.5, ALIGN.CENTER)
        _line(document, "回　　执", _TITLE, 16, ALIGN.CENTER)
        _body(document, layout.slip, kind, size)
        _signs(document, layout.slip_signs, size)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _page(document: Any, *, is_landscape: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(30),
        Mm(28),
        Mm(26),
    )
    if is_landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(20)
        section.bottom_margin = Mm(22)
    section.header_distance, section.footer_distance = Mm(10), Mm(12)
    style = document.styles["Normal"]
    _face(style, _TEXT)
    style.paragraph_format.space_after = Pt(0)


def _face(owner: Any, name: str) -> None:
    """The face of Chinese and Latin letters alike."""
    owner.font.name = name
    owner.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _margins(section: Any) -> None:
    """Number and square code on every page, `第 x 页 共 y 页` below."""
    head = section.header.paragraphs[0]
    head.alignment = ALIGN.RIGHT
    _run(head, "编号：{{ 编号 }}　", _TABLE, 10.5)
    _run(head, "{{ 二维码 }}", _TABLE, 10.5)
    foot = section.footer.paragraphs[0]
    foot.alignment = ALIGN.CENTER
    _run(foot, "第 ", _TABLE, 10.5)
    _number(foot, "PAGE")
    _run(foot, " 页　共 ", _TABLE, 10.5)
    _number(foot, "NUMPAGES")
    _run(foot, " 页", _TABLE, 10.5)
    more = section.footer.add_paragraph()
    more.alignment = ALIGN.CENTER
    _run(more, "两页以上的，加盖骑缝章；盖章后扫描，凭右上角二维码归档", _TABLE, 9)


def _number(paragraph: Any, field: str) -> None:
    for kind, text in (("begin", ""), ("", field), ("separate", ""), ("text", "1"), ("end", "")):
        run = _run(paragraph, text if kind == "text" else "", _TABLE, 10.5)
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif not kind:
            code = OxmlElement("w:instrText")
            code.text = f" {text} "
            run._r.append(code)


def _run(paragraph: Any, text: str, face: str, size: float) -> Any:
    run = paragraph.add_run(text)
    _face(run, face)
    run.font.size = Pt(size)
    return run


def _line(owner: Any, text: str, face: str, size: float, align: Any, *, is_indented: bool = False) -> None:
    paragraph = owner.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.line_spacing = Pt(size * 1.75)
    if is_indented:
        paragraph.paragraph_format.first_line_indent = Pt(size * 2)
    _run(paragraph, text, face, size)


def _body(document: Any, lines: Sequence[str], kind: PaperKind, size: float) -> None:
    table: list[list[str]] = []
    for line in (*lines, ""):
        if line.startswith("|"):
            table.append(line[1:].split("|"))
            continue
        if table:
            _grid(document, table)
            table = []
        if line.startswith("@"):
            _list(document, line[1:], kind.lists[line[1:]])
        elif line:
            is_address = line.endswith("：")
            align = ALIGN.LEFT if is_address else ALIGN.JUSTIFY
            _line(document, line, _TEXT, size, align, is_indented=not is_address)


def _grid(document: Any, rows: Sequence[Sequence[str]]) -> None:
    """A form: labels and words side by side; a line with fewer cells stretches its last one."""
    width = max(map(len, rows))
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row in rows:
        cells = table.add_row().cells
        for at, text in enumerate(row):
            _cell(cells[at], text, 12, ALIGN.CENTER if at % 2 == 0 else ALIGN.LEFT)
        if len(row) < width:
            cells[len(row) - 1].merge(cells[-1])
    for row in table.rows:
        row.height = Mm(9)


def _list(document: Any, name: str, columns: Mapping[str, Column]) -> None:
    """The table of a list: a head that comes again on every page, one row that is repeated."""
    table = document.add_table(rows=2, cols=len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    whole = sum(one.width for one in columns.values())
    for at, (label, column) in enumerate(columns.items()):
        for row, text, align in ((0, label, ALIGN.CENTER), (1, f"{{{{ {name}.{label} }}}}", ALIGN.LEFT)):
            table.rows[row].cells[at].width = room * column.width // whole
            _cell(table.rows[row].cells[at], text, 9 if len(columns) > 6 else 10.5, align)
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _cell(cell: Any, text: str, size: float, align: Any) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    _run(paragraph, text, _TABLE, size)


def _signs(document: Any, signs: Sequence[str], size: float) -> None:
    """Who signs and seals, side by side; a single one stands to the right."""
    document.add_paragraph()
    if not signs:
        return
    table = document.add_table(rows=1, cols=max(len(signs), 2))
    for at, who in enumerate(signs, start=table.columns.__len__() - len(signs)):
        cell = table.rows[0].cells[at]
        _cell(cell, f"{who}（盖章）", size, ALIGN.LEFT)
        for line in ("经办人（签字）：", DAY_LINE):
            paragraph = cell.add_paragraph()
            paragraph.paragraph_format.space_before = Pt(size)
            _run(paragraph, line, _TABLE, size)
