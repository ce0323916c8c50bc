"""The annotated copy of the very file that was uploaded: bad cells coloured, the reason in a comment and a last column.

After a submission it holds the rows that stayed behind alone: who went is no longer the enterprise's to hand out.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import polars as pl

from yinqiao.areas.lists.models import Batch, Finding
from yinqiao.areas.lists.queries import ListKind, kind_of
from yinqiao.areas.lists.rules import stayed_behind
from yinqiao.areas.lists.types import BatchState
from yinqiao.areas.rosters.types import SheetLayout
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.files.store import NewFile, get_file, read_bytes, store_file
from yinqiao.platform.jobs import enqueue
from yinqiao.platform.sheets.annotate import annotate
from yinqiao.platform.sheets.reader import read_sheet
from yinqiao.platform.sheets.types import CellNote, NoteSeverity, SheetKind, SheetTable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def annotate_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> None:
    """Make the annotated copy of a checked batch and keep it with the batch; does nothing when it is there already.

    Nor when all rows went with the submission.
    """
    with acting(actor):
        batch = Batch.objects.filter(pk=batch_id).exclude(state=BatchState.UNDONE).first()
        if batch is None or batch.annotated_file_id is not None or not batch.header:
            return
        if batch.checked_at is None:
            # It is being checked anew and has no findings yet: that check asks for the copy again.
            return
        kind = kind_of(batch)
        # Until something was submitted, all rows are the enterprise's.
        left = kind.left_behind(batch.id) if batch.submitted_at else None
        if left == []:
            return
        original = get_file(batch.file_id)
        content, name = read_bytes(original), original.name
        notes = list(_notes(kind, batch))
    table = read_sheet(content, header_words=kind.header_words, sheet_name=SheetLayout(**batch.layout).sheet)
    header_row = max(batch.reading.header_rows, default=1)
    if left is not None:
        table, notes = _only(table, notes, left, header_row)
    with tempfile.TemporaryFile(prefix="yinqiao-annotated-") as target:
        annotate(content, table, notes, target, header_row=header_row)
        target.seek(0)
        with perform(actor=actor, action=kind.action("annotate_batch"), at=at) as act:
            current = Batch.objects.select_for_update().get(pk=batch_id)
            if (current.checked_at, current.submitted_at) != (batch.checked_at, batch.submitted_at):
                return
            what = NewFile(
                "annotated", f"批注_{Path(name).stem}.xlsx", XLSX, f"{kind.name}_annotated", batch.enterprise_id,
                None, actor.id,
            )  # fmt: skip
            current.annotated_file_id = store_file(target, what).id
            current.save(update_fields=["annotated_file_id"])
            act.about("batch", batch_id, people=0)


def renew_annotated_copy(*, act: Act) -> None:
    """After the submission that `act` is: let the copy of everybody go, and have one made of who stayed behind."""
    _, batch_id = act.subject
    if batch_id is None:
        raise LookupError("a submission that names no batch")
    batch = Batch.objects.only("counts", "kind").get(pk=batch_id)
    Batch.objects.filter(pk=batch.pk).update(annotated_file_id=None)
    if stayed_behind(batch.counts):
        enqueue(kind_of(batch).action("annotate_batch"), act.actor, batch_id=str(batch.pk))


def _only(
    table: SheetTable, notes: list[CellNote], rows: list[int], header_row: int
) -> tuple[SheetTable, list[CellNote]]:
    """The headings and these rows one below the other, as a sheet of its own; each reason names the row in the file."""
    moved = {old: header_row + 1 + place for place, old in enumerate(rows)}
    frame = table.frame.filter(pl.col("row_no").le(header_row) | pl.col("row_no").is_in(rows))
    frame = frame.with_columns(pl.col("row_no").replace(moved))
    kept = [
        replace(note, row_no=moved[note.row_no], message=f"（原第 {note.row_no} 行）{note.message}")
        for note in notes if note.row_no in moved
    ]  # fmt: skip
    # Not as the workbook that it was, whose other rows would come along.
    return replace(table, kind=SheetKind.CSV, frame=frame, kinds={}), kept


def _notes(kind: ListKind, batch: Batch) -> Iterator[CellNote]:
    """The findings as notes on cells; one about the file as a whole has no row and is on the page alone."""
    columns = batch.reading.used
    found = Finding.objects.filter(batch_id=batch.id, row_no__gt=0).order_by("row_no", "id")
    for row_no, field, code, severity, args in found.values_list("row_no", "field", "code", "severity", "args"):
        words = json.dumps(args) if args is not None else None
        yield CellNote(row_no, columns.get(field), NoteSeverity(severity), kind.sentence_of(code, field, words))
