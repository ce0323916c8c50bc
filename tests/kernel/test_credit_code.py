"""The unified social credit code (GB 32100-2015)."""

from __future__ import annotations

import pytest

from yinqiao.kernel.credit_code import (
    CreditCodeMend,
    CreditCodeProblem,
    credit_code_check,
    organisation_code_check,
    parse_credit_code,
)

pytestmark = pytest.mark.fast


@pytest.mark.parametrize(
    ("first17", "check"), [("91350100M000100Y4", "3"), ("91110000101623741", "K"), ("91110106697694187", "2")]
)
def test_the_check_character_of_the_worked_examples(first17: str, check: str) -> None:
    assert credit_code_check(first17) == check
    reading = parse_credit_code(first17 + check)
    assert reading.problems == ()
    assert reading.is_valid
    assert reading.organisation_code == first17[8:]


@pytest.mark.parametrize(("first8", "check"), [("M000100Y", "4"), ("10162374", "1"), ("69769418", "7")])
def test_the_check_character_of_the_organisation_code_inside(first8: str, check: str) -> None:
    assert organisation_code_check(first8) == check


def test_an_early_code_that_fails_its_check_is_told_with_its_value() -> None:
    reading = parse_credit_code("91350211M0000XUF46")
    assert reading.problems == (CreditCodeProblem.CHECK_DIGIT,)
    assert reading.value == "91350211M0000XUF46"
    assert not reading.is_valid
    assert credit_code_check("91350211M0000XUF4") == "R"


def test_a_wrong_inner_check_only_warns() -> None:
    first17 = "91110000101623742"
    reading = parse_credit_code(first17 + credit_code_check(first17))
    assert reading.problems == (CreditCodeProblem.ORGANISATION_CODE,)
    assert reading.is_valid


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, CreditCodeProblem.MISSING),
        ("", CreditCodeProblem.MISSING),
        ("91350100M000100Y4", CreditCodeProblem.LENGTH),
        ("91350100M000100Y433", CreditCodeProblem.LENGTH),
        ("9135O100M000100Y43", CreditCodeProblem.CHARACTER),
        ("91350100M00010IY43", CreditCodeProblem.CHARACTER),
        ("91A50100M000100Y43", CreditCodeProblem.CHARACTER),
    ],
)
def test_a_wrong_shape_is_named(text: str | None, problem: CreditCodeProblem) -> None:
    assert parse_credit_code(text).problems == (problem,)
    assert parse_credit_code(text).value is None


@pytest.mark.parametrize(
    ("text", "mends"),
    [
        ("91 350100 M000100Y4 3", (CreditCodeMend.SPACES,)),
        ("91350100-M000100Y4-3", (CreditCodeMend.SPACES,)),
        ("９1350100M000100Y43", (CreditCodeMend.FULL_WIDTH,)),
        ("91350100m000100y43", (CreditCodeMend.LOWER_CASE,)),
    ],
)
def test_safe_mends_are_named(text: str, mends: tuple[CreditCodeMend, ...]) -> None:
    assert parse_credit_code(text).value == "91350100M000100Y43"
    assert parse_credit_code(text).mends == mends


@pytest.mark.parametrize("text", ["", "91350100M000100Y", "91350100M000100I4"])
def test_check_characters_refuse_what_is_no_code(text: str) -> None:
    with pytest.raises(ValueError):
        credit_code_check(text)
