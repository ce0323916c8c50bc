"""The annotated copy of the very file that was uploaded: bad cells coloured, the reason in a comment and a last column."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from yinqiao.areas.handover.models import Batch, Finding
from yinqiao.areas.handover.roster.fields import header_words
from yinqiao.areas.handover.roster.findings import sentence_of
from yinqiao.areas.handover.services.batches import ANNOTATED_RETENTION
from yinqiao.areas.handover.types import BatchState
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.files.store import NewFile, get_file, read_bytes, store_file
from yinqiao.platform.sheets.annotate import annotate
from yinqiao.platform.sheets.reader import read_sheet
from yinqiao.platform.sheets.types import CellNote, NoteSeverity

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def annotate_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> None:
    """Make the annotated copy of a checked batch and keep it with the batch; does nothing when it is there already."""
    with acting(actor):
        batch = Batch.objects.filter(pk=batch_id).exclude(state=BatchState.UNDONE).first()
        if batch is None or batch.annotated_file_id is not None or not batch.header:
            return
        if batch.checked_at is None:
            # It is being checked anew and has no findings yet: that check asks for the copy again.
            return
        original = get_file(batch.file_id)
        content, name = read_bytes(original), original.name
        notes = list(_notes(batch))
    table = read_sheet(content, header_words=header_words())
    header_row = max(batch.header.get("header_rows") or [1])
    with tempfile.TemporaryFile(prefix="yinqiao-annotated-") as target:
        annotate(content, table, notes, target, header_row=header_row)
        target.seek(0)
        with perform(actor=actor, action="handover.annotate_batch", at=at) as act:
            current = Batch.objects.select_for_update().get(pk=batch_id)
            if current.checked_at != batch.checked_at:
                return
            what = NewFile(
                "annotated", f"批注_{Path(name).stem}.xlsx", XLSX, ANNOTATED_RETENTION, batch.enterprise_id,
                None, actor.id,
            )  # fmt: skip
            current.annotated_file_id = store_file(target, what).id
            current.save(update_fields=["annotated_file_id"])
            act.about("batch", batch_id, people=0)


def _notes(batch: Batch) -> Iterator[CellNote]:
    """The findings as notes on cells; one about the file as a whole has no row and is on the page alone."""
    columns = {one["field"]: int(one["column"].removeprefix("c")) for one in batch.header["columns"] if one["field"]}
    found = Finding.objects.filter(batch_id=batch.id, row_no__gt=0).order_by("row_no", "id")
    for row_no, field, code, severity, args in found.values_list("row_no", "field", "code", "severity", "args"):
        words = json.dumps(args) if args is not None else None
        yield CellNote(row_no, columns.get(field), NoteSeverity(severity), sentence_of(code, field, words))
