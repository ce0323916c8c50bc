"""The score of a checker: recall counts required answers, precision everything said."""

from __future__ import annotations

import polars as pl
import pytest

from yinqiao.shell.demo.roster.scoring import score_findings

pytestmark = pytest.mark.fast

_ANSWERS = pl.DataFrame(
    [
        (2, "id_no", "roster.id_check_digit", "id_check_digit", True),
        (3, "phone", "roster.phone_invalid", "phone_wrong", True),
        (3, "born_on", "*", "phone_wrong", False),
        (4, "id_no", "roster.duplicate_in_file", "same_person_twice", False),
    ],
    schema={"row_no": pl.UInt32, "field": pl.String, "code": pl.String, "kind": pl.String, "must_find": pl.Boolean},
    orient="row",
)


def _findings(*rows: tuple[int, str | None, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"row_no": pl.UInt32, "field": pl.String, "code": pl.String}, orient="row")


def test_all_found_and_nothing_else_scores_full() -> None:
    score = score_findings(
        _ANSWERS, _findings((2, "id_no", "roster.id_check_digit"), (3, "phone", "roster.phone_invalid"))
    )
    assert (score.recall_per_myriad, score.precision_per_myriad) == (10_000, 10_000)


def test_a_missed_mistake_lowers_recall_and_is_named() -> None:
    score = score_findings(_ANSWERS, _findings((2, "id_no", "roster.id_check_digit")))
    assert (score.recall_per_myriad, score.precision_per_myriad) == (5_000, 10_000)
    assert score.missed.rows() == [(3, "phone", "roster.phone_invalid", "phone_wrong")]


def test_a_finding_without_reason_lowers_precision_and_is_named() -> None:
    said = _findings(
        (2, "id_no", "roster.id_check_digit"),
        (3, "phone", "roster.phone_invalid"),
        (3, "born_on", "roster.date_impossible"),
        (4, "id_no", "roster.duplicate_in_file"),
        (5, None, "roster.name_latin"),
    )
    score = score_findings(_ANSWERS, said)
    assert (score.recall_per_myriad, score.precision_per_myriad) == (10_000, 8_000)
    assert score.unfounded.rows() == [(5, "", "roster.name_latin")]


def test_the_right_code_in_the_wrong_row_is_both_missed_and_unfounded() -> None:
    score = score_findings(_ANSWERS, _findings((7, "id_no", "roster.id_check_digit")))
    assert score.missed.height == 2
    assert score.unfounded.height == 1


def test_an_empty_roster_scores_full() -> None:
    score = score_findings(_ANSWERS.clear(), _findings())
    assert (score.recall_per_myriad, score.precision_per_myriad) == (10_000, 10_000)
