"""Telephone numbers as rosters hold them."""

from __future__ import annotations

import pytest

from yinqiao.kernel.phone import PhoneKind, PhoneMend, PhoneProblem, parse_phone

pytestmark = pytest.mark.fast


@pytest.mark.parametrize(
    ("text", "value", "mends"),
    [
        ("13800001234", "13800001234", ()),
        ("138 0000 1234", "13800001234", (PhoneMend.SPACES,)),
        ("138-0000-1234", "13800001234", (PhoneMend.SPACES,)),
        ("１３８００００１２３４", "13800001234", (PhoneMend.FULL_WIDTH,)),
        ("+8613800001234", "13800001234", (PhoneMend.COUNTRY_CODE,)),
        ("008613800001234", "13800001234", (PhoneMend.COUNTRY_CODE,)),
        ("013800001234", "13800001234", (PhoneMend.COUNTRY_CODE,)),
    ],
)
def test_a_mobile_is_read(text: str, value: str, mends: tuple[PhoneMend, ...]) -> None:
    reading = parse_phone(text)
    assert (reading.value, reading.kind, reading.problems) == (value, PhoneKind.MOBILE, ())
    assert reading.mends == mends


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0731-88881234", "0731-88881234"),
        ("073188881234", "0731-88881234"),
        ("(0731)88881234", "0731-88881234"),
        ("（0731） 88881234", "0731-88881234"),
        ("010-66661234", "010-66661234"),
        ("0744-8222333", "0744-8222333"),
        ("0731-88881234转12", "0731-88881234-12"),
        ("0731-88881234-12", "0731-88881234-12"),
        ("+86 731 88881234", "0731-88881234"),
    ],
)
def test_a_landline_is_read(text: str, value: str) -> None:
    reading = parse_phone(text)
    assert (reading.value, reading.kind, reading.problems) == (value, PhoneKind.LANDLINE, ())


def test_a_normal_landline_needs_no_mend() -> None:
    assert parse_phone("0731-88881234").mends == ()
    assert parse_phone("0731-88881234-12").mends == ()


def test_a_local_number_is_completed_only_where_the_area_code_is_known() -> None:
    assert parse_phone("88881234", area_code="0731").value == "0731-88881234"
    assert parse_phone("88881234", area_code="0731").mends == (PhoneMend.AREA_CODE,)
    assert parse_phone("88881234").problems == (PhoneProblem.PREFIX,)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, PhoneProblem.MISSING),
        ("  ", PhoneProblem.MISSING),
        ("1380000123", PhoneProblem.LENGTH),
        ("138000012345", PhoneProblem.LENGTH),
        ("12800001234", PhoneProblem.PREFIX),
        ("07318888", PhoneProblem.LENGTH),
        ("0190-8888123", PhoneProblem.PREFIX),
        ("无", PhoneProblem.CHARACTER),
        ("1380000l234", PhoneProblem.CHARACTER),
        ("1.38E+10", PhoneProblem.CHARACTER),
    ],
)
def test_what_is_wrong_is_named(text: str | None, problem: PhoneProblem) -> None:
    reading = parse_phone(text)
    assert reading.problems == (problem,)
    assert reading.value is None
    assert not reading.is_valid


@pytest.mark.parametrize(
    "text",
    [
        "13800001234/0731-88881234",
        "13800001234 13900001234",
        "13800001234\n0731-88881234",
        "13800001234、13900001234",
        "无；13800001234",
    ],
)
def test_of_several_numbers_the_first_readable_one_is_taken_and_said_so(text: str) -> None:
    reading = parse_phone(text)
    assert reading.value == "13800001234"
    assert reading.problems == (PhoneProblem.SEVERAL,)
    assert reading.is_valid


def test_a_numeric_cell_loses_its_decimals() -> None:
    assert parse_phone("13800001234.0", is_number=True).value == "13800001234"
