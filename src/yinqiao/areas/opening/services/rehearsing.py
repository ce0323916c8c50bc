"""The rehearsal of a table of the old system: read in a child process, judged, counted, stored; the register is only asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import UUID

import polars as pl
from django.db import connection
from django.utils import timezone

from yinqiao.areas.opening import events
from yinqiao.areas.opening.models import ColumnMemory, OldRow, Run
from yinqiao.areas.opening.queries import OPENING_FIELDS, SPECS
from yinqiao.areas.opening.queries.runs import city_of
from yinqiao.areas.opening.rules import finish_of
from yinqiao.areas.opening.services.comparing import compare
from yinqiao.areas.opening.services.figures import count_anew
from yinqiao.areas.opening.services.judging import ROW_COLUMNS, counted_findings, judge_rows, standings_of
from yinqiao.areas.opening.services.mapping import keep_seen
from yinqiao.areas.opening.services.reading import Known, Read, read_rows
from yinqiao.areas.opening.services.runs import MAX_BYTES, lock_run, tell
from yinqiao.areas.opening.types import Purpose, RunState
from yinqiao.areas.retirees.types import member_of
from yinqiao.areas.rosters.queries import describe_reading
from yinqiao.areas.rosters.types import SheetReading
from yinqiao.kernel.errors import Invalid
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.database.bulk import load_frame, set_based
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.files.store import get_file, read_bytes
from yinqiao.platform.sheets.headers import match_headers
from yinqiao.platform.sheets.limits import DEFAULT_LIMITS
from yinqiao.platform.sheets.reader import read_sheet

_LIMITS = replace(DEFAULT_LIMITS, file_bytes=MAX_BYTES, cpu_seconds=240, wall_seconds=480.0)
_STEP_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class _Work:
    actor: Actor
    at: datetime
    run_id: UUID
    purpose: Purpose

    def tell(self, step: str, done: int, total: int) -> None:
        """Move the bar that the officer sees, in a transaction of its own."""
        with acting(self.actor), connection.cursor() as cursor:
            # What a page shows for a moment need not outlive a fallen server.
            cursor.execute("SET LOCAL synchronous_commit TO off")
            Run.objects.filter(pk=self.run_id, state=RunState.CHECKING).update(
                progress_step=step, progress_done=done, progress_total=total
            )


def check_run(*, actor: Actor, at: datetime, run_id: UUID) -> None:
    """Rehearse (or compare) a table that waits for it; a run in any other state is left alone.

    Rows, mappings and figures are stored together or not at all; a worker that dies leaves the run “checking”, and the
    job begins again. A file that cannot be read ends the run as refused, with the reason for the officer.
    """
    begun = _begin(actor, at, run_id)
    if begun is None:
        return
    work, content = begun
    try:
        table = read_sheet(
            content, header_words=OPENING_FIELDS.header_words(), limits=_LIMITS,
            on_progress=_now_and_then(partial(work.tell, "reading")),
        )  # fmt: skip
        del content, begun
        with acting(actor):
            header = match_headers(table, SPECS, dict(ColumnMemory.objects.values_list("header", "field")))
            known = Known.of(actor.scope, timezone.localdate(at))
        work.tell("checking", 0, table.frame.height)
        told = SheetReading(table.sheet_name[:100], describe_reading(table, header))
        read = read_rows(table, header, known)
    except Invalid as refusal:
        _refuse(work, refusal)
        return
    # The cells as text are a third of the memory, and have said all they can.
    del table, header
    work.tell("comparing", read.rows.height, read.rows.height)
    killpoint("opening.check_before_store")
    _store(work, told, read, known)
    killpoint("opening.check_after_commit")


def _begin(actor: Actor, at: datetime, run_id: UUID) -> tuple[_Work, bytes] | None:
    with acting(actor):
        run = Run.objects.select_for_update().filter(city_of(actor.scope), pk=run_id).first()
        if run is None or run.state not in (RunState.UPLOADED, RunState.CHECKING):
            return None
        run.state, run.progress_step = RunState.CHECKING, "reading"
        run.save(update_fields=["state", "progress_step"])
        return _Work(actor, at, run_id, member_of(Purpose, run.purpose)), read_bytes(get_file(run.file_id))


def _now_and_then(tell_page: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """Tells the page how far the reading is, once in so many rows."""
    told = [0]

    def progress(done: int, total: int) -> None:
        if done - told[0] >= _STEP_ROWS:
            told[0] = done
            tell_page(done, total)

    return progress


def _refuse(work: _Work, refusal: Invalid) -> None:
    with perform(actor=work.actor, action="opening.refuse_table", at=work.at) as act:
        run = lock_run(act, work.run_id, "refuse")
        run.refusal_code, run.refusal_text = refusal.code, f"{refusal.message}{refusal.next_step}"[:300]
        run.progress_step, run.checked_at = "refused", work.at
        run.save()
        act.note(code=refusal.code)


def _store(work: _Work, reading: SheetReading, read: Read, known: Known) -> None:
    with perform(actor=work.actor, action="opening.check_run", at=work.at) as act:
        run = lock_run(act, work.run_id, finish_of(work.purpose))
        run.sheet_name, run.header = reading.sheet, dict(reading.stored)
        run.findings, run.checked_at = counted_findings(read.findings), work.at
        run.progress_step, run.progress_done, run.progress_total = "done", read.rows.height, read.rows.height
        run.refusal_code, run.refusal_text = "", ""
        with set_based(read.rows.height):
            if work.purpose is Purpose.COMPARE:
                run.counts = compare(act=act, run=run, read=read)
                kind = events.COMPARED
            else:
                # A rehearsal that begins again after a crash finds nothing of the first; another replaces it whole.
                OldRow.objects.filter(run_id=run.pk).delete()
                rows = judge_rows(read, standings_of(read.rows), known.today)
                keys = pl.lit(run.pk.bytes).alias("run_id"), pl.lit(run.place_no).alias("place_no")
                load_frame("opening_oldrow", ROW_COLUMNS, rows.with_columns(*keys))
                keep_seen(act=act, seen=read.seen.with_columns(pl.lit(run.place_no).alias("place_no")))
                count_anew(run)
                kind = events.REHEARSED
        run.save()
        act.note(**run.counts)
        tell(act, kind, run, **run.counts)
