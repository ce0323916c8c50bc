"""Headers in the forms that enterprises send: any order, any spelling, one to three rows, with titles and footers."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from yinqiao.platform.sheets.headers import match_headers
from yinqiao.platform.sheets.headertext import normalise_header
from yinqiao.platform.sheets.reader import read_sheet
from yinqiao.platform.sheets.tests.rawbooks import Rows, xlsx
from yinqiao.platform.sheets.types import FieldSpec, HeaderMatch, MatchHow, SheetKind, SheetTable

pytestmark = pytest.mark.fast

FIELDS = (
    FieldSpec("full_name", "姓名", ("退休人员姓名", "职工姓名"), required=True),
    FieldSpec("id_number", "公民身份号码", ("身份证号", "身份证号码"), required=True),
    FieldSpec("phone", "联系电话", ("手机号码", "手机")),
    FieldSpec("address", "居住地址", ("现住址",)),
    FieldSpec("contact1_name", "家庭联系人一姓名", ("家庭联系人一/姓名",)),
    FieldSpec("contact1_phone", "家庭联系人一电话", ("家庭联系人一/电话", "家庭联系人一/联系电话")),
    FieldSpec("contact2_name", "家庭联系人二姓名", ("家庭联系人二/姓名",)),
)


def _table(rows: Rows, merged: tuple[tuple[int, int, int, int], ...] = ()) -> SheetTable:
    width = max(len(row) for row in rows)
    cells = [[None if c is None else str(c) for c in row] + [None] * (width - len(row)) for row in rows]
    frame = pl.DataFrame(
        {f"c{i}": [row[i] for row in cells] for i in range(width)}, schema={f"c{i}": pl.String for i in range(width)}
    )
    numbers = pl.Series("row_no", range(1, len(rows) + 1), dtype=pl.UInt32)
    return SheetTable(SheetKind.XLSX, frame.insert_column(0, numbers), {}, "名册", merged_ranges=merged)


def _data(width: int, count: int = 5) -> list[list[str]]:
    return [[f"值{r}{c}" for c in range(width)] for r in range(count)]


def _found(match: HeaderMatch) -> dict[str, str]:
    return match.mapping()


@pytest.mark.parametrize(
    "header",
    [
        "姓名",
        " 姓 名 ",
        "姓\n名",
        "＊姓名",
        "*姓名：",
        "姓名（必填）",
        "【姓名】",
        "1、姓名",
        "姓　名",
        "姓名(与身份证一致)",
        "“姓名”",
        "姓名﹡",
    ],
)
def test_one_field_in_many_spellings_is_the_same_header(header: str) -> None:
    match = match_headers(_table([[header, "身份证\r\n号码（18位）"], *_data(2)]), FIELDS)
    assert _found(match)["id_number"] == "c1"
    if header != "姓名﹡":
        assert match.columns[0].how is MatchHow.EXACT
    assert _found(match)["full_name"] == "c0"


def test_full_width_letters_and_case_do_not_matter() -> None:
    assert normalise_header("ＩＤ号码") == normalise_header("id 号码") == "id号码"
    assert normalise_header("（备注）") == "备注"
    assert normalise_header("家庭联系人一 / 姓名") == "家庭联系人一/姓名"


def test_columns_in_any_order_with_unknown_ones_between() -> None:
    match = match_headers(_table([["手机", "工号", "现住址", "身份证号", "职工姓名"], *_data(5)]), FIELDS)
    assert _found(match) == {"phone": "c0", "address": "c2", "id_number": "c3", "full_name": "c4"}
    assert match.columns[1] == match.columns[1].__class__("c1", "工号", None, MatchHow.UNKNOWN, 0.0)
    assert (match.header_rows, match.first_data_row, match.missing_required) == ((1,), 2, ())


def test_title_rows_above_are_not_the_header_even_when_they_name_a_field() -> None:
    rows: Rows = [
        ["某公司退休人员移交名册"],
        ["填报单位：某公司", None, "联系电话"],
        ["姓名", "身份证号", "手机"],
        *_data(3),
    ]
    match = match_headers(_table(rows), FIELDS)
    assert match.header_rows == (3,)
    assert match.first_data_row == 4
    assert "移交名册" in match.title


_TWO_ROWS: Rows = [
    ["序号", "姓名", "身份证号", "家庭联系人一", None, "家庭联系人二", None],
    [None, None, None, "姓名", "联系电话", "姓名", "联系电话"],
    *_data(7),
]
_MERGES = ((1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3), (1, 4, 1, 5), (1, 6, 1, 7))


@pytest.mark.parametrize("merged", [_MERGES, ()], ids=["merges told", "merges not told"])
def test_two_header_rows_with_merged_parents_give_nested_headers(merged: tuple[tuple[int, int, int, int], ...]) -> None:
    match = match_headers(_table(_TWO_ROWS, merged), FIELDS)
    assert match.header_rows == (1, 2)
    assert match.first_data_row == 3
    expected = {
        "full_name": "c1",
        "id_number": "c2",
        "contact1_name": "c3",
        "contact1_phone": "c4",
        "contact2_name": "c5",
    }
    assert {name: _found(match)[name] for name in expected} == expected
    assert match.columns[3].header_text == "家庭联系人一/姓名"


def test_the_persons_own_name_is_not_taken_from_an_unknown_group() -> None:
    rows: Rows = [["姓名", "身份证号", "配偶", None], [None, None, "姓名", "身份证号"], *_data(4)]
    match = match_headers(_table(rows, ((1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4))), FIELDS)
    assert _found(match) == {"full_name": "c0", "id_number": "c1"}


def test_three_header_rows_are_joined() -> None:
    rows: Rows = [
        ["基本情况", None, "家庭联系人一", None],
        ["姓名", "身份证号", "姓名", "电话"],
        *_data(4),
    ]
    match = match_headers(_table([["名册"], *rows], ((2, 1, 2, 2), (2, 3, 2, 4))), FIELDS)
    assert _found(match)["full_name"] == "c0"
    assert _found(match)["contact1_phone"] == "c3"
    assert match.header_rows == (2, 3)


def test_the_real_merged_two_row_form_is_recognised_through_the_reader() -> None:
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"))
    table = read_sheet(xlsx(_TWO_ROWS, after=f"<mergeCells>{merges}</mergeCells>"))
    match = match_headers(table, FIELDS)
    assert match.header_rows == (1, 2)
    assert _found(match)["contact1_name"] == "c3"


def test_what_a_person_confirmed_once_wins_over_labels_and_may_switch_a_column_off() -> None:
    table = _table([["姓名", "曾用名", "身份证号", "电话（座机）"], *_data(4)])
    remembered = {"曾 用 名": "full_name", "姓名": "", "电话": "phone", "身份证号": "no_such_field"}
    match = match_headers(table, FIELDS, remembered)
    assert _found(match) == {"full_name": "c1", "id_number": "c2", "phone": "c3"}
    assert match.columns[1].how is MatchHow.REMEMBERED
    assert match.columns[0].field is None


def test_similar_headers_are_guesses_that_never_push_out_a_sure_match() -> None:
    match = match_headers(_table([["姓名", "身份证号", "原单位职工姓名", "现居住地址"], *_data(4)]), FIELDS)
    assert match.columns[0].how is MatchHow.EXACT
    assert match.columns[2].field is None
    assert (match.columns[3].field, match.columns[3].how) == ("address", MatchHow.GUESS)
    assert match.columns[3].confidence < 0.9


def test_missing_required_fields_and_doubled_headers_are_named() -> None:
    match = match_headers(_table([["手机", "联系电话", "现住址"], *_data(3)]), FIELDS)
    assert match.missing_required == ("full_name", "id_number")
    assert match.duplicates == ("phone",)
    assert match.mapping()["phone"] == "c1"


def test_a_sheet_without_header_leaves_every_column_unknown() -> None:
    match = match_headers(_table(_data(3)), FIELDS)
    assert match.header_rows == ()
    assert match.first_data_row == 1
    assert match.mapping() == {}
    assert match.missing_required == ("full_name", "id_number")


@pytest.mark.parametrize(
    "row",
    [
        ["1", "2", "3"],
        ["（1）", "（2）", "（3）"],
        ["例：王某", "4301…", "138…"],
        ["填写说明", "18位", "手机"],
        ["必填", "必填", "选填"],
    ],
)
def test_rows_that_explain_the_header_are_not_data(row: list[str]) -> None:
    match = match_headers(_table([["姓名", "身份证号", "手机"], row, *_data(3)]), FIELDS)
    assert match.header_rows == (1,)
    assert match.first_data_row == 3


def test_a_first_person_called_li_is_data() -> None:
    match = match_headers(_table([["姓名", "身份证号"], ["李例", "1"], *_data(2)]), FIELDS)
    assert match.first_data_row == 2


def test_totals_signatures_and_repeated_headers_below_are_not_data() -> None:
    header = ["序号", "姓名", "身份证号", "手机", "住址"]
    rows: Rows = [
        header,
        *_data(5, 3),
        ["小计", "3人"],
        header,
        *_data(5, 3),
        ["合 计", "6人"],
        ["备注：以上人员已公示"],
        ["制表人：张某", None, "审核人：李某", "日期：2026年11月"],
    ]
    match = match_headers(_table(rows), FIELDS)
    assert match.footer_rows == (5, 10, 11, 12)
    assert match.repeated_header_rows == (6,)
    assert {*match.footer_rows, *match.repeated_header_rows} == {5, 6, 10, 11, 12}


def test_a_person_whose_row_begins_like_a_footer_stays_a_person() -> None:
    rows: Rows = [["姓名", "身份证号", "手机", "住址"], *_data(4, 3), ["注德才", "4301", "138", "长沙"]]
    assert match_headers(_table(rows), FIELDS).footer_rows == ()


def test_a_header_is_where_a_person_says_it_is_whatever_its_words() -> None:
    rows = [["一"], *[["姓名", "身份证号"]] * 2, ["甲", "乙"], *_data(2)]
    match = match_headers(_table(rows), FIELDS, {"甲": "full_name", "乙": "id_number"}, told_rows=(4, 1))
    assert _found(match) == {"full_name": "c0", "id_number": "c1"}
    assert (match.header_rows, match.first_data_row) == ((4,), 5)
    assert match.title == "一 姓名 身份证号 姓名 身份证号"


def test_a_header_of_two_rows_far_down_is_taken_as_told() -> None:
    rows = [*_data(3, 50), ["家庭联系人一", None, "手机"], ["姓名", "电话", None], *_data(3)]
    match = match_headers(_table(rows), FIELDS, told_rows=(51, 2))
    assert _found(match) == {"contact1_name": "c0", "contact1_phone": "c1", "phone": "c2"}
    assert (match.header_rows, match.first_data_row) == ((51, 52), 53)


@pytest.mark.parametrize("first", [2, 900])
def test_a_header_said_to_be_where_nothing_is_written_is_none(first: int) -> None:
    table = _table([["姓名", "身份证号"], [None, None], *_data(2)])
    table = replace(table, frame=table.frame.filter(pl.col("row_no") != 2))
    match = match_headers(table, FIELDS, told_rows=(first, 1))
    assert match.header_rows == () and not _found(match)
    assert match.missing_required == ("full_name", "id_number")
