"""The check as a whole: rows, verdicts, notes; that it is pure, says nothing secret, and survives any cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yinqiao.areas.rosters.queries import check_normalised, check_roster, normalise
from yinqiao.areas.rosters.rules.fields import ROSTER_FIELDS
from yinqiao.areas.rosters.tests.sheets import (
    FIRST_ROW,
    check,
    codes_of,
    context_of,
    found,
    good_person,
    number_of,
    sentences_of,
    sheet_of,
)
from yinqiao.areas.rosters.types import Severity
from yinqiao.platform.sheets.kinds import CellKind
from yinqiao.platform.sheets.types import HeaderMatch

pytestmark = pytest.mark.fast


def test_rows_hold_every_field_in_normal_form() -> None:
    person = good_person(
        3, name="王　芳", phone="+86 13800000003", special_group="高龄，孤寡", is_archive_digitised="√"
    )
    row = check([person]).rows.row(0, named=True)
    assert row["name"] == "王芳"
    assert row["phone"] == "13800000003"
    assert row["special_group"] == "aged_80,alone"
    assert row["is_archive_digitised"] is True
    assert row["political_status"] == "01"
    assert row["work_start_on"] == date(1974, 9, 1)
    assert row["remark"] is None
    assert {field.name for field in ROSTER_FIELDS} - {"serial_no"} <= set(row)


def test_birth_date_and_sex_come_from_a_valid_number() -> None:
    person = good_person(3, born_on="1955-04")
    row = check([person]).rows.row(0, named=True)
    assert (row["born_on"], row["sex"]) == (date(1955, 4, 4), "2")


def test_a_wrong_number_gives_no_birth_date() -> None:
    number = good_person(3)["id_no"] or ""
    wrong = number[:17] + ("1" if number[17] != "1" else "2")
    row = check([good_person(3, id_no=wrong, born_on=None)]).rows.row(0, named=True)
    assert (row["id_no"], row["is_id_valid"], row["born_on"]) == (wrong, False, None)


def test_ticked_columns_are_special_groups() -> None:
    person = good_person(3, is_alone="√", is_model_worker="是", is_destitute="否")
    assert check([person]).rows["special_group"].to_list() == ["alone,model_worker"]


def test_a_column_that_is_missing_is_said_once_for_the_file() -> None:
    people = [
        {name: value for name, value in good_person(index).items() if name not in ("id_no", "phone")}
        for index in range(9)
    ]
    result = check(people)
    assert found(result, "roster.required_column_missing") == [(-1, "id_no")]
    assert found(result, "roster.column_absent") == [(-1, "phone")]
    assert result.rows["blocked"].all()
    assert result.findings.height == 2


def test_rows_below_the_table_are_not_people() -> None:
    table, header = sheet_of([good_person(1), good_person(2), {"name": "合计：2人"}])
    header = replace(header, footer_rows=(FIRST_ROW + 2,))
    assert check_roster(table, header, context_of()).rows["row_no"].to_list() == [2, 3]


def test_a_row_with_nothing_but_its_serial_number_is_no_person() -> None:
    people = [{"serial_no": "1"} | good_person(1), {"serial_no": "2"} | dict.fromkeys(good_person(1))]
    assert check(people).rows.height == 1


def test_a_sheet_without_rows_has_no_rows_and_no_fault() -> None:
    table, header = sheet_of([good_person(1)])
    result = check_roster(table, replace(header, first_data_row=99), context_of())
    assert result.rows.is_empty()
    assert result.counts == {}


def test_a_sheet_whose_header_was_not_recognised_is_refused_column_by_column() -> None:
    table, _ = sheet_of([good_person(1)])
    result = check_roster(table, HeaderMatch((), 2, (), ("name",)), context_of())
    assert {field for _, field in found(result, "roster.required_column_missing")} == {
        "name",
        "sex",
        "id_no",
        "retired_on",
    }


def test_counts_and_verdicts_follow_from_the_findings() -> None:
    result = check(
        [good_person(1), good_person(2, name=None), good_person(3, archive_no=None), good_person(4, name=" 王芳")]
    )
    assert result.counts == {"roster.archive_missing": 1, "roster.mended_spaces": 1, "roster.required_missing": 1}
    assert result.rows["blocked"].to_list() == [False, True, False, False]
    assert result.rows["findings"].to_list() == [0, 1, 1, 0]


def test_a_finding_stands_at_its_cell_with_a_sentence() -> None:
    result = check([good_person(1), good_person(2, sex="男")])
    [(row_no, field, severity)] = result.findings.select("row_no", "field", "severity").iter_rows()
    assert (row_no, result.columns[field], severity) == (3, 1, Severity.BLOCKS)
    [sentence] = sentences_of(result)
    assert sentence.startswith("填写的性别与身份证号第17位不一致")


def test_two_phases_and_one_give_the_same() -> None:
    table, header = sheet_of([good_person(1), good_person(2, sex="男"), good_person(1)])
    context = context_of()
    once = check_roster(table, header, context)
    twice = check_normalised(normalise(table, header, context), context)
    assert once.findings.equals(twice.findings)
    assert once.rows.equals(twice.rows)


def test_what_is_asked_of_the_database_is_valid_numbers_and_named_people() -> None:
    table, header = sheet_of([good_person(1), good_person(2, id_no="12"), good_person(3, name=None)])
    roster = normalise(table, header, context_of())
    assert roster.numbers["row_no"].to_list() == [2, 4]
    assert roster.people["row_no"].to_list() == [2, 3]
    assert "born_on" in roster.filled and "remark" not in roster.filled


def test_the_1904_date_system_shifts_serials() -> None:
    table, header = sheet_of([good_person(1, work_start_on="25811")])
    rows = check_roster(replace(table, date1904=True), header, context_of()).rows
    assert rows["work_start_on"].to_list() == [date(1974, 9, 1)]


def test_findings_never_repeat_numbers_phones_or_addresses() -> None:
    number, phone = number_of("19550404", 6), "13877776666"
    misplaced = {"ethnic_group": number, "education": phone, "former_post": f"{number} ", "special_group": phone}
    result = check(
        [good_person(3, **misplaced, id_no=f" {number}", phone=f"{phone} ", residence_address=f"望月湖社区{phone} ")]
    )
    told = "".join(result.findings["args"].drop_nulls()) + "".join(sentences_of(result))
    assert result.findings.height >= 5
    assert number not in told and phone not in told and "望月湖" not in told


@pytest.mark.parametrize(
    "name",
    [
        "阿卜杜热合曼·买买提吐尔逊江",
        "䶮㛃",
        "𬭎芳",
        "欧阳龘",
        "阿依古丽·买买提",
        "古力娜扎尔·拜合提亚尔·吾",
        "朱𫖯",
        "俞某明",
        "单于",
        "云海",
    ],
)
def test_rare_and_long_names_are_names_like_any_other(name: str) -> None:
    result = check([good_person(3, name=name)])
    assert codes_of(result, 0) == set()
    assert result.rows["name"].to_list() == [name]


_CELL = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.sampled_from(
        ["", " ", "\u200b", "无", "0", "1e309", "NaN", "2005-02-30", "=cmd|' /C calc'!A0", "\x00", "９９", "99" * 400]
    ),
    st.from_regex(r"[0-9]{14,19}[xX]?", fullmatch=True),
    st.from_regex(r"[12][0-9]{3}[-./年]?[0-9]{0,2}", fullmatch=True),
)
_NAMES = [field.name for field in ROSTER_FIELDS]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(_NAMES, _CELL)), min_size=1, max_size=4), st.data())
def test_no_cell_whatever_breaks_the_check(people: list[dict[str, str | None]], data: st.DataObject) -> None:
    names = sorted({name for person in people for name in person})
    kinds = {}
    if names:
        kinds = {(0, data.draw(st.sampled_from(names))): data.draw(st.sampled_from(list(CellKind)))}
    people = [dict.fromkeys(names) | {"name": None} | person for person in people]
    result = check(people, kinds)
    assert result.rows["route_how"].null_count() == 0
    assert result.findings.filter(pl.col("severity").is_in(["blocks", "warns", "mended"]).not_()).is_empty()
    assert all(sentence.endswith("。") for sentence in sentences_of(result))
    again = check(people, kinds)
    assert again.findings.equals(result.findings) and again.rows.equals(result.rows)
