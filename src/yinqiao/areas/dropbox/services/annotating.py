"""The annotated copy of a file for the office that sent it: what is wrong with a line, and what does not go by itself."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from yinqiao.areas.dropbox.models import File, Finding, Line
from yinqiao.areas.dropbox.queries import ReportKind, kind_named, sentence_of
from yinqiao.areas.dropbox.queries.files import own_unit
from yinqiao.areas.dropbox.types import LineState
from yinqiao.areas.intake.queries import words_of
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.files.store import NewFile, read_bytes, store_file
from yinqiao.platform.files.store import get_file as get_stored
from yinqiao.platform.sheets.annotate import annotate
from yinqiao.platform.sheets.reader import read_sheet
from yinqiao.platform.sheets.types import CellNote, NoteSeverity

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# These a person should know of before the file is taken in.
_POINTED_OUT = (
    LineState.OLDER.value, LineState.DISPUTED.value, LineState.UNKNOWN.value, LineState.REPEATED.value,
    LineState.NO_GROUND.value,
)  # fmt: skip


def annotate_file(*, actor: Actor, at: datetime, file_id: UUID) -> None:
    """Make the annotated copy of a checked file; does nothing when it is there already or there is nothing to say."""
    with acting(actor):
        file = File.objects.filter(own_unit(actor.scope), pk=file_id, checked_at__isnull=False).first()
        if file is None or file.annotated_file_id is not None or not file.header:
            return
        kind = kind_named(file.kind)
        original = get_stored(file.file_id)
        content, name = read_bytes(original), original.name
        notes = list(_notes(kind, file))
    if not notes:
        return
    table = read_sheet(content, header_words=kind.fields.header_words(), sheet_name=file.sheet_name)
    with tempfile.TemporaryFile(prefix="yinqiao-annotated-") as target:
        annotate(content, table, notes, target, header_row=max(file.reading.header_rows, default=1))
        target.seek(0)
        with perform(actor=actor, action="dropbox.annotate_file", at=at) as act:
            current = File.objects.select_for_update(of=("self",)).get(pk=file_id)
            if current.checked_at != file.checked_at:
                return
            what = NewFile(
                "annotated", f"批注_{Path(name).stem}.xlsx", XLSX, "dropbox_annotated", None, file.place_no, actor.id
            )
            current.annotated_file_id = store_file(target, what).id
            current.save(update_fields=["annotated_file_id"])
            act.about("dropbox_file", file_id, people=0)


def _notes(kind: ReportKind, file: File) -> Iterator[CellNote]:
    """The findings as notes on cells; one about the file as a whole has no row and is on the page alone."""
    columns = file.reading.used
    found = Finding.objects.filter(file=file, row_no__gt=0).order_by("row_no", "id")
    for row_no, field, code, severity, args in found.values_list("row_no", "field", "code", "severity", "args"):
        yield CellNote(row_no, columns.get(field), NoteSeverity(severity), sentence_of(kind, code, field, args))
    # To its own officers nothing is said that the register says; their receipts say it.
    told = (LineState.REPEATED.value,) if file.by_office else _POINTED_OUT
    lines = Line.objects.filter(file=file, state__in=told).order_by("row_no")
    for row_no, state, reason in lines.values_list("row_no", "state", "reason"):
        label = member_of(LineState, state).label
        words = f"{label}：{words_of(reason)}。" if state != LineState.REPEATED.value else f"{label}，不重复办理。"
        yield CellNote(row_no, None, NoteSeverity.WARNS, words)
