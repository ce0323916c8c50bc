"""The annotated copy: the uploaded workbook itself, coloured and commented, safe to open and to send again."""

from __future__ import annotations

import io
import zipfile
from random import Random

import openpyxl
import polars as pl
import pytest
from defusedxml.ElementTree import fromstring
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from yinqiao.platform.sheets.annotate import AnnotatedCopy, annotate
from yinqiao.platform.sheets.markup import REASON_HEADER
from yinqiao.platform.sheets.notecards import AUTHOR, MAX_CARDS
from yinqiao.platform.sheets.reader import read_sheet
from yinqiao.platform.sheets.stylebook import SHADES
from yinqiao.platform.sheets.tests.hostile_valid import VALID_CASES
from yinqiao.platform.sheets.tests.rawbooks import Book, shared_xlsx, sheet_xml, xlsx
from yinqiao.platform.sheets.types import CellNote, NoteSeverity

pytestmark = pytest.mark.fast
BLOCKS, WARNS, MENDED = NoteSeverity.BLOCKS, NoteSeverity.WARNS, NoteSeverity.MENDED


def _annotated(content: bytes, notes: list[CellNote], header_row: int = 1) -> tuple[bytes, AnnotatedCopy]:
    target = io.BytesIO()
    made = annotate(content, read_sheet(content), notes, target, header_row=header_row)
    return target.getvalue(), made


def _sheet(content: bytes):  # type: ignore[no-untyped-def]
    return openpyxl.load_workbook(io.BytesIO(content)).active


def _office_book() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for index, header in enumerate(["姓名", "身份证号", "备注"], start=1):
        sheet.cell(1, index, header).font = Font(bold=True)
    sheet.append(["张三", "430104195001011234", "-"])
    sheet.append(["李四", None, "x"])
    sheet["B2"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["A2"].comment = Comment("企业自己的批注", "某科员")
    sheet["D2"] = "=1+1"
    sheet.column_dimensions["B"].width = 31
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = "A1:C3"
    book.create_sheet("其他表")["A1"] = "=SUM(1,2)"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_cells_are_coloured_commented_and_explained_in_a_last_column() -> None:
    content, made = _annotated(
        _office_book(),
        [CellNote(2, 1, BLOCKS, "校验位不对"), CellNote(2, 1, WARNS, "与性别不符"), CellNote(3, 1, WARNS, "未填写")],
    )
    sheet = _sheet(content)
    assert made == AnnotatedCopy(is_original_kept=True, rows=2, cells=2, comments=2)
    assert sheet["B2"].fill.fgColor.rgb == SHADES[BLOCKS]
    assert sheet["B3"].fill.fgColor.rgb == SHADES[WARNS]
    assert sheet["B2"].comment.text == "【需修改】校验位不对\n【请核对】与性别不符"
    assert sheet["B2"].comment.author == AUTHOR
    assert sheet["D1"].value == REASON_HEADER
    assert sheet["D2"].value == "【需修改】B列：校验位不对\n【请核对】B列：与性别不符"
    assert sheet["C2"].fill.fill_type is None


def test_the_workbooks_own_formats_widths_comments_and_sheets_stay() -> None:
    content, _ = _annotated(_office_book(), [CellNote(3, 1, WARNS, "未填写")])
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    assert book.sheetnames == ["Sheet", "其他表"]
    assert sheet["A1"].font.b
    assert sheet["B2"].fill.fgColor.rgb == "FF00FF00"
    assert sheet.column_dimensions["B"].width == 31
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"
    assert sheet["A2"].comment.text == "企业自己的批注"
    assert sheet["B3"].comment is not None


def test_formulas_become_values_in_every_sheet_and_dangerous_text_is_guarded() -> None:
    rows = [["姓名", "备注"], ["王", "=cmd|calc"], ["＋李", "-"], ["甲", '<c r="B4"><f>HYPERLINK("x")</f><v>7</v></c>']]
    for make in (xlsx, shared_xlsx):
        content, _ = _annotated(make(rows[:3]), [CellNote(2, 0, WARNS, "=1+1 也不行")])
        sheet = _sheet(content)
        assert [sheet["B2"].value, sheet["A3"].value, sheet["B3"].value] == ["'=cmd|calc", "'＋李", "-"]
        assert read_sheet(content).frame["c1"].to_list() == ["备注", "=cmd|calc", "-"]
    content, _ = _annotated(xlsx(rows), [])
    assert _sheet(content)["B4"].value == 7
    other = openpyxl.load_workbook(io.BytesIO(_annotated(_office_book(), [])[0]))["其他表"]
    assert other["A1"].value is None


def test_a_copy_that_comes_back_is_washed_and_marked_anew_without_a_second_column() -> None:
    first, _ = _annotated(_office_book(), [CellNote(2, 1, BLOCKS, "校验位不对"), CellNote(3, 1, WARNS, "未填写")])
    assert read_sheet(first).column_names == ("c0", "c1", "c2", "c3")
    second, _ = _annotated(first, [CellNote(3, 0, MENDED, "已去掉空格")])
    sheet = _sheet(second)
    assert sheet.max_column == 4
    assert sheet["D2"].value is None
    assert sheet["D3"].value == "【已自动修正】A列：已去掉空格"
    assert sheet["B2"].fill.fill_type is None
    assert sheet["B2"].comment is None
    assert sheet["A2"].comment.text == "企业自己的批注"
    assert sheet["A3"].fill.fgColor.rgb == SHADES[MENDED]


@pytest.mark.parametrize("case", sorted(VALID_CASES))
def test_every_kind_of_file_gives_an_xlsx_with_the_same_cells_and_the_reasons(case: str) -> None:
    original = VALID_CASES[case](Random(11))
    table = read_sheet(original)
    row_no = int(table.frame["row_no"][-1])
    content, made = _annotated(
        original, [CellNote(row_no, 0, BLOCKS, "请核对"), CellNote(row_no, None, WARNS, "整行请核对")]
    )
    again = read_sheet(content)
    assert made.cells == 1
    assert again.frame.select(table.frame.columns).filter(
        pl.col("row_no").is_in(table.frame["row_no"].implode())
    ).equals(table.frame.with_columns(pl.col(pl.String).str.replace_all("\r\n", "\n"))) or case in (
        "csv quoted line breaks",
    )
    reasons = again.frame.filter(pl.col("row_no") == row_no)[f"c{len(table.column_names)}"][0]
    assert reasons == "【需修改】A列：请核对\n【请核对】整行请核对"
    _every_part_is_well_formed(content)


def _every_part_is_well_formed(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        assert container.testzip() is None
        for name in container.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                fromstring(container.read(name))


def test_comments_stop_at_the_limit_blocking_ones_first_and_the_last_column_holds_all() -> None:
    rows = [["姓名"], *[["王"]] * (MAX_CARDS + 5)]
    notes = [CellNote(r, 0, WARNS, "请核对") for r in range(2, MAX_CARDS + 7)]
    notes[-1] = CellNote(MAX_CARDS + 6, 0, BLOCKS, "须改")
    content, made = _annotated(xlsx(rows), notes)
    sheet = _sheet(content)
    assert made.comments == MAX_CARDS
    assert sheet.cell(MAX_CARDS + 6, 1).comment is not None
    assert sheet.cell(MAX_CARDS + 5, 1).comment is None
    assert all(sheet.cell(r, 2).value for r in range(2, MAX_CARDS + 7))


def test_a_calculation_chain_goes_with_the_formulas_it_lists() -> None:
    rows = [["甲"], ['<c r="A2"><f>1+1</f><v>2</v></c>']]
    book = Book([("名册", sheet_xml(rows), "")], parts={"xl/calcChain.xml": "<calcChain/>"})
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book.links = f'<Relationship Id="rIdC" Type="{office}/calcChain" Target="calcChain.xml"/>'
    content, _ = _annotated(book.to_bytes(), [])
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        assert "xl/calcChain.xml" not in container.namelist()
        assert b"calcChain" not in container.read("xl/_rels/workbook.xml.rels")


def test_the_title_goes_to_the_header_row_and_widths_do_not_collide() -> None:
    rows = [["名册"], ["姓名", "备注"], ["王", "x"]]
    content, _ = _annotated(
        xlsx(rows, before='<cols><col min="1" max="2" width="20"/></cols>'),
        [CellNote(3, 1, WARNS, "核对")],
        header_row=2,
    )
    sheet = _sheet(content)
    assert sheet["C2"].value == REASON_HEADER
    assert sheet.column_dimensions["C"].width == 60
    assert sheet["C1"].value is None
