"""The same person twice: in the file, under another number, in the register, in another roster, recorded dead."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest

from yinqiao.areas.rosters.queries import is_stopped
from yinqiao.areas.rosters.rules.context import CANDIDATE_SCHEMA, KNOWN_SCHEMA
from yinqiao.areas.rosters.tests.sheets import FIRST_ROW, check, codes_of, found, good_person, number_of
from yinqiao.areas.rosters.types.findings import FindingCode
from yinqiao.platform.sheets.kinds import CellKind

pytestmark = pytest.mark.fast

DUPLICATE = FindingCode.DUPLICATE_IN_FILE
PROBABLE = FindingCode.PROBABLE_DUPLICATE
POSITIONS = pytest.mark.parametrize("place", [1, 3, 6], ids=["early", "middle", "last"])


def _people(count: int = 7) -> list[dict[str, str | None]]:
    return [good_person(index + 10) for index in range(count)]


def _args(result, code: str) -> list[dict[str, object]]:  # type: ignore[no-untyped-def]
    return [json.loads(args) for args in result.findings.filter(pl.col("code") == code)["args"]]


@POSITIONS
def test_a_repeated_number_holds_back_the_later_row_and_points_to_the_first(place: int) -> None:
    people = _people()
    people[place] = dict(people[0])
    result = check(people)
    assert found(result, DUPLICATE) == [(place, "id_no")]
    assert _args(result, DUPLICATE) == [{"row": FIRST_ROW, "differing": ""}]
    assert result.rows["blocked"].to_list() == [index == place for index in range(7)]


def test_a_repeated_row_that_differs_names_the_differing_columns() -> None:
    people = _people(2)
    people[1] = people[0] | {"name": "王小芳", "phone": "13900000001"}
    assert _args(check(people), DUPLICATE) == [{"row": FIRST_ROW, "differing": "，但姓名、本人电话不同"}]


def test_three_rows_of_one_number_keep_only_the_first() -> None:
    people = [good_person(1)] * 3
    assert found(check(people), DUPLICATE) == [(1, "id_no"), (2, "id_no")]


def test_an_old_number_and_its_upgraded_form_are_one_person() -> None:
    people = _people(2)
    number = people[0]["id_no"] or ""
    people[1] = people[0] | {"id_no": number[:6] + number[8:17]}
    assert (1, "id_no") in found(check(people), DUPLICATE)


def test_two_numbers_that_lost_their_last_digits_are_no_duplicates() -> None:
    people = _people(2)
    cut = (people[0]["id_no"] or "")[:15] + "000"
    people = [person | {"id_no": cut} for person in people]
    result = check(people, {(0, "id_no"): CellKind.NUMBER, (1, "id_no"): CellKind.NUMBER})
    assert found(result, DUPLICATE) == []
    assert len(found(result, FindingCode.ID_PRECISION_LOST)) == 2


def test_namesakes_with_different_birth_dates_are_two_people() -> None:
    people = _people(2)
    people[1]["name"] = people[0]["name"]
    result = check(people)
    assert found(result, DUPLICATE) == []
    assert found(result, PROBABLE) == []


@POSITIONS
@pytest.mark.parametrize(
    "number",
    [number_of("19551111", 40), number_of("19551111", 22), number_of("19551111", 202)],
    ids=["middle-digit", "last-digits-swapped", "first-digits-swapped"],
)
def test_one_person_under_two_numbers_is_pointed_out_in_both_rows(number: str, place: int) -> None:
    people = _people()
    people[0] = good_person(10, id_no=number_of("19551111", 20), born_on="1955-11-11", retired_on="2005-11")
    people[place] = people[0] | {"id_no": number, "archive_no": "ZX-9"}
    result = check(people)
    assert found(result, PROBABLE) == [(0, "id_no"), (place, "id_no")]
    assert [args["row"] for args in _args(result, PROBABLE)] == [FIRST_ROW + place, FIRST_ROW]
    assert not result.rows["blocked"].any()


def test_a_slip_in_the_birth_part_of_the_number_is_still_the_same_person() -> None:
    people = _people(2)
    first = number_of("19551111", 20)
    people[0] = good_person(10, id_no=first, born_on="1955-11-11", retired_on="2005-11")
    slipped = first[:13] + "2" + first[14:]
    people[1] = people[0] | {"id_no": slipped, "archive_no": "ZX-9"}
    assert {index for index, _ in found(check(people), PROBABLE)} == {0, 1}


@pytest.mark.parametrize(
    ("name", "other"), [("王桂英", "王桂瑛"), ("李建国", "李健国")], ids=["look-alike-or-sound", "same-sound"]
)
def test_a_name_of_the_same_sound_with_one_phone_and_birth_date_is_probably_one_person(name: str, other: str) -> None:
    people = _people(2)
    people[0] = good_person(10, name=name, id_no=number_of("19551111", 20), born_on="1955-11-11", retired_on="2005-11")
    people[1] = people[0] | {"name": other, "id_no": number_of("19551111", 40), "archive_no": "ZX-9"}
    assert {index for index, _ in found(check(people), PROBABLE)} == {0, 1}


def test_a_former_name_leads_to_the_other_row() -> None:
    people = _people(2)
    people[0] = good_person(
        10, name="王桂英", id_no=number_of("19551111", 20), born_on="1955-11-11", retired_on="2005-11"
    )
    people[1] = people[0] | {
        "name": "王红旗",
        "former_name": "王桂英",
        "id_no": number_of("19551111", 40),
        "archive_no": "Z",
    }
    assert {index for index, _ in found(check(people), PROBABLE)} == {0, 1}


def test_two_people_of_one_day_with_neighbouring_numbers_are_two_people() -> None:
    people = _people(2)
    people[0] |= {"id_no": number_of("19551111", 20), "born_on": "1955-11-11", "retired_on": "2005-11"}
    people[1] |= {"id_no": number_of("19551111", 22), "born_on": "1955-11-11", "retired_on": "2005-11"}
    assert found(check(people), PROBABLE) == []


def test_a_column_filled_down_does_not_pair_everybody_with_everybody() -> None:
    people = [
        good_person(index, name="王芳", id_no=number_of("19551111", 2 * index), born_on="1955-11-11")
        for index in range(200)
    ]
    result = check(people)
    assert len(found(result, PROBABLE)) <= 200


@pytest.mark.parametrize(("sharers", "expected"), [(5, 0), (6, 6)])
def test_a_phone_is_shared_by_many_from_six_people_on(sharers: int, expected: int) -> None:
    people = _people(10)
    for person in people[:sharers]:
        person["phone"] = "13911112222"
    result = check(people)
    assert found(result, FindingCode.PHONE_SHARED) == [(index, "phone") for index in range(expected)]


def test_a_phone_in_six_rows_of_five_people_is_not_shared_by_many() -> None:
    people = [good_person(index, phone="13911112222") for index in (1, 2, 3, 4, 5, 5)]
    assert found(check(people), FindingCode.PHONE_SHARED) == []


def test_the_phone_of_a_residence_counts_where_the_form_has_no_other() -> None:
    people = [good_person(index) for index in range(6)]
    for person in people:
        del person["phone"]
        person["residence_phone"] = "0731-88880000"
    result = check(people)
    assert len(found(result, FindingCode.PHONE_SHARED)) == 6
    assert result.rows["phone"].to_list() == ["0731-88880000"] * 6


@POSITIONS
def test_one_archive_number_of_two_people_is_pointed_out_at_both(place: int) -> None:
    people = _people()
    people[place]["archive_no"] = people[0]["archive_no"]
    result = check(people)
    assert found(result, FindingCode.ARCHIVE_REPEATED) == [(0, "archive_no"), (place, "archive_no")]
    assert [args["row"] for args in _args(result, FindingCode.ARCHIVE_REPEATED)] == [FIRST_ROW + place, FIRST_ROW]


def test_one_archive_number_in_two_rows_of_one_person_is_not_repeated() -> None:
    assert found(check([good_person(1), good_person(1)]), FindingCode.ARCHIVE_REPEATED) == []


@POSITIONS
@pytest.mark.parametrize(
    ("column", "code", "is_blocked"),
    [
        ("is_recorded_dead", FindingCode.RECORDED_DEAD, True),
        ("is_registered_elsewhere", FindingCode.REGISTERED_ELSEWHERE, True),
        ("is_in_other_roster", FindingCode.IN_OTHER_ROSTER, False),
        ("is_succeeded", FindingCode.SUCCEEDED, False),
    ],
)
def test_what_the_database_knows_is_told_at_its_row(column: str, code: str, is_blocked: bool, place: int) -> None:
    known = {"row_no": [FIRST_ROW + place, 9999], **{name: [False, True] for name in KNOWN_SCHEMA if name != "row_no"}}
    known[column] = [True, True]
    result = check(_people(), known=pl.DataFrame(known, schema=KNOWN_SCHEMA))
    assert found(result, code) == [(place, "id_no")]
    assert codes_of(result, place) == {code}
    assert result.rows["blocked"][place] is is_blocked


def _candidate(**changes: object) -> pl.DataFrame:
    person = good_person(10)
    base = {
        "row_no": FIRST_ROW,
        "retiree_id": "018f",
        "name": person["name"],
        "former_name": None,
        "id_no": number_of("19551111", 40),
        "born_on": date(1955, 11, 11),
        "sex": "2",
        "phone": None,
        "enterprise_id": 7,
    }
    return pl.DataFrame([base | changes], schema=CANDIDATE_SCHEMA)


def test_a_registered_person_under_another_number_is_shown_with_a_score_but_not_named() -> None:
    result = check(_people(), candidates=_candidate())
    assert found(result, FindingCode.PROBABLE_IN_REGISTER) == [(0, "id_no")]
    assert result.probable["retiree_id"].to_list() == ["018f"]
    assert "018f" not in "".join(result.findings["args"].drop_nulls())
    assert {"name_equal", "birth_equal", "enterprise_equal"} <= set(result.probable["reasons"][0])


@pytest.mark.parametrize(
    "changes",
    [
        {"id_no": good_person(10)["id_no"]},
        {"name": "赵大海", "born_on": date(1940, 1, 1), "sex": "1"},
        {"row_no": 9999},
    ],
    ids=["same-number", "somebody-else", "no-such-row"],
)
def test_a_candidate_who_is_known_or_another_person_is_not_shown(changes: dict[str, object]) -> None:
    result = check(_people(), candidates=_candidate(**changes))
    assert result.probable.is_empty()
    assert found(result, FindingCode.PROBABLE_IN_REGISTER) == []


@pytest.mark.parametrize("repeats", [0, 19, 20])
def test_rows_whose_number_stands_in_an_earlier_row_are_counted_as_doubles(repeats: int) -> None:
    people = [good_person(index) for index in range(40)] + [good_person(index) for index in range(repeats)]
    assert check(people).doubles == repeats


@pytest.mark.parametrize(
    ("column", "counted"),
    [("is_registered_elsewhere", 1), ("is_in_other_roster", 1), ("is_recorded_dead", 0), ("is_succeeded", 0)],
)
def test_who_is_known_by_number_elsewhere_counts_as_a_double(column: str, counted: int) -> None:
    known = {"row_no": [FIRST_ROW], **{name: [name == column] for name in KNOWN_SCHEMA if name != "row_no"}}
    assert check(_people(), known=pl.DataFrame(known, schema=KNOWN_SCHEMA)).doubles == counted


def test_a_probable_double_is_pointed_out_and_not_counted() -> None:
    result = check(_people(), candidates=_candidate())
    assert found(result, FindingCode.PROBABLE_IN_REGISTER)
    assert result.doubles == 0


def test_who_is_probably_somebody_elses_is_pointed_out_unless_the_own_register_knows_them() -> None:
    elsewhere = frozenset({FIRST_ROW, FIRST_ROW + 1})
    result = check(_people(), candidates=_candidate(), probable_elsewhere=elsewhere)
    own = found(result, FindingCode.PROBABLE_IN_REGISTER)
    assert found(result, FindingCode.PROBABLE_ELSEWHERE) == [
        (row - FIRST_ROW, "name") for row in sorted(elsewhere) if row - FIRST_ROW not in dict(own)
    ]
    assert own and result.doubles == 0


@pytest.mark.parametrize(("rows", "doubles", "expected"), [(59, 19, False), (60, 20, True), (425, 25, False)])
def test_from_twenty_doubles_and_a_fifth_of_the_rows_a_person_must_look(
    rows: int, doubles: int, expected: bool
) -> None:
    assert is_stopped(rows, doubles) is expected
