"""Exports: what stands in the cells, what the title row says, what a spreadsheet must not run."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.sheets import writer
from yinqiao.platform.sheets.reader import read_sheet
from yinqiao.platform.sheets.types import SheetHeader
from yinqiao.platform.sheets.writer import ColumnKind, ColumnSpec, write_workbook

pytestmark = pytest.mark.fast

COLUMNS = (
    ColumnSpec("姓名"),
    ColumnSpec("公民身份号码", width=22, comment="18 位"),
    ColumnSpec("出生日期", ColumnKind.DATE),
    ColumnSpec("登记时间", ColumnKind.MOMENT),
    ColumnSpec("养老金", ColumnKind.AMOUNT),
    ColumnSpec("性别", choices=("男", "女")),
)
MOMENT = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
HEADING = SheetHeader("移交名册", "工作核对", "张某（某社区）", MOMENT, "坡子街街道")
ROW = ("=cmd|calc", "439900195503010018", dt.date(1955, 3, 1), MOMENT, Decimal("3300.50"), "男")


def _workbook(columns, rows, heading=None) -> bytes:  # type: ignore[no-untyped-def]
    target = io.BytesIO()
    write_workbook(target, columns, rows, heading=heading)
    return target.getvalue()


def _sheet(content: bytes):  # type: ignore[no-untyped-def]
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_ids_are_text_dates_are_dates_amounts_are_numbers_and_formulas_are_text() -> None:
    sheet = _sheet(_workbook(COLUMNS, [ROW]))
    row = [cell.value for cell in sheet[2]]
    assert row[:3] == ["'=cmd|calc", "439900195503010018", dt.datetime(1955, 3, 1)]  # noqa: DTZ001
    assert row[4:] == [3300.5, "男"]
    assert sheet["B2"].data_type == "s"
    assert (sheet["C2"].number_format, sheet["E2"].number_format) == ("yyyy-mm-dd", "#,##0.00")
    assert sheet.freeze_panes == "A2"
    assert sheet["B1"].comment.text.strip() == "18 位"
    assert sheet.data_validations.dataValidation[0].formula1 == '"男,女"'


def test_the_title_row_tells_purpose_maker_moment_and_scope() -> None:
    sheet = _sheet(_workbook(COLUMNS, [ROW], heading=HEADING))
    title = sheet["A1"].value
    for part in (
        "移交名册",
        "用途：工作核对",
        "制表人：张某（某社区）",
        "制表时间：2026-11-24 09:30",
        "范围：坡子街街道",
    ):
        assert part in title
    assert [cell.value for cell in sheet[2]] == [column.header for column in COLUMNS]
    assert sheet["B3"].value == "439900195503010018"


def test_what_is_exported_is_read_back_as_it_was() -> None:
    table = read_sheet(_workbook(COLUMNS, [ROW, ("-", "＋1", None, None, None, "")], heading=HEADING))
    assert table.frame["c0"].to_list()[2:] == ["=cmd|calc", "-"]
    assert table.frame["c1"].to_list()[2:] == ["439900195503010018", "＋1"]
    assert table.frame["c2"].to_list()[2:] == ["1955-03-01", None]


def test_the_same_rows_give_the_same_bytes() -> None:
    assert _workbook(COLUMNS, [ROW], heading=HEADING) == _workbook(COLUMNS, [ROW], heading=HEADING)


def test_rows_come_from_a_generator_and_their_number_is_returned() -> None:
    target = io.BytesIO()
    rows = ((f"王{n}",) for n in range(2_500))
    assert writer.write_workbook(target, [ColumnSpec("姓名")], rows) == 2_500
    assert read_sheet(target.getvalue()).frame.height == 2_501


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MAX_ROWS", 3)
    with pytest.raises(Invalid) as refusal:
        _workbook([ColumnSpec("姓名")], [("王",)] * 4)
    assert refusal.value.code == "sheets.export_too_long"
