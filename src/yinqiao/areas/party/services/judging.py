"""What a party roster is judged by: its cells, its own dates and letters, the register and the members known already."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import UUID

import polars as pl
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from yinqiao.areas.lists.queries import CheckJob, Judged, hold_back
from yinqiao.areas.lists.types import RowState
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party.models import RosterRow
from yinqiao.areas.party.queries import ROSTER_FIELDS
from yinqiao.areas.party.rules import MEMBERS, standing_finding
from yinqiao.areas.party.services.dates import judge_dates
from yinqiao.areas.party.services.facts import seal_facts
from yinqiao.areas.party.services.findings import finding
from yinqiao.areas.party.types import MemberState, PartyFinding
from yinqiao.areas.retirees.services import ID_NUMBER
from yinqiao.areas.rosters.queries import (
    CheckContext,
    EnterpriseFacts,
    NormalisedRoster,
    check_cells,
    index_places,
    no_findings,
    normalise,
)
from yinqiao.kernel.chinese_dates import DatePrecision
from yinqiao.kernel.codes import PoliticalStatus
from yinqiao.platform.access import acting
from yinqiao.platform.acts import Act
from yinqiao.platform.crypto.blind import blind_many
from yinqiao.platform.database.bulk import copy_frame, load_frame, set_based
from yinqiao.platform.rulebook import Rule, rulebook
from yinqiao.platform.sheets.types import HeaderMatch, SheetTable

_TEXTS = (
    "name", "political_status", "branch", "branch_kind", "upper", "file_holder", "attached_to", "letter_no",
    "letter_medium", "remark",
)  # fmt: skip
_ROW_COLUMNS = {
    "batch_id": "uuid", "enterprise_id": "int", "row_no": "int", "state": "text", "name": "text", "id_no_index": "bytea",
    "political_status": "text", "joined_on": "date", "full_on": "date", "branch": "text", "branch_kind": "text",
    "upper": "text", "dues_paid_to": "date", "file_holder": "text", "is_attached": "boolean", "attached_to": "text",
    "has_channel": "boolean", "facts_id": "uuid", "facts": "bytea", "letter_no": "text", "letter_on": "date", "letter_medium": "text",
    "remark": "text",
}  # fmt: skip
_ASKED = {"row_no": "int", "id_no_index": "bytea", "letter_no": "text"}
_KNOWN_PEOPLE = """
SELECT q.row_no, r.political_status FROM pg_temp.party_asked q JOIN retirees_retiree r
  ON r.id_no_index = q.id_no_index AND r.enterprise_id = %s AND r.merged_into_id IS NULL
"""
_KNOWN_MEMBERS = """
SELECT q.row_no, m.state, r.batch_no FROM pg_temp.party_asked q
JOIN party_member m ON m.id_no_index = q.id_no_index AND m.enterprise_id = %s
JOIN party_roster r ON r.id = m.roster_id
"""
_KNOWN_LETTERS = """
SELECT q.row_no FROM pg_temp.party_asked q JOIN party_letter l ON l.number = q.letter_no AND l.enterprise_id = %s
"""


def judge_roster(job: CheckJob, table: SheetTable, header: HeaderMatch) -> Judged:
    """Bring the rows into normal form, check cells, dates and letters, ask the register and the members known already."""
    today = timezone.localdate(job.at)
    with acting(job.actor):
        context = CheckContext(
            today=today, enterprise=EnterpriseFacts(job.enterprise_id), places=index_places(places())
        )  # fmt: skip
    roster = normalise(table, header, context, ROSTER_FIELDS)
    rows = roster.frame.height
    job.tell("comparing", rows, rows)
    frame, found = judge_dates(_as_told(roster), today, _rules(today))
    with ThreadPoolExecutor(2) as aside:
        # The file is judged by itself, and sealed while the server looks its members up.
        cells = aside.submit(check_cells, roster, context)
        asked = _asked(roster, frame)
        sealed = aside.submit(seal_facts, frame.select("row_no", "id_no", "channel"))
        with acting(job.actor), set_based(rows):
            copy_frame("party_asked", _ASKED, asked)
            found += [*_against_register(job.enterprise_id, asked), *_standing(job.enterprise_id)]
        findings = pl.concat([cells.result(), *found]).sort("row_no", maintain_order=True)
        checked = _checked(frame, asked.join(sealed.result(), on="row_no", maintain_order="left"), findings)
    ready = checked.filter(pl.col("state") == RowState.READY.value).height
    counts = {"rows": rows, "ready": ready, "blocked": rows - ready}
    return Judged(findings, counts, lambda act, batch: _store(checked, act, batch))


def _rules(today: date) -> dict[str, Rule]:
    names = ("letter_days", "probation", "joining_age")
    return {name: rulebook().get(f"party.{name}", region=settings.REGION, day=today) for name in names}


def _as_told(roster: NormalisedRoster) -> pl.DataFrame:
    """The columns that this room judges and keeps. Who is on a party roster is a member unless the row says otherwise."""
    frame = roster.frame
    is_unread = pl.lit(False)
    if "political_status" in roster.active:
        is_unread = pl.col("unknown:political_status").fill_null(False)
    status = pl.when(pl.col("political_status").is_null() & ~is_unread).then(pl.lit(PoliticalStatus.PARTY_MEMBER.value))
    return frame.select(
        "row_no", "id_no", "born_on", *(name for name in _TEXTS if name != "political_status"),
        "joined_on", "full_on", "letter_on", "channel", pl.col("dues_paid_to").dt.month_start(),
        status.otherwise(pl.col("political_status")).alias("political_status"),
        pl.col("is_attached").fill_null(False), _latest(roster, "joined_on").alias("joined_by"),
        _precision(roster, "letter_on").alias("letter_precision"),
    )  # fmt: skip


def _precision(roster: NormalisedRoster, name: str) -> pl.Expr:
    return pl.col(f"precision:{name}") if name in roster.active else pl.lit(None, pl.String)


def _latest(roster: NormalisedRoster, name: str) -> pl.Expr:
    """The last day that a date may mean: of a year or a month alone its end."""
    day, precision = pl.col(name), _precision(roster, name)
    return (
        pl.when(precision == DatePrecision.YEAR.value)
        .then(pl.date(day.dt.year(), 12, 31))
        .when(precision == DatePrecision.MONTH.value)
        .then(day.dt.month_end())
        .otherwise(day)
    )


def _asked(roster: NormalisedRoster, frame: pl.DataFrame) -> pl.DataFrame:
    numbers = roster.numbers
    indexes = pl.Series("id_no_index", blind_many(numbers["id_no"].to_list(), ID_NUMBER), dtype=pl.Binary)
    by_row = numbers.select("row_no").with_columns(indexes)
    joined = frame.select("row_no", "letter_no").join(by_row, on="row_no", how="left", maintain_order="left")
    return joined.select(list(_ASKED))


def _against_register(enterprise_id: int, asked: pl.DataFrame) -> list[pl.DataFrame]:
    """Who is not in the enterprise's register, and who is known there as no member."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN_PEOPLE, [enterprise_id])
        known = dict(cursor.fetchall())
        cursor.execute(_KNOWN_LETTERS, [enterprise_id])
        used = [row[0] for row in cursor.fetchall()]
    members = {status.value for status in MEMBERS}
    odd = [row for row, status in known.items() if status and status not in members]
    unknown = asked.filter(pl.col("id_no_index").is_not_null() & pl.col("row_no").is_in(list(known)).not_())
    return [
        finding(unknown, PartyFinding.PERSON_UNKNOWN, "id_no"),
        finding(asked.filter(pl.col("row_no").is_in(odd)), PartyFinding.STATUS_DIFFERS, "political_status"),
        finding(asked.filter(pl.col("row_no").is_in(used)), PartyFinding.LETTER_USED, "letter_no"),
    ]


def _standing(enterprise_id: int) -> list[pl.DataFrame]:
    """Rows whose member is on the way in another roster, or was received already."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN_MEMBERS, [enterprise_id])
        known = cursor.fetchall()
    found = []
    for code in (PartyFinding.ON_THE_WAY, PartyFinding.RECEIVED):
        rows = [(row, batch_no) for row, state, batch_no in known if standing_finding(MemberState(state)) is code]
        held = pl.DataFrame(rows, schema={"row_no": pl.UInt32, "batch_no": pl.String}, orient="row")
        found.append(finding(held, code, "id_no", "batch_no"))
    return [no_findings(), *found]


def _checked(frame: pl.DataFrame, sealed: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """The rows as they are stored: of those that are held back the name alone; what is sealed, sealed."""
    has_channel = pl.col("channel").is_not_null().alias("has_channel")
    rows = frame.with_columns(has_channel).drop("born_on", "joined_by", "letter_precision", "id_no", "channel")
    rows = rows.join(sealed.drop("letter_no"), on="row_no", how="left", maintain_order="left")
    rows = hold_back(rows, findings, ("name",))
    limits = {name: ROSTER_FIELDS[name].max_length for name in _TEXTS}
    rows = rows.with_columns(pl.col(name).str.slice(0, limits[name]).fill_null("") for name in _TEXTS)
    return rows.with_columns(pl.col("is_attached", "has_channel").fill_null(False))


def _store(rows: pl.DataFrame, act: Act, batch: Any) -> None:
    keys = pl.lit(batch.id.bytes).alias("batch_id"), pl.lit(batch.enterprise_id).alias("enterprise_id")
    load_frame(RosterRow._meta.db_table, _ROW_COLUMNS, rows.with_columns(*keys).select(list(_ROW_COLUMNS)))


def forget_rows(batch_ids: Sequence[UUID]) -> None:
    """Delete the rows of these batches."""
    RosterRow.objects.filter(batch_id__in=batch_ids).delete()


def batches_with_rows() -> QuerySet[Any, Any]:
    """The ids of the batches that have rows."""
    return RosterRow.objects.values("batch_id").distinct()


def rows_left_behind(batch_id: UUID) -> list[int]:
    """The numbers of the rows that were held back by the check, or overtaken since."""
    rows = RosterRow.objects.filter(batch_id=batch_id, state=RowState.BLOCKED).order_by("row_no")
    return list(rows.values_list("row_no", flat=True))
