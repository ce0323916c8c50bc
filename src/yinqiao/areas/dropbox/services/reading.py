"""A file in normal form: its cells checked column by column, what each line would tell, and which may not be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.conf import settings

from yinqiao.areas.dropbox.queries import ReportKind, coded
from yinqiao.areas.dropbox.rules import findings as finding_words
from yinqiao.areas.dropbox.rules import statuses
from yinqiao.areas.dropbox.types import FindingCode, Status
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.rosters.queries import (
    CheckContext,
    EnterpriseFacts,
    NormalisedRoster,
    check_cells,
    findings_of,
    index_places,
    normalise,
)
from yinqiao.areas.rosters.types import FieldKind, Severity
from yinqiao.kernel.chinese_dates import DatePrecision
from yinqiao.platform.sheets.types import HeaderMatch, SheetTable

# Two changes of one person may stand in one file; in a comparison everybody stands once.
_REPEATED_PERSON = "roster.duplicate_in_file"
# Known of the register by themselves, not by the file.
_BESIDE = ("born_on", "sex")


@dataclass(frozen=True, slots=True)
class Read:
    """`rows`: `row_no`, the fields, `is_blocked`; of a comparison also `told` (a status). `findings`: FINDING_SCHEMA."""

    rows: pl.DataFrame
    findings: pl.DataFrame

    @property
    def good(self) -> pl.DataFrame:
        """The rows that nothing holds back."""
        return self.rows.filter(~pl.col("is_blocked"))


def read_rows(table: SheetTable, header: HeaderMatch, kind: ReportKind, types: Sequence[str], today: date) -> Read:
    """Bring the rows into normal form and check their cells; `types` are those that the source may tell."""
    context = CheckContext(
        today=today, enterprise=EnterpriseFacts(0), places=index_places(places()), area_code=settings.AREA_CODE
    )
    people = normalise(table, header, context, kind.fields)
    found = [check_cells(people, context), *_days(people, today), *_numbers(people.frame)]
    if not kind.is_comparison:
        found[0] = found[0].filter(pl.col("code") != _REPEATED_PERSON)
    names = [one.name for one in kind.fields if one.kind is not FieldKind.SERIAL and one.name not in _BESIDE]
    rows = people.frame.select("row_no", *names)
    if kind.is_comparison:
        rows = rows.with_columns(_told())
        found += _statuses(rows, types)
    findings = pl.concat(found).sort("row_no", maintain_order=True)
    blocking = findings.filter(pl.col("severity") == Severity.BLOCKS.value)["row_no"].unique()
    is_blocked = pl.lit(0 in blocking) | pl.col("row_no").is_in(blocking.implode())
    return Read(rows.with_columns(is_blocked.alias("is_blocked")), findings)


def own_finding(
    hit: pl.DataFrame, code: FindingCode, field: str, args: Mapping[str, pl.Expr] | None = None
) -> pl.DataFrame:
    """A finding of this room for every row of `hit`."""
    return findings_of(hit, code, field, args, Severity(finding_words()[code].severity))


def _days(people: NormalisedRoster, today: date) -> list[pl.DataFrame]:
    """A message has a day, not a month, and none that is still to come."""
    found = []
    for field in people.fields:
        name = field.name
        if field.kind is not FieldKind.DATE or name in _BESIDE or name not in people.active:
            continue
        exact = pl.col(f"precision:{name}") == DatePrecision.DAY.value
        found.append(
            own_finding(
                people.frame.filter(pl.col(name).is_not_null() & ~exact.fill_null(False)),
                FindingCode.DAY_NOT_EXACT,
                name,
            )
        )
        found.append(own_finding(people.frame.filter(pl.col(name) > today), FindingCode.DAY_AHEAD, name))
    return found


def _numbers(frame: pl.DataFrame) -> list[pl.DataFrame]:
    """The file's own number of a line stands for one message."""
    given = frame.select("row_no", "event_no").drop_nulls()
    if given["event_no"].n_unique() == given.height:
        return []
    first = given.with_columns(row=pl.col("row_no").min().over("event_no"))
    again = first.filter(pl.col("row") != pl.col("row_no"))
    return [own_finding(again, FindingCode.NUMBER_REPEATED, "event_no", {"row": pl.col("row")})]


def _told() -> pl.Expr:
    words = {word: one.status.value for one in statuses().values() for word in one.words}
    return pl.col("status").replace_strict(words, default=None, return_dtype=pl.String).alias("told")


def _statuses(rows: pl.DataFrame, types: Sequence[str]) -> list[pl.DataFrame]:
    """A status that is none of ours, one that the source may not tell, one that says nothing without its day."""
    allowed = [status.value for status, one in statuses().items() if one.type in types]
    is_told = pl.col("told").is_not_null()
    return [
        own_finding(rows.filter(pl.col("status").is_not_null() & ~is_told), FindingCode.STATUS_UNKNOWN, "status"),
        own_finding(rows.filter(is_told & ~pl.col("told").is_in(allowed)), FindingCode.STATUS_NOT_ALLOWED, "status"),
        own_finding(
            rows.filter(is_told & (pl.col("told") != Status.ALIVE.value) & pl.col("day").is_null()),
            FindingCode.DAY_MISSING, "day",
        ),
    ]  # fmt: skip


def with_codes(rows: pl.DataFrame) -> pl.DataFrame:
    """Words become codes where messages know codes alone; a word that means none stays as it is and is refused."""
    said = [(name, dict(words)) for name in rows.columns if (words := coded(name))]
    return rows.with_columns(pl.col(name).replace(words) for name, words in said)
