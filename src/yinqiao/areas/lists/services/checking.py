"""The check of an uploaded list: read in a child process, judged by its kind, stored in one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

import polars as pl
from django.db import connection

from yinqiao.areas.lists.models import Batch, Finding, HeaderMemory
from yinqiao.areas.lists.queries import CheckJob, Judged, ListKind, kind_of
from yinqiao.areas.lists.services.batches import lock_batch
from yinqiao.areas.lists.types import BatchState
from yinqiao.areas.rosters.queries import describe_reading
from yinqiao.areas.rosters.types import SheetLayout
from yinqiao.kernel.errors import Invalid
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Subject, perform
from yinqiao.platform.database.bulk import load_frame
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.files.store import get_file, read_bytes
from yinqiao.platform.jobs import enqueue
from yinqiao.platform.sheets.headers import match_headers
from yinqiao.platform.sheets.reader import read_sheet
from yinqiao.platform.sheets.types import HeaderMatch, SheetTable

_FINDING_COLUMNS = {
    "batch_id": "uuid", "enterprise_id": "int", "row_no": "int", "field": "text", "code": "text", "severity": "text",
    "args": "jsonb",
}  # fmt: skip
_STEP_SECONDS = 0.5


def check_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> None:
    """Check a list that waits for it; a batch in any other state is left alone.

    Rows, findings and counts are stored together or not at all; a worker that dies leaves the batch “checking”, and
    the job begins again. A file that cannot be read ends the batch as refused, with the reason for the officer.
    """
    begun = _begin(actor, at, batch_id)
    if begun is None:
        return
    kind, job, file = begun
    progress = _now_and_then(partial(job.tell, "reading"))
    try:
        table = read_sheet(file, header_words=kind.header_words, sheet_name=job.layout.sheet, on_progress=progress)
        job.tell("checking", 0, table.frame.height)
        header = match_headers(table, kind.fields, _memory(kind, job), job.layout.told_rows)
        judged = kind.judge(job, table, header)
    except Invalid as refusal:
        _refuse(kind, job, refusal)
        return
    killpoint("lists.check_before_store")
    _store(kind, job, (table, header), judged)
    killpoint("lists.check_after_commit")


def _begin(actor: Actor, at: datetime, batch_id: UUID) -> tuple[ListKind, CheckJob, bytes] | None:
    with acting(actor):
        batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
        if batch is None or batch.state not in (BatchState.UPLOADED, BatchState.CHECKING):
            return None
        batch.state, batch.progress_step = BatchState.CHECKING, "reading"
        batch.save(update_fields=["state", "progress_step"])
        file = read_bytes(get_file(batch.file_id))
        layout, tell = SheetLayout(**batch.layout), partial(_tell, actor, batch_id)
        return kind_of(batch), CheckJob(actor, at, batch_id, batch.enterprise_id, layout, tell), file


def _now_and_then(tell: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """Tells the page how far the reading is, twice a second at most."""
    last = [0.0]

    def progress(done: int, total: int) -> None:
        if time.monotonic() - last[0] >= _STEP_SECONDS:
            last[0] = time.monotonic()
            tell(done, total)

    return progress


def _tell(actor: Actor, batch_id: UUID, step: str, done: int, total: int) -> None:
    with acting(actor), connection.cursor() as cursor:
        # What a page shows for a moment need not outlive a fallen server.
        cursor.execute("SET LOCAL synchronous_commit TO off")
        Batch.objects.filter(pk=batch_id, state=BatchState.CHECKING).update(
            progress_step=step, progress_done=done, progress_total=total
        )


def _memory(kind: ListKind, job: CheckJob) -> dict[str, str]:
    with acting(job.actor):
        explained = HeaderMemory.objects.filter(enterprise_id=job.enterprise_id, kind=kind.name)
        return dict(explained.values_list("header", "field"))


def _refuse(kind: ListKind, job: CheckJob, refusal: Invalid) -> None:
    with perform(actor=job.actor, action=kind.action("refuse_batch"), at=job.at) as act:
        batch = lock_batch(act, kind, job.batch_id, "refuse")
        batch.refusal_code = refusal.code
        batch.refusal_text = f"{refusal.message}{refusal.next_step}"[:300]
        batch.progress_step, batch.checked_at = "refused", job.at
        batch.save()
        act.note(code=refusal.code)


def _store(kind: ListKind, job: CheckJob, read: tuple[SheetTable, HeaderMatch], judged: Judged) -> None:
    table, header = read
    with perform(actor=job.actor, action=kind.action("check_batch"), at=job.at) as act:
        batch = lock_batch(act, kind, job.batch_id, "finish_check")
        # A check that begins again after a crash finds nothing of the first; a second check replaces it whole.
        kind.forget([batch.id])
        Finding.objects.filter(batch_id=batch.id).delete()
        judged.store(act, batch)
        keys = pl.lit(batch.id.bytes).alias("batch_id"), pl.lit(batch.enterprise_id).alias("enterprise_id")
        load_frame(
            "lists_finding", _FINDING_COLUMNS, judged.findings.with_columns(*keys, pl.col("field").fill_null(""))
        )
        rows, findings = judged.counts["rows"], judged.findings.height
        batch.sheet_name, batch.header = table.sheet_name[:100], describe_reading(table, header)
        batch.counts = dict(judged.counts)
        batch.progress_step, batch.progress_done, batch.progress_total = "done", rows, rows
        batch.checked_at, batch.refusal_code, batch.refusal_text = job.at, "", ""
        batch.save()
        act.note(rows=rows, findings=findings)
        act.emit(kind.checked, [Subject(None, batch.enterprise_id, subject_id=batch.id)])
        if findings:
            enqueue(kind.action("annotate_batch"), job.actor, batch_id=str(batch.id))
