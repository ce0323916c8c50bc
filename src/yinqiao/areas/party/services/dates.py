"""What of a party roster its own cells tell: who is no member, dates that cannot be, letters, attached members."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import polars as pl

from yinqiao.areas.party.rules import MEMBERS, is_probation_over, is_run_out, is_too_young, letter_valid_to
from yinqiao.areas.party.services.findings import finding
from yinqiao.areas.party.types import PartyFinding
from yinqiao.kernel.chinese_dates import DatePrecision
from yinqiao.kernel.codes import PoliticalStatus
from yinqiao.platform.rulebook import Rule

_F = PartyFinding
_LETTER = ("letter_no", "letter_on", "letter_medium")


def judge_dates(frame: pl.DataFrame, today: date, rules: Mapping[str, Rule]) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The rows, with letters left out that are not told in full; and the findings."""
    found = [_not_members(frame), *_joining(frame, today, rules), *_attached(frame)]
    frame, letters = _letters(frame, today, rules["letter_days"])
    return frame, found + letters


def _not_members(frame: pl.DataFrame) -> pl.DataFrame:
    is_other = ~pl.col("political_status").is_in([status.value for status in MEMBERS])
    return finding(frame.filter(is_other.fill_null(True)), _F.NOT_A_MEMBER, "political_status")


def _joining(frame: pl.DataFrame, today: date, rules: Mapping[str, Rule]) -> list[pl.DataFrame]:
    found = [finding(frame.filter(pl.col(name) > today), _F.JOINED_AHEAD, name) for name in ("joined_on", "full_on")]
    young, over = rules["joining_age"].parameters, rules["probation"].parameters
    is_young = _judged(frame, ("born_on", "joined_by"), lambda born, joined: is_too_young(born, joined, young))
    years = frame.filter(is_young).with_columns(pl.lit(young["years"]).alias("years"))
    is_over = _judged(frame, ("joined_by",), lambda joined: is_probation_over(joined, today, over))
    is_probationary = frame["political_status"] == PoliticalStatus.PROBATIONARY_MEMBER.value
    return [
        *found,
        finding(years, _F.JOINED_TOO_YOUNG, "joined_on", "years"),
        finding(frame.filter(pl.col("full_on") < pl.col("joined_on").dt.month_start()), _F.FULL_BEFORE_JOINED, "full_on"),
        finding(
            frame.filter(is_over & is_probationary.fill_null(False) & frame["full_on"].is_null()),
            _F.PROBATION_OVER, "full_on",
        ),
    ]  # fmt: skip


def _judged(frame: pl.DataFrame, columns: tuple[str, ...], rule: Callable[..., bool]) -> pl.Series:
    """Which rows a rule of dates holds for; it is asked once for each combination of dates."""
    if frame.is_empty():
        return pl.Series("judged", [], dtype=pl.Boolean)
    distinct = frame.select(columns).drop_nulls().unique()
    judged = distinct.with_columns(pl.Series("judged", [rule(*row) for row in distinct.iter_rows()], dtype=pl.Boolean))
    return frame.join(judged, on=columns, how="left", maintain_order="left")["judged"].fill_null(False)


def _letters(frame: pl.DataFrame, today: date, rule: Rule) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Letters that repeat, lie ahead, have run out, or are not told in full; the last are not taken over."""
    is_told = pl.any_horizontal(pl.col(name).is_not_null() for name in _LETTER)
    is_whole = pl.all_horizontal(pl.col(name).is_not_null() for name in _LETTER)
    is_whole &= (pl.col("letter_precision") == DatePrecision.DAY.value).fill_null(False)
    partial = frame.filter(is_told & ~is_whole)
    frame = frame.with_columns(pl.when(is_whole).then(pl.col(name)).alias(name) for name in _LETTER)
    is_old = _judged(frame, ("letter_on",), lambda day: is_run_out(letter_valid_to(day, rule.parameters), today))
    old = frame.filter(is_old)
    ends = [f"{letter_valid_to(day, rule.parameters):%Y-%m-%d}" for day in old["letter_on"]]
    return frame, [
        finding(partial, _F.LETTER_INCOMPLETE, "letter_no"),
        _repeated(frame),
        finding(frame.filter(pl.col("letter_on") > today), _F.LETTER_AHEAD, "letter_on"),
        finding(
            old.with_columns(pl.Series("valid_to", ends, dtype=pl.String)), _F.LETTER_EXPIRED, "letter_on", "valid_to"
        ),
    ]


def _repeated(frame: pl.DataFrame) -> pl.DataFrame:
    """Numbers that stand twice: every row is held back, for which of them is wrong the file does not say."""
    held = frame.select("row_no", "letter_no").drop_nulls("letter_no").filter(pl.col("letter_no").is_duplicated())
    ends = held.group_by("letter_no").agg(pl.col("row_no").min().alias("first"), pl.col("row_no").max().alias("last"))
    other = pl.when(pl.col("row_no") == pl.col("first")).then("last").otherwise("first").alias("row")
    rows = held.join(ends, on="letter_no").with_columns(other).sort("row_no")
    return finding(rows, _F.LETTER_REPEATED, "letter_no", "row")


def _attached(frame: pl.DataFrame) -> list[pl.DataFrame]:
    """Attached members of whom nobody says who holds the file, or how to reach them."""
    attached = frame.filter(pl.col("is_attached"))
    return [
        finding(attached.filter(pl.col("file_holder").is_null()), _F.ATTACHED_WITHOUT_HOLDER, "file_holder"),
        finding(attached.filter(pl.col("channel").is_null()), _F.ATTACHED_WITHOUT_CHANNEL, "channel"),
    ]
