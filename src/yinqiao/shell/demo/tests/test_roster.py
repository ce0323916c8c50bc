"""Roster files of the demo: forms, planted mistakes, answers; read back with other readers than the product's."""

from __future__ import annotations

import csv
import io

import openpyxl
import polars as pl
import pytest
import python_calamine
from stdnum.cn import ric

from yinqiao.shell.demo.enterprises import generate_enterprises
from yinqiao.shell.demo.people import generate_people
from yinqiao.shell.demo.roster.layouts import CITY_FORM, LAYOUTS, PLAIN, SHORT_LIST, SYSTEM_EXPORT, Layout
from yinqiao.shell.demo.roster.make import RosterOrder, bench_roster, make_roster
from yinqiao.shell.demo.roster.natural import KnownNumbers
from yinqiao.shell.demo.roster.plan import MistakePlan
from yinqiao.shell.demo.roster.spoil import KINDS
from yinqiao.shell.demo.roster.spoil.numbers import last_character
from yinqiao.shell.demo.tests.cities import small_city

pytestmark = pytest.mark.fast

EVERY = MistakePlan.every(3_000)


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    return generate_people(3_000, 11, small_city(), generate_enterprises(40, 11))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv", "csv-utf8", "csv-gb18030"])
def test_the_same_order_gives_the_same_bytes(people: pl.DataFrame, layout: Layout, kind: str) -> None:
    order = RosterOrder(seed=4, mistakes=MistakePlan.only(id_check_digit=2), layout=layout)
    few = people.head(40)
    assert make_roster(few, order).to_bytes(kind) == make_roster(few, order).to_bytes(kind)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("layout", [PLAIN, CITY_FORM, SHORT_LIST], ids=lambda layout: layout.name)
def test_a_workbook_reads_back_cell_for_cell(people: pl.DataFrame, layout: Layout, kind: str) -> None:
    roster = make_roster(people.head(50), RosterOrder(seed=1, layout=layout))
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(roster.to_bytes(kind)))
    rows = book.get_sheet_by_index(0).to_python()
    wanted = roster.sheet.frame().drop("row_no").fill_null("").rows()
    assert [tuple(str(cell) for cell in row) for row in rows[: len(wanted)]] == wanted


def test_csv_in_gb18030_keeps_rare_characters(people: pl.DataFrame) -> None:
    rare = people.head(2).with_columns(name=pl.Series(["王䶮", "彭𫖯"]))
    text = make_roster(rare, RosterOrder(seed=1)).to_bytes("csv-gb18030").decode("gb18030")
    assert [row[0] for row in csv.reader(io.StringIO(text))] == ["姓名", "王䶮", "彭𫖯"]


def test_the_city_form_has_merged_headers_and_a_footer(people: pl.DataFrame) -> None:
    data = make_roster(people.head(5), RosterOrder(seed=1, layout=CITY_FORM)).to_bytes()
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    merged = {str(area) for area in page.merged_cells.ranges}
    assert {"A1:AK1", "A3:A4", "AF3:AH3"} <= merged
    assert page["AF3"].value == "家庭联系人一"
    assert [page["AF4"].value, page["AH4"].value] == ["姓名", "电话"]
    assert page.cell(10, 1).value.startswith("填表人")


def test_the_system_export_has_real_date_cells(people: pl.DataFrame) -> None:
    data = make_roster(people.head(5), RosterOrder(seed=1, layout=SYSTEM_EXPORT)).to_bytes()
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert page.cell(2, 5).is_date
    assert page.cell(2, 5).value.date() == people["born_on"][0]


def test_the_dead_are_left_out_unless_they_are_asked_for(people: pl.DataFrame) -> None:
    dead = people.filter(pl.col("died_on").is_not_null())
    assert dead.height > 5
    assert make_roster(people, RosterOrder(seed=1)).sheet.cells.height == people.height - dead.height
    known = KnownNumbers(recorded_dead=frozenset(dead["id_no"]))
    with_dead = make_roster(people, RosterOrder(seed=1, known=known))
    assert with_dead.sheet.cells.height == people.height
    found = with_dead.answers.filter(pl.col("code") == "roster.recorded_dead")
    assert found.height == dead.height


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_mistake_finds_room_and_changes_what_it_says(people: pl.DataFrame, kind: str) -> None:
    clean = make_roster(people, RosterOrder(seed=2)).sheet.cells
    spoiled = make_roster(people, RosterOrder(seed=2, mistakes=MistakePlan.only(**{kind: 3})))
    answers = spoiled.answers.filter(pl.col("must_find") & (pl.col("kind") == kind))
    assert spoiled.planted[kind] >= (1 if kind == "name_middle_dot" else 3)
    assert answers["code"].unique().to_list() == [KINDS[kind].code]
    rows = (answers["row_no"] - spoiled.sheet.first_row_no).to_list()
    differing = [row for row in range(clean.height) if clean.row(row) != spoiled.sheet.cells.row(row)]
    if kind == "phone_shared":
        assert set(differing) < set(rows)
    elif kind == "archive_repeated":
        assert len(set(rows) & set(differing)) == len(differing) == 3
    else:
        assert differing == sorted(rows)


def test_every_kind_at_once_leaves_all_other_rows_as_they_were(people: pl.DataFrame) -> None:
    clean = make_roster(people, RosterOrder(seed=2)).sheet.cells
    spoiled = make_roster(people, RosterOrder(seed=2, mistakes=EVERY))
    named = set((spoiled.answers["row_no"] - spoiled.sheet.first_row_no).to_list())
    untouched = [row for row in range(clean.height) if row not in named]
    assert len(untouched) > clean.height // 2
    assert clean[untouched].equals(spoiled.sheet.cells[untouched])
    assert set(spoiled.planted) == set(KINDS)


def test_spoiled_numbers_are_wrong_in_the_way_they_say(people: pl.DataFrame) -> None:
    spoiled = make_roster(people, RosterOrder(seed=5, mistakes=EVERY))
    answers = spoiled.answers.filter("must_find")

    def cells(kind: str) -> list[str]:
        rows = answers.filter(pl.col("kind") == kind)["row_no"] - spoiled.sheet.first_row_no
        return spoiled.sheet.cells["id_no"].gather(rows).to_list()

    assert all(ric.calc_check_digit(number) != number[17] for number in cells("id_check_digit"))
    assert all(ric.calc_check_digit(number) != number[17] for number in cells("id_swapped_digits"))
    assert all(ric.calc_check_digit(number) == number[17] for number in cells("id_date") + cells("id_future"))
    assert all(len(number) == 15 for number in cells("id_15_digits"))
    assert all(number.endswith("000") for number in cells("id_precision_lost"))
    assert all("o" in number.lower() for number in cells("id_letter_o"))


@pytest.mark.parametrize(
    ("first17", "last"), [("11010519491231002", "X"), ("44052418800101001", "4"), ("34052419800101001", "X")]
)
def test_the_spoilers_own_check_character_is_that_of_the_standard(first17: str, last: str) -> None:
    assert last_character(first17) == last


def test_a_lost_number_is_a_number_cell_in_the_workbook(people: pl.DataFrame) -> None:
    roster = make_roster(people.head(200), RosterOrder(seed=3, mistakes=MistakePlan.only(id_precision_lost=1)))
    ((row, field),) = roster.sheet.numbers
    page = openpyxl.load_workbook(io.BytesIO(roster.to_bytes())).active
    cell = page.cell(row + roster.sheet.first_row_no, PLAIN.fields.index(field) + 1)
    assert cell.data_type == "n"
    assert page.cell(row + roster.sheet.first_row_no, 1).data_type == "s"


def test_a_mistake_in_a_column_the_form_lacks_is_left_out(people: pl.DataFrame) -> None:
    order = RosterOrder(seed=1, layout=SHORT_LIST, mistakes=MistakePlan.only(unknown_education=3, phone_wrong=3))
    assert make_roster(people, order).planted == {"phone_wrong": 3}


def test_an_unknown_kind_of_mistake_is_refused() -> None:
    with pytest.raises(KeyError, match="no_such_kind"):
        MistakePlan.only(no_such_kind=1)


def test_the_bench_roster_has_the_rows_asked_for_and_25_columns() -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(bench_roster(small_city(), seed=1, rows=500)))
    rows = book.get_sheet_by_index(0).to_python()
    assert (len(rows), len(rows[0])) == (501, 25)
