"""Templates: every built-in passes its own check; hostile, broken and incomplete ones are refused by name and place."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html import unescape
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.papers import Column, Frame, Layout, PaperKind, Text, papers
from yinqiao.platform.papers.builtin import built_in
from yinqiao.platform.papers.codes import new_code, read_code, text_of
from yinqiao.platform.papers.confined import MOST_TEMPLATE_BYTES, check_template, fill
from yinqiao.platform.papers.filling import Filling
from yinqiao.platform.papers.placeholders import fill_text, is_broken, words_in

pytestmark = pytest.mark.fast
WORDS = ["编号", "二维码", "姓名", "人员.姓名", "人员.住址"]
ROWS = [
    {"姓名": "甲示例", "住址": "一号"},
    {"姓名": "乙示例", "住址": "=1+1"},
    {"姓名": "丙示例", "住址": "00012345678901234567"},
]


def _document(*lines: str, change: Callable[[Any], None] = lambda _: None) -> bytes:
    document = docx.Document()
    for line in lines or ("{{ 编号 }}", "{{ 二维码 }}"):
        document.add_paragraph(line)
    change(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _workbook(cells: dict[str, str], change: Callable[[Any], None] = lambda _: None) -> bytes:
    book = openpyxl.Workbook()
    for at, text in ({"A1": "{{ 编号 }}", "C1": "{{ 二维码 }}"} | cells).items():
        book.worksheets[0][at] = text
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _refused(content: bytes, suffix: str = ".docx") -> Invalid:
    with pytest.raises(Invalid) as refusal:
        check_template(content, suffix, WORDS)
    return refusal.value


def _with_part(content: bytes, name: str, body: bytes, patch: Callable[[str, bytes], bytes] = lambda _, b: b) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, patch(one, old.read(one)))
        if name:
            new.writestr(name, body)
    return target.getvalue()


def _filled(template: bytes, suffix: str, count: int = 1, rows: list[dict[str, str]] | None = None) -> bytes:
    texts = {"编号": "示〔2026〕0001号", "姓名": "张示例"}
    return fill(template, suffix, [Filling(new_code(), texts, {"人员": ROWS if rows is None else rows})] * count)[-1]


def _kinds() -> list[PaperKind]:
    return list(papers.kinds.values())


def test_every_built_in_template_passes_the_check_of_its_own_kind() -> None:
    assert len(_kinds()) >= 8
    for kind in _kinds():
        content, suffix = built_in(kind)
        check_template(content, suffix, list(kind.words))
        filled = fill(content, suffix, [Filling(new_code(), *kind.example())])[0]
        book = zipfile.ZipFile(io.BytesIO(filled))
        # The square code is a picture, in which any two bytes may stand.
        text = unescape(b"".join(book.read(one) for one in book.namelist() if one.endswith(".xml")).decode())
        assert "{{" not in text, kind.code
        assert "盖章" in text and "骑缝章" in text and "签字" in text, kind.code
        pages = ("PAGE", "NUMPAGES") if suffix == ".docx" else ("&P", "&N")
        assert all(one in text for one in pages), kind.code


def test_a_list_fills_one_row_each_and_moves_what_lies_below() -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet.merge_cells("A5:C5")
        sheet.row_dimensions[5].height = 40
        sheet["A3"].font = Font(name="仿宋", size=12)

    template = _workbook({"A3": "{{ 人员.姓名 }}", "B3": "{{ 人员.住址 }}", "A5": "经办人（签字）：{{姓名}}"}, change)
    check_template(template, ".xlsx", WORDS)
    sheet = openpyxl.load_workbook(io.BytesIO(_filled(template, ".xlsx"))).worksheets[0]
    assert [sheet.cell(row, 1).value for row in (3, 4, 5)] == ["甲示例", "乙示例", "丙示例"]
    assert sheet["B4"].value == "=1+1" and sheet["B4"].data_type == "s" and sheet["B5"].value == "00012345678901234567"
    assert sheet["A7"].value == "经办人（签字）：张示例" and [str(one) for one in sheet.merged_cells.ranges] == [
        "A7:C7"
    ]
    assert sheet.row_dimensions[7].height == 40 and sheet["A5"].font.name == "仿宋"
    assert len(sheet._images) == 1


def test_words_that_wps_has_cut_into_runs_are_found_and_keep_the_first_look() -> None:
    def change(document: Any) -> None:
        paragraph = document.add_paragraph()
        for at, piece in enumerate(("同志{", "{ 姓", "名 }", "}：请")):
            paragraph.add_run(piece).bold = at == 0

    template = _document(change=change)
    check_template(template, ".docx", WORDS)
    paragraph = docx.Document(io.BytesIO(_filled(template, ".docx"))).paragraphs[-1]
    assert paragraph.text == "同志张示例：请" and paragraph.runs[0].text == "同志张示例"


def test_an_empty_list_leaves_one_blank_row_and_a_workbook_of_many_has_a_sheet_each() -> None:
    template = _workbook({"A3": "{{ 人员.姓名 }}", "A4": "共"})
    sheet = openpyxl.load_workbook(io.BytesIO(_filled(template, ".xlsx", rows=[]))).worksheets[0]
    assert sheet["A3"].value in (None, "") and sheet["A4"].value == "共"
    book = openpyxl.load_workbook(io.BytesIO(_filled(template, ".xlsx", count=3)))
    assert [one["A5"].value for one in book.worksheets] == ["丙示例"] * 3
    assert [len(one._images) for one in book.worksheets] == [1, 1, 1]


def test_a_value_that_looks_like_a_word_of_the_template_is_text() -> None:
    template = _document("{{ 编号 }}{{ 二维码 }}", "姓名：{{ 姓名 }}")
    filled = fill(template, ".docx", [Filling(new_code(), {"编号": "1", "姓名": "{{ 编号 }}\x07{{人员.姓名}}"}, {})])[0]
    assert docx.Document(io.BytesIO(filled)).paragraphs[1].text == "姓名：｛｛ 编号 }}｛｛人员.姓名}}"


def test_an_unknown_word_is_named_with_its_place_and_those_that_exist() -> None:
    def change(document: Any) -> None:
        document.add_table(rows=2, cols=1).rows[1].cells[0].text = "{{ 住址 }}"

    refusal = _refused(_document("{{ 编号 }}{{ 二维码 }}", "{{ 职务 }}", change=change))
    assert refusal.code == "papers.unknown_word"
    for words in ("职务", "正文第 2 段", "住址", "第 1 个表格第 2 行", "模板没有保存"):
        assert words in refusal.message, words
    assert "姓名" in refusal.next_step


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ ''.__class__ }}", "{{ 姓名.__class__.__mro__ }}", "{{ range(10**9) }}", "{{ 7*7 }}", "{{ self }}",
        "{{ cycler.__init__.__globals__ }}",
    ],
)  # fmt: skip
def test_an_expression_is_an_unknown_word_and_never_carried_out(hostile: str) -> None:
    assert _refused(_document("{{ 编号 }}{{ 二维码 }}", hostile)).code == "papers.unknown_word"


@pytest.mark.parametrize(
    "hostile", ["{% for x in range(9) %}", "{{ 姓名", "姓名 }}", "{# 注释 #}", "{{{ 姓名 }}}", "{% endfor %}"]
)
def test_tags_of_a_template_language_and_half_brackets_are_refused(hostile: str) -> None:
    assert _refused(_document("{{ 编号 }}{{ 二维码 }}", hostile)).code == "papers.broken_word"


def test_number_and_square_code_must_be_there() -> None:
    refusal = _refused(_document("{{ 编号 }}"))
    assert refusal.code == "papers.missing_word" and "二维码" in refusal.message and "编号" not in refusal.message
    assert _refused(_document("没有")).code == "papers.missing_word"


def test_a_list_outside_a_row_and_two_lists_in_one_are_refused() -> None:
    assert _refused(_document("{{ 编号 }}{{ 二维码 }}", "{{ 人员.姓名 }}")).code == "papers.misplaced_list"
    two = _workbook({"A3": "{{ 人员.姓名 }}", "B3": "{{ 名册.姓名 }}"})
    with pytest.raises(Invalid) as refusal:
        check_template(two, ".xlsx", [*WORDS, "名册.姓名"])
    assert refusal.value.code == "papers.misplaced_list"


def _field(code: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        document.add_paragraph()._p.append(field)

    return change


def _split_field(document: Any) -> None:
    paragraph = document.add_paragraph()
    for piece in ("DDE", "AUTO c:\\\\x"):
        code = OxmlElement("w:instrText")
        code.text = piece
        paragraph.add_run()._r.append(code)


@pytest.mark.parametrize(
    "code", ["DDEAUTO c:\\x", 'INCLUDETEXT "http://x"', "LINK Excel.Sheet.8", "DATE \\@ yyyy", "MACROBUTTON x"]
)
def test_fields_other_than_page_numbers_are_refused(code: str) -> None:
    assert _refused(_document(change=_field(code))).code == "papers.field"
    assert _refused(_document(change=_split_field)).code == "papers.field"
    check_template(_document(change=_field(" NUMPAGES \\* MERGEFORMAT ")), ".docx", WORDS)


def test_macros_objects_links_and_formulas_are_refused() -> None:
    plain, book = _document(), _workbook({})
    assert _refused(_with_part(plain, "word/vbaProject.bin", b"\xd0\xcf\x11\xe0")).code == "papers.active"
    assert _refused(_with_part(plain, "word/embeddings/oleObject1.bin", b"x")).code == "papers.active"
    assert _refused(_with_part(book, "xl/activeX/activeX1.xml", b"<a/>"), ".xlsx").code == "papers.active"

    def macro_type(name: str, body: bytes) -> bytes:
        return (
            body.replace(b"document.main+xml", b"document.macroEnabled.main+xml") if "Content_Types" in name else body
        )

    assert _refused(_with_part(plain, "", b"", macro_type)).code in ("papers.active", "papers.damaged")

    def link(document: Any) -> None:
        document.part.relate_to("http://example.invalid/t.dotm", "http://x/attachedTemplate", is_external=True)

    assert _refused(_document(change=link)).code == "papers.external"
    assert _refused(_workbook({"A3": '=WEBSERVICE("http://example.invalid")'}), ".xlsx").code == "papers.formula"


def test_what_is_no_template_is_refused() -> None:
    assert _refused(b"", ".docx").code == "papers.not_a_template"
    assert _refused(b"%PDF-1.4", ".docx").code == "papers.not_a_template"
    assert _refused(_document(), ".xlsx").code == "papers.not_a_template"
    assert _refused(_workbook({}), ".docx").code == "papers.not_a_template"
    assert _refused(_document(), ".docm").code == "papers.not_a_template"
    assert _refused(_document() + bytes(MOST_TEMPLATE_BYTES), ".docx").code == "papers.too_large"
    assert _refused(_document()[:900], ".docx").code == "papers.damaged"


def _bomb(name: str) -> bytes:
    return _with_part(
        _document() if name.startswith("word") else _workbook({}), name, b"<a>" + b" " * 40_000_000 + b"</a>"
    )


def _entities(name: str, body: bytes) -> bytes:
    declared = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    is_main = name in ("word/document.xml", "xl/workbook.xml")
    return declared + re.sub(rb"<\?xml[^>]*\?>", b"", body) if is_main else body


def test_bombs_of_every_kind_are_refused_and_leave_the_server_standing() -> None:
    assert _refused(_bomb("word/more.xml")).code == "papers.damaged"
    assert _refused(_bomb("xl/more.xml"), ".xlsx").code == "papers.damaged"
    assert _refused(_with_part(_document(), "", b"", _entities)).code == "papers.damaged"
    assert _refused(_with_part(_workbook({}), "", b"", _entities), ".xlsx").code == "papers.damaged"
    assert _refused(_workbook({"XFD1048576": "远"}), ".xlsx").code == "papers.too_big_sheet"

    def merge(name: str, body: bytes) -> bytes:
        merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        return body.replace(b"</sheetData>", merged) if "sheet1" in name else body

    assert _refused(_with_part(_workbook({}), "", b"", merge), ".xlsx").code in (
        "papers.stopped",
        "papers.too_big_sheet",
    )

    def sheets(book: Any) -> None:
        book.create_sheet("又一张")

    assert _refused(_workbook({}, sheets), ".xlsx").code == "papers.too_big_sheet"


def test_a_code_says_nothing_and_is_read_back_alone() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200 and all(read_code(text_of(one)) == one for one in codes)
    for other in ("YQ1:SHORT", "https://example.invalid", "YQ2:" + "A" * 26, "YQ1:" + "a" * 26, ""):
        assert read_code(other) is None


@given(st.text(max_size=60), st.dictionaries(st.sampled_from(["姓名", "编号"]), st.text(max_size=20)))
def test_any_text_is_filled_once_and_what_is_no_word_stays(text: str, values: dict[str, str]) -> None:
    filled = fill_text(text, values)
    if not words_in(text):
        assert filled == text
    assert fill_text("甲{{ 姓名 }}乙", values) == f"甲{values.get('姓名', '')}乙"
    assert is_broken("{{" + text.replace("}", "").replace("{", "")) is True


def test_a_paper_registered_twice_is_a_fault() -> None:
    kind = next(iter(papers.kinds.values()))
    papers.add(kind)
    twin = PaperKind(
        "test.twin", "双", "x", "s", kind.mark, frozenset(), {"姓名": Text("姓名", "张")}, lambda a, s: [Frame("", {})],
        Layout(()), {"人员": {"姓名": Column("姓名", ("张",))}},
    )  # fmt: skip
    with pytest.raises(ValueError, match="twice"):
        papers.add(twin)
