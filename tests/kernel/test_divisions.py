"""Division codes: levels, parents, history."""

from __future__ import annotations

import pytest

from yinqiao.kernel.divisions import (
    DivisionLevel,
    can_be_issued,
    division_level,
    division_parent,
    division_parents,
    existed_in,
    historical_divisions,
    is_known_division,
    is_within,
    trim_division,
)

pytestmark = pytest.mark.fast


@pytest.mark.parametrize(
    ("code", "trimmed", "level"),
    [
        ("43", "43", DivisionLevel.PROVINCE),
        ("430000", "43", DivisionLevel.PROVINCE),
        ("430100", "4301", DivisionLevel.CITY),
        ("430104", "430104", DivisionLevel.DISTRICT),
        ("430104000000", "430104", DivisionLevel.DISTRICT),
        ("430104001", "430104001", DivisionLevel.STREET),
        ("430104001000", "430104001", DivisionLevel.STREET),
        ("430104001001", "430104001001", DivisionLevel.COMMUNITY),
    ],
)
def test_padded_and_unpadded_codes_have_one_level(code: str, trimmed: str, level: DivisionLevel) -> None:
    assert trim_division(code) == trimmed
    assert division_level(code) is level


@pytest.mark.parametrize("code", ["", "4", "43010", "43010a", "４３", "4301040010011"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        trim_division(code)


def test_parents_go_up_level_by_level() -> None:
    assert division_parents("430104001001") == ("430104001", "430104", "4301", "43")
    assert division_parent("430104") == "4301"
    assert division_parent("430000") is None


def test_a_division_lies_within_its_ancestors_and_itself() -> None:
    assert is_within("430104001001", "430100")
    assert is_within("430104", "430104")
    assert not is_within("430104", "430105")
    assert not is_within("430100", "430104")


def test_the_history_of_yuelu_begins_as_the_west_district() -> None:
    assert [(entry.name, entry.from_year, entry.to_year) for entry in historical_divisions("430104")] == [
        ("西区", 1983, 1995),
        ("岳麓区", 1996, None),
    ]
    assert historical_divisions("999999") == ()


@pytest.mark.parametrize(
    ("code", "known"), [("430104", True), ("430122", True), ("430182", True), ("990101", False), ("000000", False)]
)
def test_known_codes_are_those_of_any_time(code: str, known: bool) -> None:
    assert is_known_division(code) is known


def test_a_code_abolished_before_the_first_identity_cards_fits_nobody() -> None:
    # Shaoxing County bore 332321 until 1981; Changping County bore 110201 until 1982, then 110221 until 1999.
    assert not can_be_issued("332321", 1940)
    assert can_be_issued("110201", 1940)
    assert can_be_issued("110221", 1940)
    assert not can_be_issued("110221", 2010)


def test_residence_permits_of_hong_kong_macao_and_taiwan_are_lawful() -> None:
    assert all(can_be_issued(code, 1955) for code in ("810000", "820000", "830000"))


@pytest.mark.parametrize(("year", "expected"), [(1982, False), (1983, True), (1995, True), (2026, True)])
def test_a_code_is_in_force_in_both_years_of_change(year: int, expected: bool) -> None:
    assert existed_in("430104", year) is expected
