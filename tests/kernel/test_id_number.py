"""The resident identity number, one part at a time (GB 11643-1999)."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from yinqiao.kernel.codes import Sex
from yinqiao.kernel.columns.id_number import parse_id_number_column
from yinqiao.kernel.id_number import (
    DEMO_DIVISION,
    IdMend,
    IdProblem,
    IdReading,
    check_digit,
    parse_id_number,
    upgrade_15,
)

pytestmark = pytest.mark.fast
TODAY = date(2026, 11, 24)
RIGHT = "430104194901011233"


def read(text: str | None, **options: bool) -> IdReading:
    return parse_id_number(text, today=TODAY, **options)


@pytest.mark.parametrize(
    ("first17", "check"), [("11010519491231002", "X"), ("44052418800101001", "4"), ("43010419490101123", "3")]
)
def test_check_digit_of_the_published_examples(first17: str, check: str) -> None:
    assert check_digit(first17) == check


@pytest.mark.parametrize(
    ("old", "new"), [("430104490101123", "430104194901011233"), ("340524800101001", "34052419800101001X")]
)
def test_fifteen_digits_become_eighteen(old: str, new: str) -> None:
    assert upgrade_15(old) == new
    assert read(old).value == new
    assert IdMend.UPGRADED_15 in read(old).mends


@pytest.mark.parametrize("text", ["1101051949123100", "1101051949123100２", "", "1101051949123100a"])
def test_check_digit_refuses_what_is_not_17_digits(text: str) -> None:
    with pytest.raises(ValueError, match="17 digits"):
        check_digit(text)


def test_upgrade_refuses_what_is_not_15_digits() -> None:
    with pytest.raises(ValueError, match="15 digits"):
        upgrade_15(RIGHT)


def test_a_right_number_gives_division_birth_and_sex() -> None:
    assert read(RIGHT) == IdReading(RIGHT, "430104", date(1949, 1, 1), Sex.MALE)
    assert read("11010519491231002X").sex is Sex.FEMALE


def test_110105194912310021_is_wrong_in_its_check_digit_alone() -> None:
    assert read("110105194912310021").problems == (IdProblem.CHECK_DIGIT,)
    assert not read("110105194912310021").is_valid


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, IdProblem.MISSING),
        ("", IdProblem.MISSING),
        (" \u3000\u200b", IdProblem.MISSING),
        ("43010419490101123", IdProblem.LENGTH),
        ("4301041949010112333", IdProblem.LENGTH),
        ("43010419490101123A", IdProblem.CHARACTER),
        ("43010X194901011233", IdProblem.CHARACTER),
        ("43010449010112X", IdProblem.CHARACTER),
        ("11O10519491231002X", IdProblem.LETTER_O),
        ("43010419490101123O", IdProblem.LETTER_O),
        ("4301O4194901011233", IdProblem.LETTER_O),
        ("O30104194901011233", IdProblem.LETTER_O),
        ("43010419490l011233", IdProblem.LETTER_O),
        ("430104490I01123", IdProblem.LETTER_O),
        ("4.30104E+17", IdProblem.PRECISION_LOST),
        ("4.30104194901011e17", IdProblem.PRECISION_LOST),
    ],
)
def test_a_wrong_shape_is_named_and_nothing_is_guessed(text: str | None, problem: IdProblem) -> None:
    reading = read(text)
    assert reading.problems == (problem,)
    assert (reading.value, reading.division, reading.born_on, reading.sex) == (None, None, None, None)


def number(first17: str) -> str:
    return first17 + check_digit(first17)


@pytest.mark.parametrize(
    ("first17", "problem"),
    [
        ("43010419490230123", IdProblem.DATE),
        ("43010419491301123", IdProblem.DATE),
        ("43010419000229123", IdProblem.DATE),
        ("43010420270101123", IdProblem.FUTURE),
        ("43010420261125123", IdProblem.FUTURE),
        ("99999919490101123", IdProblem.DIVISION),
        ("43019919490101123", IdProblem.DIVISION),
        ("43010418961123123", IdProblem.TOO_OLD),
    ],
)
def test_each_part_is_judged_by_itself(first17: str, problem: IdProblem) -> None:
    assert read(number(first17)).problems == (problem,)


@pytest.mark.parametrize("first17", ["43010420261124123", "43010418961124123", "43010420000229123"])
def test_the_last_lawful_day_passes(first17: str) -> None:
    assert read(number(first17)).is_valid


def test_a_number_takes_the_division_of_its_issue_not_of_the_birth() -> None:
    # Yuelu (430104) bears its code since 1996, as the West District since 1983; its holders were born long before.
    assert read(RIGHT).is_valid
    # Ningxiang County (430124) became a city (430182) in 2017: old numbers stay, a child of 2022 cannot have it.
    assert read(number("43012419550101123")).is_valid
    assert read(number("43012420220101123")).problems == (IdProblem.DIVISION,)


def test_the_demo_division_is_accepted_and_known_as_such() -> None:
    reading = read(number(f"{DEMO_DIVISION}19550101123"))
    assert reading.is_valid
    assert reading.is_demo
    assert not read(RIGHT).is_demo


@pytest.mark.parametrize(
    ("text", "mends"),
    [
        ("430104 19490101 1233", (IdMend.SPACES,)),
        ("\u202d430104194901011233\u202c", (IdMend.SPACES,)),
        ("\ufeff430104194901011233\u00a0", (IdMend.SPACES,)),
        ("４３０１０４１９４９０１０１１２３３", (IdMend.FULL_WIDTH,)),
        ("'430104194901011233", (IdMend.QUOTE,)),
        ("' 430104194901011233'", (IdMend.SPACES, IdMend.QUOTE)),
        ("430104490101123", (IdMend.UPGRADED_15,)),
        (" ４30104490101123", (IdMend.SPACES, IdMend.FULL_WIDTH, IdMend.UPGRADED_15)),
    ],
)
def test_safe_mends_are_made_and_named(text: str, mends: tuple[IdMend, ...]) -> None:
    reading = read(text)
    assert reading.value == RIGHT
    assert reading.is_valid
    assert reading.mends == mends
    row = parse_id_number_column(pl.Series([text]), today=TODAY).row(0, named=True)
    assert (row["value"], row["mends"]) == (RIGHT, IdMend.mask_of(mends))


def test_a_small_or_full_width_x_becomes_the_capital() -> None:
    assert read("11010519491231002x").mends == (IdMend.LOWER_X,)
    assert read("11010519491231002ｘ").mends == (IdMend.FULL_WIDTH, IdMend.LOWER_X)
    assert read("11010519491231002ｘ").value == "11010519491231002X"


def test_a_numeric_cell_of_18_digits_has_lost_its_end() -> None:
    reading = read("430104194901011000", is_number=True)
    assert reading.problems == (IdProblem.PRECISION_LOST,)
    assert reading.sex is None
    assert reading.born_on == date(1949, 1, 1)
    assert read("430104194901011000.0", is_number=True).problems == (IdProblem.PRECISION_LOST,)
    # Even a number whose check digit fits by chance cannot be believed.
    assert IdProblem.PRECISION_LOST in read(RIGHT, is_number=True).problems


def test_a_text_ending_in_000_with_a_wrong_check_digit_was_a_number_once() -> None:
    assert read("430104194901011000").problems == (IdProblem.PRECISION_LOST,)


def test_a_right_number_ending_in_000_is_believed_as_text() -> None:
    first17 = next(
        f"430104194901{day:02d}{head}00" for day in range(1, 29) for head in range(10)
        if check_digit(f"430104194901{day:02d}{head}00") == "0"
    )  # fmt: skip
    assert read(f"{first17}0").is_valid


def test_a_numeric_cell_of_15_digits_is_whole() -> None:
    assert read("430104490101123.0", is_number=True).value == RIGHT
    assert read("430104490101123", is_number=True).is_valid


def test_the_masks_of_problems_and_mends_are_read_back() -> None:
    problems = (IdProblem.DATE, IdProblem.CHECK_DIGIT)
    assert IdProblem.from_mask(IdProblem.mask_of(problems)) == problems
    assert len({problem.bit for problem in IdProblem}) == len(IdProblem)
    assert IdProblem.mask_of(IdProblem) < 2**16
