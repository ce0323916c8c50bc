"""The check of an uploaded roster: read in a child process, judged by pure rules, stored in one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import polars as pl
from django.conf import settings
from django.db import connection
from django.utils import timezone

from yinqiao.areas.handover import events
from yinqiao.areas.handover.models import Batch, Finding, HeaderMemory, RosterRow
from yinqiao.areas.handover.services.batches import lock_batch
from yinqiao.areas.handover.services.differences import changes_of
from yinqiao.areas.handover.services.lookups import candidates, known_numbers, probable_elsewhere
from yinqiao.areas.handover.types import BatchState, RowState
from yinqiao.areas.organisations.queries import get_enterprise, list_group_ids, places, usccs_of
from yinqiao.areas.retirees.services import INDEXES, PLAIN, new_ids, seal_facts, short_columns
from yinqiao.areas.rosters.queries import (
    CheckContext,
    EnterpriseFacts,
    RosterCheck,
    as_known,
    as_people,
    check_alone,
    check_normalised,
    describe_reading,
    field_specs,
    header_words,
    index_places,
    is_stopped,
    normalise,
    unknown_people,
)
from yinqiao.areas.rosters.types import FindingCode, RowChange, SheetLayout
from yinqiao.kernel.errors import Invalid
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Subject, perform
from yinqiao.platform.database.bulk import load_frame, set_based
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.files.store import get_file, read_bytes
from yinqiao.platform.jobs import enqueue
from yinqiao.platform.sheets.headers import match_headers
from yinqiao.platform.sheets.reader import read_sheet
from yinqiao.platform.sheets.types import HeaderMatch, SheetTable

# What the register holds in the open.
_OPEN = {name: kind for name, kind in PLAIN.items() if name not in ("name", "enterprise_id", "place_no")}
_ROW_COLUMNS = {
    "batch_id": "uuid", "enterprise_id": "int", "row_no": "int", "state": "text", "change": "text",
    "changed_fields": "jsonb", "name": "text", "place_no": "int", "route_how": "text", "retiree_id": "uuid",
    **_OPEN, **INDEXES, "facts_id": "uuid", "facts": "bytea", "facts_digest": "bytea", "former_name": "text",
}  # fmt: skip
_FINDING_COLUMNS = {
    "batch_id": "uuid", "enterprise_id": "int", "row_no": "int", "field": "text", "code": "text", "severity": "text",
    "args": "jsonb",
}  # fmt: skip
# Known elsewhere is not a fault of the row, but nobody is offered twice: the row waits until a person has decided.
_HELD_BACK = (FindingCode.REGISTERED_ELSEWHERE.value,)
_STEP_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class _Job:
    """One check under way."""

    actor: Actor
    at: datetime
    batch_id: UUID
    enterprise_id: int
    layout: SheetLayout


@dataclass(frozen=True, slots=True)
class _Found:
    """What a check found, ready to be stored."""

    table: SheetTable
    header: HeaderMatch
    check: RosterCheck
    known: pl.DataFrame
    changes: pl.DataFrame
    taken: pl.DataFrame


def check_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> None:
    """Check a roster that waits for it; a batch in any other state is left alone.

    Rows, findings and counts are stored together or not at all; a worker that dies leaves the batch “checking”, and
    the job begins again. A file that cannot be read ends the batch as refused, with the reason for the officer.
    """
    content = _begin(actor, at, batch_id)
    if content is None:
        return
    job, file = content
    try:
        table = read_sheet(file, header_words=header_words(), sheet_name=job.layout.sheet, on_progress=_progress(job))
        found = _judge(job, table)
    except Invalid as refusal:
        _refuse(job, refusal)
        return
    killpoint("handover.check_before_store")
    _store(job, found)
    killpoint("handover.check_after_commit")


def _begin(actor: Actor, at: datetime, batch_id: UUID) -> tuple[_Job, bytes] | None:
    with acting(actor):
        batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
        if batch is None or batch.state not in (BatchState.UPLOADED, BatchState.CHECKING):
            return None
        batch.state, batch.progress_step = BatchState.CHECKING, "reading"
        batch.save(update_fields=["state", "progress_step"])
        file = read_bytes(get_file(batch.file_id))
        return _Job(actor, at, batch_id, batch.enterprise_id, SheetLayout(**batch.layout)), file


def _progress(job: _Job) -> Callable[[int, int], None]:
    """Tells the page how far the reading is, twice a second at most, in transactions of their own."""
    last = [0.0]

    def tell(done: int, total: int) -> None:
        if time.monotonic() - last[0] >= _STEP_SECONDS:
            last[0] = time.monotonic()
            _tell(job, "reading", done, total)

    return tell


def _tell(job: _Job, step: str, done: int, total: int) -> None:
    with acting(job.actor), connection.cursor() as cursor:
        # What a page shows for a moment need not outlive a fallen server.
        cursor.execute("SET LOCAL synchronous_commit TO off")
        Batch.objects.filter(pk=job.batch_id, state=BatchState.CHECKING).update(
            progress_step=step, progress_done=done, progress_total=total
        )


def _judge(job: _Job, table: SheetTable) -> _Found:
    """Recognise the header, bring the rows into normal form, ask the database, check, compare with the register."""
    rows = table.frame.height
    _tell(job, "checking", 0, rows)
    with acting(job.actor):
        memory = dict(HeaderMemory.objects.filter(enterprise_id=job.enterprise_id).values_list("header", "field"))
        context = _context(job)
    header = match_headers(table, field_specs(), memory, job.layout.told_rows)
    roster = normalise(table, header, context)
    with ThreadPoolExecutor(2) as aside:
        # The file is judged by itself and sealed while the server looks its people up.
        alone, sealed = aside.submit(check_alone, roster, context), aside.submit(_taken, roster.frame)
        with acting(job.actor), set_based(rows):
            known = known_numbers(job.enterprise_id, roster)
            asked = unknown_people(roster, known)
            elsewhere = probable_elsewhere(job.enterprise_id, asked)
            alike = candidates(job.enterprise_id, asked)
        told = replace(context, known=as_known(known), candidates=alike, probable_elsewhere=frozenset(elsewhere))
        check = check_normalised(roster, told, alone.result())
        taken = sealed.result()
    _tell(job, "comparing", rows, rows)
    with acting(job.actor), set_based(rows):
        own = known.filter(pl.col("standing") == "own").select("row_no", "id_no_index")
        changes = changes_of(job.enterprise_id, check.rows, own)
    return _Found(table, header, check, known, changes, taken)


def _context(job: _Job) -> CheckContext:
    enterprise = get_enterprise(enterprise_id=job.enterprise_id)
    family = usccs_of(set(list_group_ids(enterprise_id=enterprise.id)))
    return CheckContext(
        today=timezone.localdate(job.at),
        enterprise=EnterpriseFacts(enterprise.id, frozenset(family)),
        places=index_places(places()),
        area_code=settings.AREA_CODE,
    )


def _refuse(job: _Job, refusal: Invalid) -> None:
    with perform(actor=job.actor, action="handover.refuse_batch", at=job.at) as act:
        batch = lock_batch(act, job.batch_id, "refuse")
        batch.refusal_code = refusal.code
        batch.refusal_text = f"{refusal.message}{refusal.next_step}"[:300]
        batch.progress_step, batch.checked_at = "refused", job.at
        batch.save()
        act.note(code=refusal.code)


def _store(job: _Job, found: _Found) -> None:
    with perform(actor=job.actor, action="handover.check_batch", at=job.at) as act:
        batch = lock_batch(act, job.batch_id, "finish_check")
        # A check that begins again after a crash finds nothing of the first; a second check replaces it whole.
        RosterRow.objects.filter(batch_id=batch.id).delete()
        Finding.objects.filter(batch_id=batch.id).delete()
        rows = _checked_rows(found)
        new = pl.when(pl.col("change") == RowChange.NEW.value).then(pl.col("facts_id")).alias("retiree_id")
        stored = rows.with_columns(*_keys(batch), new, pl.col("name", "route_how").fill_null(""))
        load_frame("handover_rosterrow", _ROW_COLUMNS, stored)
        findings = found.check.findings.with_columns(*_keys(batch), pl.col("field").fill_null(""))
        load_frame("handover_finding", _FINDING_COLUMNS, findings)
        batch.sheet_name, batch.header = found.table.sheet_name[:100], describe_reading(found.table, found.header)
        batch.counts = _counts(found, rows)
        batch.progress_step, batch.progress_done, batch.progress_total = "done", rows.height, rows.height
        batch.checked_at, batch.refusal_code, batch.refusal_text = job.at, "", ""
        batch.save()
        act.note(rows=rows.height, findings=found.check.findings.height)
        act.emit(events.ROSTER_CHECKED, [Subject(None, batch.enterprise_id, subject_id=batch.id)])
        if found.check.findings.height:
            enqueue("handover.annotate_batch", job.actor, batch_id=str(batch.id))


def _keys(batch: Batch) -> tuple[pl.Expr, pl.Expr]:
    return pl.lit(batch.id.bytes).alias("batch_id"), pl.lit(batch.enterprise_id).alias("enterprise_id")


def _checked_rows(found: _Found) -> pl.DataFrame:
    held = found.check.findings.filter(pl.col("code").is_in(_HELD_BACK))["row_no"].unique()
    rows = found.check.rows.join(found.changes, on="row_no", how="left", maintain_order="left")
    is_held = pl.col("blocked") | pl.col("row_no").is_in(held.implode())
    state = pl.when(is_held).then(pl.lit(RowState.BLOCKED.value)).otherwise(pl.lit(RowState.READY.value))
    fields = pl.when(pl.col("changed_fields").list.len() > 0).then(
        pl.format('["{}"]', pl.col("changed_fields").list.join('","'))
    )
    rows = rows.with_columns(state=state, changed_fields=fields, name=pl.col("name").str.slice(0, 60))
    kept = rows.select("row_no", "state", "change", "changed_fields", "name", "place_no", "route_how")
    numbers = found.known.select("row_no", "id_no_index")
    ready = rows.filter(pl.col("state") == RowState.READY.value)["row_no"]
    # Of a row that goes nowhere nothing is kept but its name.
    for one in (numbers, found.taken.filter(pl.col("row_no").is_in(ready.implode()))):
        kept = kept.join(one, on="row_no", how="left", maintain_order="left")
    return kept


def _taken(rows: pl.DataFrame) -> pl.DataFrame:
    """What the register would take of each row, in its form: open columns, indexes, sealed facts."""
    people = as_people(rows)
    ids = new_ids(people.height)
    return people.select(
        "row_no", *(name for name in _OPEN if name in people.columns),
        *(pl.lit(None, pl.String).alias(name) for name in _OPEN if name not in people.columns),
    ).with_columns(
        *short_columns(people), ids.alias("facts_id"), *seal_facts(people, ids), rows["former_name"]
    )  # fmt: skip


def _counts(found: _Found, rows: pl.DataFrame) -> dict[str, int]:
    ready = rows.filter(pl.col("state") == RowState.READY.value)
    changes = dict(ready.group_by("change").len().iter_rows())
    return {
        "rows": rows.height,
        "ready": ready.height,
        "blocked": rows.height - ready.height,
        "doubles": found.check.doubles,
        "too_many_doubles": int(is_stopped(rows.height, found.check.doubles)),
        **{f"change_{change.value}": int(changes.get(change.value, 0)) for change in RowChange},
    }
