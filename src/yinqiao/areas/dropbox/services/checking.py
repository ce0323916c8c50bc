"""The check of a file: read in a child process, its cells judged, the difference to the register foreseen; nothing applies."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import polars as pl
from django.db import connection
from django.utils import timezone

from yinqiao.areas.aid.queries import find_without_ground
from yinqiao.areas.aid.types import ILLNESS
from yinqiao.areas.dropbox import events
from yinqiao.areas.dropbox.models import ColumnMemory, File, Line
from yinqiao.areas.dropbox.queries import ReportKind, kind_named
from yinqiao.areas.dropbox.queries.files import own_unit
from yinqiao.areas.dropbox.services.comparing import IS_SETTLED, settle_rows
from yinqiao.areas.dropbox.services.files import MAX_BYTES, forget_lines, lock_file, tell
from yinqiao.areas.dropbox.services.reading import Read, own_finding, read_rows
from yinqiao.areas.dropbox.services.telling import Sender, Told, compared_lines, plain_lines, renew_withdrawn
from yinqiao.areas.dropbox.types import FileState, FindingCode, LineState
from yinqiao.areas.intake.services import REPEATED, foresee_lines, uri_of
from yinqiao.areas.intake.types import MessageState, Reason, RefusalReason
from yinqiao.areas.retirees.services import ID_NUMBER, new_ids
from yinqiao.areas.rosters.queries import describe_reading
from yinqiao.areas.rosters.types import Severity
from yinqiao.kernel.errors import Invalid
from yinqiao.platform.access import acting, widened
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.acts import perform
from yinqiao.platform.crypto.blind import blind_many
from yinqiao.platform.crypto.fields import conceal
from yinqiao.platform.database.bulk import load_frame, set_based
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.files.store import get_file as get_stored
from yinqiao.platform.files.store import read_bytes
from yinqiao.platform.jobs import enqueue
from yinqiao.platform.sheets.headers import match_headers
from yinqiao.platform.sheets.limits import DEFAULT_LIMITS
from yinqiao.platform.sheets.reader import read_sheet

_LIMITS = replace(DEFAULT_LIMITS, file_bytes=MAX_BYTES, cpu_seconds=240, wall_seconds=480.0)
_STEP_ROWS = 10_000
_FORESEEN_AT_ONCE = 5_000
_LINE_COLUMNS = {
    "id": "uuid", "file_id": "uuid", "place_no": "int", "row_no": "int", "state": "text", "reason": "text", "type": "text",
    "event_id": "text", "body": "bytea", "outcome": "text", "is_repeated": "boolean", "taken_back": "text",
}  # fmt: skip
_FINDING_COLUMNS = {
    "file_id": "uuid", "place_no": "int", "row_no": "int", "field": "text", "code": "text", "severity": "text",
    "args": "jsonb",
}  # fmt: skip
# Field of a message → the column of a comparison that said it.
_OF_COMPARISON = {
    "id_number": "id_no", "name": "name", "died_on": "day", "certified_on": "day", "since": "day", "method": "method",
    "reference": "reference",
}  # fmt: skip
_FORESEEN = {
    MessageState.APPLIED.value: LineState.NEW, MessageState.SAME.value: LineState.UNCHANGED,
    MessageState.OLDER.value: LineState.OLDER, MessageState.DISPUTED.value: LineState.DISPUTED,
    MessageState.WAITING.value: LineState.UNKNOWN, MessageState.REFUSED.value: LineState.BLOCKED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Work:
    """One check under way: whose file it is, what it reports, whom the source reaches, which types it may tell."""

    actor: Actor
    at: datetime
    file_id: UUID
    kind: ReportKind
    sender: Sender
    reach: Scope
    types: Sequence[str]

    def tell(self, step: str, done: int, total: int) -> None:
        """Move the bar that the officer sees, in a transaction of its own."""
        with acting(self.actor), connection.cursor() as cursor:
            # What a page shows for a moment need not outlive a fallen server.
            cursor.execute("SET LOCAL synchronous_commit TO off")
            File.objects.filter(pk=self.file_id, state=FileState.CHECKING).update(
                progress_step=step, progress_done=done, progress_total=total
            )


@dataclass(frozen=True, slots=True)
class _Foreseen:
    """One line that tells something, and what would become of it."""

    told: Told
    state: LineState
    reason: str
    fault: str


def check_file(*, actor: Actor, at: datetime, file_id: UUID) -> None:
    """Check a file that waits for it; one in any other state is left alone.

    Lines, findings and figures are stored together or not at all; a worker that dies leaves the file “checking”, and the
    job begins again. A file that cannot be read ends as refused, with the reason for the officer.
    """
    begun = _begin(actor, at, file_id)
    if begun is None:
        return
    work, content = begun
    try:
        words = work.kind.fields.header_words()
        table = read_sheet(content, header_words=words, limits=_LIMITS, on_progress=_now_and_then(work))
        del content, begun
        with acting(actor):
            header = match_headers(table, work.kind.specs, _memory(work))
            told = (table.sheet_name[:100], describe_reading(table, header))
            read = read_rows(table, header, work.kind, work.types, timezone.localdate(at))
    except Invalid as refusal:
        _refuse(work, refusal)
        return
    # The cells as text are a third of the memory, and have said all they can.
    del table, header
    rows, lines = _told_by(work, read)
    foreseen = _foresee(work, lines)
    killpoint("dropbox.check_before_store")
    _store(work, told, Read(rows, _with_refusals(read, work.kind, foreseen)), foreseen)
    killpoint("dropbox.check_after_commit")


def _begin(actor: Actor, at: datetime, file_id: UUID) -> tuple[_Work, bytes] | None:
    with acting(actor):
        found = File.objects.select_for_update(of=("self",)).filter(own_unit(actor.scope), pk=file_id).first()
        if found is None or found.state not in (FileState.UPLOADED, FileState.CHECKING):
            return None
        found.state, found.progress_step = FileState.CHECKING, "reading"
        found.save(update_fields=["state", "progress_step"])
        source, sent_on = found.source, timezone.localdate(found.created_at)
        sender = Sender(source.pk, uri_of(source.code), found.file_sha256, found.file_no, sent_on)
        reach = Scope(source.reach_from, source.reach_to, tuple(source.reach_enterprises))
        work = _Work(actor, at, file_id, kind_named(found.kind), sender, reach, source.types)
        return work, read_bytes(get_stored(found.file_id))


def _memory(work: _Work) -> dict[str, str]:
    explained = ColumnMemory.objects.filter(source_id=work.sender.source_id, kind=work.kind.code)
    return dict(explained.values_list("header", "field"))


def _now_and_then(work: _Work) -> Callable[[int, int], None]:
    """Tells the page how far the reading is, once in so many rows."""
    told = [0]

    def progress(done: int, total: int) -> None:
        if done - told[0] >= _STEP_ROWS:
            told[0] = done
            work.tell("reading", done, total)

    return progress


def _refuse(work: _Work, refusal: Invalid) -> None:
    with perform(actor=work.actor, action="dropbox.refuse_file", at=work.at) as act:
        file = lock_file(act, work.file_id, "refuse")
        file.refusal_code, file.refusal_text = refusal.code, f"{refusal.message}{refusal.next_step}"[:300]
        file.progress_step, file.checked_at = "refused", work.at
        file.save()
        act.note(code=refusal.code)


def _told_by(work: _Work, read: Read) -> tuple[pl.DataFrame, list[Told]]:
    """`row_no` and `state` of what needs no telling, blocked lines among it, and the lines that do."""
    blocked = read.rows.filter("is_blocked").select("row_no", state=pl.lit(LineState.BLOCKED.value))
    good = read.good
    if not work.kind.is_comparison:
        return blocked, plain_lines(good, work.kind, work.sender)
    work.tell("comparing", 0, good.height)
    with acting(work.actor), widened("dropbox.compare"):
        good = settle_rows(good, work.reach, work.sender.sent_on)
    settled = good.filter(IS_SETTLED.fill_null(False)).select("row_no", "state")
    lines = compared_lines(good.filter(~IS_SETTLED.fill_null(False)), work.sender)
    return pl.concat([blocked, settled]), lines


def _foresee(work: _Work, lines: list[Told]) -> list[_Foreseen]:
    with acting(work.actor):
        renew_withdrawn(lines, work.sender, work.actor.scope)
    found: list[_Foreseen] = []
    for at in range(0, len(lines), _FORESEEN_AT_ONCE):
        page = lines[at : at + _FORESEEN_AT_ONCE]
        answers = foresee_lines(
            actor=work.actor, at=work.at, source_id=work.sender.source_id, events=[one.event for one in page]
        )
        found += [_foreseen(one, *answer) for one, answer in zip(page, answers, strict=True)]
        work.tell("comparing", at + len(page), len(lines))
    return _lawful(work, found)


def _lawful(work: _Work, found: list[_Foreseen]) -> list[_Foreseen]:
    """Of an illness nothing is taken in without a ground: foreseen for who sees the person, and for no office."""
    if work.kind.code != ILLNESS or work.actor.scope.office is not None:
        return found
    indexes = blind_many([one.told.event["data"]["id_number"] for one in found], ID_NUMBER)
    with acting(work.actor):
        missing = find_without_ground(
            scope=work.actor.scope, source_id=work.sender.source_id, indexes=[one for one in indexes if one],
            today=timezone.localdate(work.at),
        )  # fmt: skip
    return [
        replace(one, state=LineState.NO_GROUND, reason=Reason.NO_GROUND.value)
        if one.state is LineState.NEW and index in missing
        else one
        for one, index in zip(found, indexes, strict=True)
    ]


def _foreseen(told: Told, state: str, reason: str, fault: str) -> _Foreseen:
    return _Foreseen(told, LineState.REPEATED if reason == REPEATED else _FORESEEN[state], reason, fault)


def _with_refusals(read: Read, kind: ReportKind, foreseen: Sequence[_Foreseen]) -> pl.DataFrame:
    """The findings, and one for each field for which a message would be refused."""
    fields = _OF_COMPARISON if kind.is_comparison else {key: field for field, key in kind.keys.items()}
    refused: dict[str, list[int]] = {}
    for one in foreseen:
        if one.state is LineState.BLOCKED:
            is_cell = one.reason == RefusalReason.DATA_INVALID.value
            for key in one.fault.split("、") if is_cell else ("",):
                refused.setdefault(fields.get(key, ""), []).append(one.told.row_no)
    found = [read.findings]
    for field, rows in refused.items():
        hit = pl.DataFrame({"row_no": rows}, schema={"row_no": pl.UInt32})
        found.append(own_finding(hit, FindingCode.CELL_NOT_TAKEN if field else FindingCode.LINE_NOT_TAKEN, field))
    return pl.concat(found).sort("row_no", maintain_order=True)


def _store(work: _Work, reading: tuple[str, dict[str, object]], read: Read, foreseen: Sequence[_Foreseen]) -> None:
    with perform(actor=work.actor, action="dropbox.check_file", at=work.at) as act:
        file = lock_file(act, work.file_id, "finish_check")
        # A check that begins again after a crash finds nothing of the first; a second check replaces it whole.
        forget_lines(file)
        lines = pl.concat([_settled_lines(read.rows), _telling_lines(foreseen)]).sort("row_no")
        keys = pl.lit(file.pk.bytes).alias("file_id"), pl.lit(file.place_no).alias("place_no")
        # They belong to the city that registered the source; the file itself was locked within the sender's own scope.
        with widened("dropbox.keep_lines"), set_based(lines.height):
            load_frame("dropbox_line", _LINE_COLUMNS, lines.with_columns(*keys))
            filled = read.findings.with_columns(*keys, pl.col("field").fill_null(""))
            load_frame("dropbox_finding", _FINDING_COLUMNS, filled)
        file.sheet_name, file.header = reading
        file.counts = {"rows": lines.height, **Counter(lines["state"].to_list())}
        file.findings, file.checked_at = _counted(read.findings), work.at
        file.progress_step, file.progress_done, file.progress_total = "done", lines.height, lines.height
        file.refusal_code, file.refusal_text = "", ""
        file.save()
        act.note(**file.counts)
        tell(act, events.CHECKED, file, **file.counts)
        if file.findings or len(foreseen):
            enqueue("dropbox.annotate_file", work.actor, file_id=str(file.pk))


def _settled_lines(rows: pl.DataFrame) -> pl.DataFrame:
    texts = [pl.lit("").alias(one) for one in ("reason", "type", "event_id", "outcome", "taken_back")]
    return rows.select(
        new_ids(rows.height).alias("id"), pl.col("row_no").cast(pl.Int32), "state", *texts,
        pl.lit(None, pl.Binary).alias("body"), pl.lit(False).alias("is_repeated"),
    ).select(*_OWN)  # fmt: skip


_OWN = [name for name in _LINE_COLUMNS if name not in ("file_id", "place_no")]


def _telling_lines(foreseen: Sequence[_Foreseen]) -> pl.DataFrame:
    """A line whose message would be refused keeps nothing of what it says."""
    ids = new_ids(len(foreseen))
    told = [one.state is not LineState.BLOCKED for one in foreseen]
    texts = [
        json.dumps(one.told.event, ensure_ascii=False) if is_told else None
        for one, is_told in zip(foreseen, told, strict=True)
    ]
    sealed = conceal(Line, "body", texts, [UUID(bytes=one) for one in ids.to_list()])
    return pl.DataFrame(
        {
            "id": ids,
            "row_no": pl.Series([one.told.row_no for one in foreseen], dtype=pl.Int32),
            "state": pl.Series([one.state.value for one in foreseen], dtype=pl.String),
            "reason": pl.Series([one.reason for one in foreseen], dtype=pl.String),
            "type": pl.Series([one.told.event["type"] for one in foreseen], dtype=pl.String),
            "event_id": pl.Series(
                [one.told.event["id"] if is_told else "" for one, is_told in zip(foreseen, told, strict=True)],
                dtype=pl.String,
            ),
            "body": pl.Series(sealed, dtype=pl.Binary),
            "outcome": pl.Series([""] * len(foreseen), dtype=pl.String),
            "is_repeated": pl.Series([False] * len(foreseen), dtype=pl.Boolean),
            "taken_back": pl.Series([""] * len(foreseen), dtype=pl.String),
        }
    ).select(*_OWN)


def _counted(findings: pl.DataFrame) -> list[dict[str, Any]]:
    """On how many lines each kind of finding is, what was mended left out; the most severe first."""
    told = findings.filter(pl.col("severity") != Severity.MENDED.value)
    counted = told.group_by("code", "severity").agg(pl.col("row_no").n_unique().alias("rows"))
    return counted.sort("severity", "rows", "code", descending=[False, True, False]).to_dicts()
