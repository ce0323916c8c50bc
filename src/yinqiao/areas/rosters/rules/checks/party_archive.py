"""Members without a branch; archive numbers that are missing or stand for two people."""

from __future__ import annotations

import polars as pl

from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.finding_frame import findings_of, findings_where
from yinqiao.areas.rosters.rules.normalised import NormalisedRoster
from yinqiao.areas.rosters.types.findings import FindingCode
from yinqiao.kernel.codes import PoliticalStatus

_MEMBERS = [status.value for status in PoliticalStatus if status.is_party]


def check_party(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """Party members and probationary members whose branch is not named; a whole missing column is said once."""
    del context
    if not {"political_status", "party_branch"} <= roster.active:
        return []
    is_member = pl.col("political_status").is_in(_MEMBERS)
    is_branchless = is_member & pl.col("party_branch").is_null()
    return [findings_where(roster.frame, is_branchless, FindingCode.PARTY_BRANCH_MISSING, "party_branch")]


def check_archives(roster: NormalisedRoster, context: CheckContext) -> list[pl.DataFrame]:
    """Archive numbers missing, or the same for different people: every row after the first points to the first."""
    del context
    if "archive_no" not in roster.active:
        return []
    found = [findings_where(roster.frame, pl.col("archive_no").is_null(), FindingCode.ARCHIVE_MISSING, "archive_no")]
    person = pl.coalesce("id_no", pl.col("row_no").cast(pl.String))
    held = roster.frame.select("row_no", "archive_no", person.alias("person")).drop_nulls("archive_no")
    repeated = held.filter(pl.col("archive_no").is_duplicated()).sort("row_no")
    if repeated.is_empty():
        return found
    first = repeated.group_by("archive_no", maintain_order=True).agg(
        pl.col("row_no").first().alias("first_row"), pl.col("person").first().alias("first_person")
    )
    later = repeated.join(first, on="archive_no").filter(pl.col("person") != pl.col("first_person"))
    # Both are pointed out: which of the two is wrong, the file does not say.
    earlier = (
        later.group_by("archive_no", maintain_order=True)
        .agg(pl.col("row_no").first().alias("row"), pl.col("first_row").first())
        .select(pl.col("first_row").alias("row_no"), "row")
    )
    rows = pl.concat([later.select("row_no", pl.col("first_row").alias("row")), earlier])
    return [*found, findings_of(rows, FindingCode.ARCHIVE_REPEATED, "archive_no", {"row": pl.col("row")})]
