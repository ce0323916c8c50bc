"""Scores a checker's findings against an answer sheet: what it missed, what it said without reason."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from yinqiao.shell.demo.roster.spoil import ANY_CODE


@dataclass(frozen=True, slots=True)
class Score:
    """`missed` are answers that had to be found, `unfounded` findings that no answer explains.

    `missed` has row_no, field, code, kind; `unfounded` has row_no, field, code.
    """

    expected: int
    found: int
    missed: pl.DataFrame
    unfounded: pl.DataFrame

    @property
    def recall_per_myriad(self) -> int:
        """Found of the expected, in ten-thousandths rounded down; 10000 when nothing had to be found."""
        return 10_000 if not self.expected else (self.expected - self.missed.height) * 10_000 // self.expected

    @property
    def precision_per_myriad(self) -> int:
        """Founded of all findings, in ten-thousandths rounded down; 10000 when there are none."""
        return 10_000 if not self.found else (self.found - self.unfounded.height) * 10_000 // self.found


def score_findings(answers: pl.DataFrame, findings: pl.DataFrame) -> Score:
    """Compare findings (row_no, field, code) with answers by row and code.

    A finding is founded when an answer of its row names its code, or names its field with `*`. The field of a
    required answer does not matter: a contradiction between two cells may be pointed out at either.
    """
    said = findings.select(pl.col("row_no").cast(pl.UInt32), pl.col("field").fill_null(""), "code")
    required = answers.filter("must_find").unique(["row_no", "code"], maintain_order=True)
    missed = required.join(said, on=["row_no", "code"], how="anti").drop("must_find")
    by_code = answers.filter(pl.col("code") != ANY_CODE)
    by_field = answers.filter(pl.col("code") == ANY_CODE)
    unfounded = said.join(by_code, on=["row_no", "code"], how="anti").join(by_field, on=["row_no", "field"], how="anti")
    return Score(required.height, said.height, missed, unfounded)
