"""A list of things, which names nobody: its amounts, its cells with several codes, and what is found in them."""

from __future__ import annotations

import polars as pl
import pytest

from yinqiao.areas.rosters.queries import check_things, load_fields, normalise, sentence_of
from yinqiao.areas.rosters.tests.sheets import context_of
from yinqiao.areas.rosters.types import FieldList, read_amount, read_codes
from yinqiao.kernel.codes import CodeTable
from yinqiao.platform.sheets.types import ColumnMatch, HeaderMatch, MatchHow, SheetKind, SheetTable

pytestmark = pytest.mark.fast


class Colour(CodeTable):
    """What a thing of the test may be painted in."""

    RED = "red", "红", "红色"
    BLUE = "blue", "蓝"


FIELDS: FieldList = load_fields(
    [
        {"name": "name", "label": "名称", "kind": "text", "required": True},
        {"name": "area", "label": "面积", "kind": "amount", "most": 1000},
        {"name": "colours", "label": "颜色", "kind": "codes", "table": "colour"},
        {"name": "made_on", "label": "日期", "kind": "date"},
    ],
    {"colour": Colour},
)


@pytest.mark.parametrize(
    ("text", "hundredths", "is_unreadable"),
    [
        ("12", 1200, False), ("１２.5", 1250, False), ("1,204.55㎡", 120455, False), ("86 平方米", 8600, False),
        ("0.005", 1, False), ("0.0049", 0, False), ("2.345", 235, False), ("0", 0, False), ("350000元", 35000000, False),
        ("86m²", 8600, False), (None, None, False), ("  ", None, False),
        ("-3", None, True), ("约20", None, True), ("3万元", None, True), ("2亩", None, True), ("1.2.3", None, True),
        ("1e9", None, True), ("NaN", None, True), ("9" * 16, None, True),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_hundredths_half_up_or_pointed_out(
    text: str | None, hundredths: int | None, is_unreadable: bool
) -> None:
    assert read_amount(text) == (hundredths, is_unreadable)


@pytest.mark.parametrize(
    ("text", "codes", "is_unknown"),
    [
        ("蓝、红色", "red,blue", False), ("红，红", "red", False), ("无", None, False), (None, None, False),
        ("红;绿", "red", True), ("绿", None, True),
    ],
)  # fmt: skip
def test_several_codes_of_a_cell_stand_in_the_order_of_their_table(
    text: str | None, codes: str | None, is_unknown: bool
) -> None:
    assert read_codes(text, Colour) == (codes, is_unknown)


def _sheet(*rows: tuple[str | None, ...]) -> tuple[SheetTable, HeaderMatch]:
    names = [field.name for field in FIELDS]
    frame = pl.DataFrame(
        {"row_no": range(2, 2 + len(rows))} | {f"c{at}": [row[at] for row in rows] for at in range(len(names))},
        schema={"row_no": pl.UInt32} | {f"c{at}": pl.String for at in range(len(names))},
    )
    matches = tuple(
        ColumnMatch(f"c{at}", FIELDS[name].label, name, MatchHow.EXACT, 1.0) for at, name in enumerate(names)
    )  # fmt: skip
    return SheetTable(SheetKind.CSV, frame, {}, ""), HeaderMatch((1,), 2, matches, ())


def test_what_is_wrong_in_the_cells_of_things_is_found_and_not_used() -> None:
    table, header = _sheet(
        ("活动室", "86.5", "红、蓝", "2026-03-01"),
        ("棋牌室", "约80", "绿", "2026-13-01"),
        ("仓库", "1000.01", None, None),
        ("礼堂", "1000", None, None),
        (None, "1", None, None),
        ("示例：老年活动中心", "5", None, None),
    )
    things = normalise(table, header, context_of(), FIELDS)
    assert things.frame["area"].to_list() == [8650, None, None, 100000, 100, 500]
    assert things.frame["colours"].to_list()[:2] == ["red,blue", None]
    found = check_things(things, context_of())
    assert list(found.select("row_no", "field", "code", "severity").iter_rows()) == [
        (3, "made_on", "roster.date_impossible", "warns"),
        (3, "colours", "roster.code_unknown", "warns"),
        (3, "area", "roster.amount_unreadable", "warns"),
        (4, "area", "roster.amount_beyond", "warns"),
        (6, "name", "roster.required_missing", "blocks"),
        (7, "name", "roster.template_example", "blocks"),
    ]
    said = [sentence_of(code, field, args, FIELDS) for _, field, code, _, args in found.iter_rows()]
    assert said[3] == "“面积”超过1,000，未采用；请核对数字和单位。"
    assert not any("约80" in one or "绿" in one for one in said)
