"""The whole check: normalise, then every check, then the rows with what became of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from yinqiao.areas.rosters.rules.checks.codes import check_codes
from yinqiao.areas.rosters.rules.checks.counts import check_counts
from yinqiao.areas.rosters.rules.checks.dates import check_dates
from yinqiao.areas.rosters.rules.checks.duplicates import check_duplicates
from yinqiao.areas.rosters.rules.checks.identity import check_identity
from yinqiao.areas.rosters.rules.checks.known import check_known
from yinqiao.areas.rosters.rules.checks.names import check_names
from yinqiao.areas.rosters.rules.checks.party_archive import check_archives, check_party
from yinqiao.areas.rosters.rules.checks.phones import check_phones
from yinqiao.areas.rosters.rules.checks.places import check_places
from yinqiao.areas.rosters.rules.checks.presence import check_presence
from yinqiao.areas.rosters.rules.checks.probable import check_probable, check_register_matches, match_register
from yinqiao.areas.rosters.rules.checks.retirement import check_retirement
from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.fields import FieldKind
from yinqiao.areas.rosters.rules.finding_frame import together
from yinqiao.areas.rosters.rules.mends import check_mends
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.rules.routing import route_people
from yinqiao.areas.rosters.rules.stopping import count_doubles
from yinqiao.areas.rosters.types.findings import Severity

Check = Callable[[NormalisedRoster, CheckContext], list[pl.DataFrame]]

# What a file says by itself, and what needs to know more; in this order the findings of a row are told.
ALONE: tuple[Check, ...] = (
    check_presence,
    check_names,
    check_identity,
    check_dates,
    check_retirement,
    check_codes,
    check_phones,
    check_duplicates,
    check_probable,
    check_party,
    check_archives,
)
LATER: tuple[Check, ...] = (check_known, check_mends)
# What holds for the cells of any list that names people, whatever its other columns are.
CELLS: tuple[Check, ...] = (
    check_presence,
    check_names,
    check_identity,
    check_dates,
    check_codes,
    check_counts,
    check_duplicates,
    check_mends,
)
# The same of a list of things, which names nobody.
THINGS: tuple[Check, ...] = (check_presence, check_dates, check_codes, check_counts, check_mends)


@dataclass(frozen=True, slots=True)
class CheckedAlone:
    """What the file says by itself: findings of `ALONE` and of the places, and the routes."""

    found: list[pl.DataFrame]
    places: list[pl.DataFrame]
    routes: pl.DataFrame


@dataclass(frozen=True, slots=True)
class RosterCheck:
    """The result of a check.

    `rows`: `row_no`, every field in normal form (special groups joined by commas, birth date and sex from a valid ID
    number), `is_id_valid`, `place_no`, `route_how`, `findings` (mends not counted), `blocked`. `findings`: as
    FINDING_SCHEMA, by row; row 0 is the file. `counts`: findings by code. `probable`: as PROBABLE_SCHEMA.
    `columns`: field -> column of the sheet counted from 0. `doubles`: rows whose ID number stands elsewhere too; from
    how many on a person must look before a community sees the batch, says `must_stop_for_duplicates`.
    """

    rows: pl.DataFrame
    findings: pl.DataFrame
    counts: dict[str, int]
    probable: pl.DataFrame
    columns: dict[str, int]
    doubles: int


def check_alone(roster: NormalisedRoster, context: CheckContext) -> CheckedAlone:
    """The second phase: all that needs no look-up, so that it can run while the database is asked."""
    routes = route_people(roster, context.places)
    found = [frame for check in ALONE for frame in check(roster, context)]
    return CheckedAlone(found, check_places(roster, context, routes), routes)


def check_normalised(roster: NormalisedRoster, context: CheckContext, alone: CheckedAlone | None = None) -> RosterCheck:
    """The last phase, with what the database knows in the context. Pure: the same input gives the same result."""
    alone = alone or check_alone(roster, context)
    routes = alone.routes
    probable = match_register(roster, context)
    found = [*alone.found, *(frame for check in LATER for frame in check(roster, context))]
    found += [*alone.places, *check_register_matches(roster, context, probable)]
    findings = _told_once(found)
    counts = dict(findings.group_by("code").len().sort("len", "code", descending=[True, False]).iter_rows())
    rows = _with_verdict(roster, routes, findings)
    return RosterCheck(rows, findings, counts, probable, roster.columns, count_doubles(findings))


def check_cells(roster: NormalisedRoster, context: CheckContext) -> pl.DataFrame:
    """Findings (FINDING_SCHEMA, by row) in the cells of a list of other fields than a roster's: name, number, dates, codes."""
    return _told_once([frame for check in CELLS for frame in check(roster, context)])


def check_things(roster: NormalisedRoster, context: CheckContext) -> pl.DataFrame:
    """Findings (FINDING_SCHEMA, by row) in the cells of a list of things: presence, dates, codes, counts and amounts."""
    return _told_once([frame for check in THINGS for frame in check(roster, context)])


def check_whereabouts(roster: NormalisedRoster, context: CheckContext) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Findings (FINDING_SCHEMA) about phones and places of a list of other fields, and where each person is routed.

    The routes are as of `route_people`: `row_no`, `place_no`, `route_how`, `declared`.
    """
    routes = route_people(roster, context.places)
    return _told_once([*check_phones(roster, context), *check_places(roster, context, routes)]), routes


def _told_once(found: list[pl.DataFrame]) -> pl.DataFrame:
    findings = together(found).unique(["row_no", "field", "code"], keep="first", maintain_order=True)
    return findings.sort("row_no", maintain_order=True)


def _with_verdict(roster: NormalisedRoster, routes: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    fields = [field.name for field in roster.fields if field.kind is not FieldKind.SERIAL]
    is_blocking = pl.col("severity") == Severity.BLOCKS.value
    is_finding = pl.col("severity") != Severity.MENDED.value
    per_row = findings.group_by("row_no").agg(is_finding.sum().alias("findings"), is_blocking.any().alias("blocked"))
    is_file_blocked = bool(findings.filter((pl.col("row_no") == 0) & is_blocking).height)
    rows = roster.frame.select("row_no", *fields, "is_id_valid")
    rows = rows.join(routes.drop("declared"), on="row_no", how="left", maintain_order="left")
    rows = rows.join(per_row, on="row_no", how="left", maintain_order="left")
    return rows.with_columns(
        pl.col("findings").fill_null(0).cast(pl.UInt32), pl.col("blocked").fill_null(False) | is_file_blocked
    )
