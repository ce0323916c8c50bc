"""What the reader gives for good files: every cell as text, with its kind and the row number people see."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from random import Random

import openpyxl
import pytest

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.sheets.reader import read_sheet
from yinqiao.platform.sheets.tests.hostile_valid import VALID_CASES
from yinqiao.platform.sheets.tests.rawbooks import Book, ods, shared_xlsx, sheet_xml, xlsx
from yinqiao.platform.sheets.types import CellKind, SheetKind, SheetTable, SheetWarning

pytestmark = pytest.mark.fast


def _openpyxl_bytes(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(table: SheetTable, row_no: int, column: str) -> tuple[str | None, CellKind]:
    at = table.frame["row_no"].to_list().index(row_no)
    kind = table.kinds[column][at] if column in table.kinds else CellKind.TEXT
    return table.frame[column][at], CellKind(kind)


def test_cells_of_every_kind_become_text_with_their_kind() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    half_past_eight = dt.datetime(1955, 3, 1, 8, 30)  # noqa: DTZ001  # spreadsheets know no time zone
    sheet.append(["文字", 5, 3300.5, dt.date(1955, 3, 1), half_past_eight, True, 1e-7, 1e16, dt.time(8, 30)])
    table = read_sheet(_openpyxl_bytes(book))
    expected = [
        ("文字", CellKind.TEXT),
        ("5", CellKind.NUMBER),
        ("3300.5", CellKind.NUMBER),
        ("1955-03-01", CellKind.DATE),
        ("1955-03-01 08:30:00", CellKind.DATE),
        ("TRUE", CellKind.BOOL),
        ("0.0000001", CellKind.NUMBER),
        ("10000000000000000", CellKind.NUMBER),
        ("08:30:00", CellKind.DATE),
    ]
    assert [_cell(table, 1, f"c{i}") for i in range(9)] == expected
    assert table.kind is SheetKind.XLSX
    assert SheetWarning.LONG_NUMBERS in table.warnings
    assert "c0" not in table.kinds


def test_an_id_stored_as_a_number_keeps_the_digits_that_are_in_the_file_and_is_marked() -> None:
    table = read_sheet(xlsx([["身份证号"], [430104195001011234]]))
    assert _cell(table, 2, "c0") == ("430104195001011234", CellKind.NUMBER) or _cell(table, 2, "c0") == (
        "430104195001011264",
        CellKind.NUMBER,
    )
    assert SheetWarning.LONG_NUMBERS in table.warnings


def test_row_and_column_numbers_are_those_of_the_file_when_it_starts_at_c3_and_has_gaps() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["C3"], sheet["D5"], sheet["E9"] = "头", "值", "尾"
    table = read_sheet(_openpyxl_bytes(book))
    assert table.frame["row_no"].to_list() == [3, 5, 9]
    assert table.column_names == ("c0", "c1", "c2", "c3", "c4")
    assert _cell(table, 9, "c4")[0] == "尾"
    assert table.frame["c0"].null_count() == 3


@pytest.mark.parametrize("blank", ["", " ", "\t \n", "\u3000\u3000", "\u00a0", "\u200b", "\ufeff"])
def test_white_space_alone_is_blank(blank: str) -> None:
    table = read_sheet(xlsx([["姓名", "备注"], ["王伟", blank], [blank, blank], ["李芳", "x"]]))
    assert table.frame["c1"].to_list() == ["备注", None, "x"]
    assert table.frame["row_no"].to_list() == [1, 2, 4]


@pytest.mark.parametrize("make", [xlsx, shared_xlsx, ods], ids=["inline", "shared", "ods"])
def test_rare_characters_marks_and_full_width_digits_arrive_untouched(make) -> None:  # type: ignore[no-untyped-def]
    names = [
        "䶮明",
        "㛃兰",
        "𬭎芳",
        "𫖯仰",
        "买买提·艾力",
        "古丽・汗",
        "阿•依",
        "\ue863某",
        "４３０１",
        "a\u202eb",
        " 前后空格 ",
    ]
    table = read_sheet(make([["姓名"], *[[name] for name in names]]))
    assert table.frame["c0"].to_list()[1:] == names


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_delimited_text_keeps_rare_characters_in_every_encoding(encoding: str) -> None:
    text = "姓名,住址\r\n䶮明,㛃村𬭎路\r\n买买提·艾力,某处\r\n"
    table = read_sheet(text.encode(encoding))
    assert table.frame["c0"].to_list() == ["姓名", "䶮明", "买买提·艾力"]
    assert table.frame["c1"][1] == "㛃村𬭎路"
    assert table.encoding == encoding.removesuffix("-sig")


def test_dates_of_the_1904_system_are_the_same_days_and_are_announced() -> None:
    rows = [["出生日期"], ['<c r="A2" s="1"><v>18687</v></c>']]
    table = read_sheet(Book([("名册", sheet_xml(rows), "")], properties='<workbookPr date1904="1"/>').to_bytes())
    plain = read_sheet(Book([("名册", sheet_xml([["出生日期"], ['<c r="A2" s="1"><v>20149</v></c>']]), "")]).to_bytes())
    assert _cell(table, 2, "c0") == ("1955-03-01", CellKind.DATE)
    assert _cell(plain, 2, "c0") == ("1955-03-01", CellKind.DATE)
    assert table.date1904
    assert SheetWarning.DATE_1904 in table.warnings
    assert not plain.date1904


def test_error_values_stand_in_their_cells_and_formulas_without_value_are_announced() -> None:
    rows = [
        ["姓名", "甲", "乙", "丙"],
        [
            "王",
            '<c r="B2" t="e"><f>X9</f><v>#REF!</v></c>',
            '<c r="C2"><f>1+1</f><v>2</v></c>',
            '<c r="D2"><f>1+1</f></c>',
        ],
    ]
    table = read_sheet(xlsx(rows))
    assert _cell(table, 2, "c1") == ("#REF!", CellKind.ERROR)
    assert _cell(table, 2, "c2") == ("2", CellKind.NUMBER)
    assert _cell(table, 2, "c3") == (None, CellKind.TEXT)
    assert table.formula_count == 3
    assert {SheetWarning.ERROR_CELLS, SheetWarning.FORMULAS, SheetWarning.FORMULAS_WITHOUT_VALUE} <= set(table.warnings)


def test_an_error_value_in_a_text_file_has_the_kind_error_too() -> None:
    table = read_sheet("姓名,甲\r\n王伟,#N/A\r\n李芳,#1号楼\r\n".encode())
    assert _cell(table, 2, "c1") == ("#N/A", CellKind.ERROR)
    assert _cell(table, 3, "c1") == ("#1号楼", CellKind.TEXT)


def test_the_visible_sheet_with_most_known_headers_is_taken_and_the_reason_is_told() -> None:
    cover, roster = sheet_xml([["说明"], ["姓名"]]), sheet_xml([["姓名", "身份证号"], ["王", "1"]])
    book = Book(
        [("封面", cover, ""), ("旧", roster, ' state="hidden"'), ("名册", roster, ""), ("空", sheet_xml([]), "")]
    )
    table = read_sheet(book.to_bytes(), header_words=["姓 名", "身份证号"])
    assert table.sheet_name == "名册"
    assert "2" in table.chosen_because
    assert [(s.name, s.is_visible) for s in table.sheets] == [
        ("封面", True),
        ("旧", False),
        ("名册", True),
        ("空", True),
    ]
    assert {SheetWarning.HIDDEN_SHEETS, SheetWarning.SEVERAL_SHEETS} <= set(table.warnings)
    assert read_sheet(book.to_bytes()).sheet_name == "封面"


@pytest.mark.parametrize(("name", "taken"), [("乙", "乙"), ("旧", "甲"), ("空", "甲"), ("没有的", "甲"), ("", "甲")])
def test_a_visible_sheet_with_content_is_taken_when_a_person_names_it(name: str, taken: str) -> None:
    roster = sheet_xml([["姓名", "身份证号"], ["王", "1"]])
    book = Book(
        [
            ("甲", roster, ""),
            ("旧", roster, ' state="hidden"'),
            ("空", sheet_xml([]), ""),
            ("乙", sheet_xml([["王"]]), ""),
        ]
    )
    table = read_sheet(book.to_bytes(), header_words=["姓名", "身份证号"], sheet_name=name)
    assert table.sheet_name == taken
    assert (table.chosen_because == "由经办人选定") == (name == taken)


def test_hidden_rows_are_read_and_their_numbers_are_told() -> None:
    rows = [["姓名"], ["王伟"], ["李芳"]]
    sheet = sheet_xml(rows, row_attributes={2: ' hidden="1"'})
    table = read_sheet(Book([("名册", sheet, "")]).to_bytes())
    assert table.frame.height == 3
    assert table.hidden_rows == (2,)
    assert SheetWarning.HIDDEN_ROWS in table.warnings


def test_the_export_guard_does_not_survive_a_reimport() -> None:
    table = read_sheet(xlsx([["甲", "乙", "丙", "丁"], ["'=1+1", "'＋86", "''=x", "'430104"]]))
    assert table.frame.row(1)[1:] == ("=1+1", "＋86", "'=x", "'430104")


def test_control_characters_are_taken_out_and_announced() -> None:
    table = read_sheet(shared_xlsx([["姓名"], ["王_x0000_伟_x0007_"]]))
    assert table.frame["c0"][1] == "王伟"
    assert SheetWarning.CONTROL_CHARACTERS in table.warnings


def test_text_that_was_once_read_in_the_wrong_encoding_is_announced() -> None:
    garbled = [name.encode().decode("gb18030", "ignore") for name in ("王小五六", "李芳芳芳", "居住地址", "张三李四")]
    table = read_sheet(xlsx([garbled, garbled]))
    assert SheetWarning.GARBLED_TEXT in table.warnings
    assert SheetWarning.GARBLED_TEXT not in read_sheet(xlsx([["姓名", "居住地址"], ["王小五", "坡子街"]])).warnings


def test_progress_rises_to_the_number_of_rows() -> None:
    seen: list[tuple[int, int]] = []
    read_sheet(xlsx([["姓名"], *[["王"]] * 20_000]), on_progress=lambda done, of: seen.append((done, of)))
    assert [done for done, _ in seen] == [8192, 16384, 20001]
    assert {of for _, of in seen} == {20001}


def test_a_sheet_formatted_down_to_the_last_row_is_read() -> None:
    table = read_sheet(VALID_CASES["formatted to the bottom"](Random(1)))
    assert table.frame.height == table.frame["row_no"].max()


@pytest.mark.parametrize("case", ["plain xlsx", "shared strings", "openpyxl", "xlsxwriter", "title rows", "numbers"])
def test_openpyxl_as_a_second_reader_sees_the_same_cells(case: str) -> None:
    content = VALID_CASES[case](Random(5))
    table = read_sheet(content)
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True).active
    for row in table.frame.iter_rows():
        for index, text in enumerate(row[1:], start=1):
            other = sheet.cell(row[0], index).value
            if isinstance(other, dt.datetime):
                other = other.date().isoformat()
            if isinstance(other, str) and other.startswith("'="):
                other = other[1:]
            if isinstance(other, int | float):
                assert text is not None
                assert float(text) == pytest.approx(float(other))
            else:
                assert (text or "") == (other or ""), unicodedata.name((other or "x")[0], "?")


def test_a_cell_of_32767_characters_is_read_and_one_more_is_refused() -> None:
    assert read_sheet(xlsx([["姓名"], ["王" * 32_767]])).frame.height == 2
    with pytest.raises(Invalid) as refusal:
        read_sheet(xlsx([["姓名"], ["王" * 32_768]]))
    assert refusal.value.code == "sheets.cell_too_long"
    assert "第 2 行" in refusal.value.message
