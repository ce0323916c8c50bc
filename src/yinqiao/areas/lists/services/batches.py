"""A list before it is submitted: upload, correct the header, discard. The work itself is jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from yinqiao.areas.lists import errors
from yinqiao.areas.lists.models import Batch, Finding, HeaderMemory
from yinqiao.areas.lists.queries import ListKind, kind_named, kind_of
from yinqiao.areas.lists.rules import next_batch_state
from yinqiao.areas.lists.types import BatchState
from yinqiao.areas.organisations.queries import answering_enterprise, get_enterprise
from yinqiao.areas.rosters.types import SheetLayout
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.files.store import NewFile, hash_of, store_file
from yinqiao.platform.jobs import enqueue
from yinqiao.platform.sheets.headertext import normalise_header

_ADD_FINDINGS = """
INSERT INTO lists_finding (batch_id, row_no, enterprise_id, field, code, severity)
SELECT %s, unnest(%s::int[]), %s, %s, %s, %s
"""


def upload_list(
    *, actor: Actor, at: datetime, kind: str, enterprise_id: int, file: BinaryIO, file_name: str
) -> tuple[UUID, bool]:
    """Take in a list that an enterprise of the actor's scope sends; returns the batch and whether it is a new one.

    Conflict `….enterprise_dissolved` for an enterprise that is no more: who answers for it sends in its own name.
    """
    if enterprise_id not in actor.scope.enterprises:
        raise NotFound
    enterprise = get_enterprise(enterprise_id=enterprise_id)
    if enterprise.successor_id is not None:
        answering = answering_enterprise(enterprise_id=enterprise_id)
        raise errors.enterprise_dissolved(kind_named(kind).words, enterprise.name, answering.name)
    return take_in_list(
        actor=actor, at=at, kind=kind, enterprise_id=enterprise_id, file=file, file_name=file_name
    )  # fmt: skip


def take_in_list(
    *, actor: Actor, at: datetime, kind: str, enterprise_id: int, file: BinaryIO, file_name: str
) -> tuple[UUID, bool]:
    """Take in a list of an enterprise in the actor's scope, of a dissolved one too: what a room makes of what it left.

    Returns the batch and whether it is a new one. The same file of the same enterprise is one batch of a kind, however often and at once it is sent. Invalid
    `….file_too_large` above the limit; the content itself is judged by the check, not here.
    """
    if enterprise_id not in actor.scope.enterprises:
        raise NotFound
    its = kind_named(kind)
    sha256, size = hash_of(file)
    if size > settings.ROSTER_MAX_BYTES:
        raise errors.file_too_large(its.words, size, settings.ROSTER_MAX_BYTES)
    with perform(actor=actor, action=its.action("upload"), at=at) as act:
        batch = Batch(
            kind=kind, batch_no=_batch_no(act), enterprise_id=enterprise_id, file_id=act.id, file_sha256=sha256,
            state=BatchState.UPLOADED, created_by=actor.id, created_name=actor.name,
        )  # fmt: skip
        try:
            with transaction.atomic():
                batch.save(force_insert=True)
        except IntegrityError:
            known = _same_file(batch)
            act.about("batch", known, people=0)
            act.note(is_known=True)
            return known, False
        what = NewFile(kind, file_name, "application/octet-stream", f"{kind}_upload", enterprise_id, None, actor.id)
        batch.file_id = store_file(file, what).id
        batch.save(update_fields=["file_id"])
        killpoint("lists.upload_before_commit")
        act.about("batch", batch.id, people=0)
        act.emit(its.uploaded, [Subject(None, enterprise_id, subject_id=batch.id)])
        queue_work(its, "check_batch", actor, batch.id)
    return batch.id, True


def _batch_no(act: Act) -> str:
    """A printed number: the day and the tail of the act, unique without a counter that all would wait for."""
    return f"YJ{act.stamp.occurred_on:%Y%m%d}-{act.id.hex[-6:].upper()}"


def _same_file(batch: Batch) -> UUID:
    same = Batch.objects.filter(enterprise=batch.enterprise_id, kind=batch.kind, file_sha256=batch.file_sha256)
    return same.exclude(state__in=[BatchState.UNDONE, BatchState.REFUSED]).values_list("id", flat=True).get()


def lock_batch(act: Act, kind: ListKind, batch_id: UUID, step: str) -> Batch:
    """The batch of a kind within the actor's scope, locked, if the flow allows `step`; its state is moved on already.

    NotFound when absent or out of scope, Conflict `….batch_not_open` when the flow forbids the step.
    """
    found = Batch.objects.select_for_update().filter(pk=batch_id, kind=kind.name)
    if act.actor.role != "system":
        found = found.filter(enterprise_id__in=act.actor.scope.enterprises)
    batch = found.first()
    if batch is None:
        raise NotFound
    state = next_batch_state(BatchState(batch.state), step)
    if state is None:
        raise errors.batch_not_open(kind.words, BatchState(batch.state).label)
    batch.state = state
    act.about("batch", batch.id, people=0)
    return batch


def correct_header(*, actor: Actor, at: datetime, kind: str, batch_id: UUID, fields: Mapping[str, str]) -> None:
    """Say which column holds what (`fields`: header text → field name, empty for “not used”) and check again.

    Remembered for this enterprise and kind: the next list with the same headers is understood without asking.
    """
    its = kind_named(kind)
    with perform(actor=actor, action=its.action("correct_header"), at=at) as act:
        batch = lock_batch(act, its, batch_id, "check")
        for header, field in fields.items():
            HeaderMemory.objects.update_or_create(
                enterprise_id=batch.enterprise_id,
                kind=kind,
                header=normalise_header(header)[:120],
                defaults={"field": field},
            )
        _check_anew(its, actor, batch)
        act.note(columns=len(fields))


def place_header(*, actor: Actor, at: datetime, kind: str, batch_id: UUID, layout: SheetLayout) -> None:
    """Say which sheet holds the list and where its header is, and check again; it holds for this file alone.

    Invalid `….no_such_sheet` when the file has no visible sheet of that name.
    """
    its = kind_named(kind)
    with perform(actor=actor, action=its.action("place_header"), at=at) as act:
        batch = lock_batch(act, its, batch_id, "check")
        if layout.sheet and layout.sheet not in [one["name"] for one in batch.reading.sheets]:
            raise errors.no_such_sheet(its.words)
        batch.layout = asdict(layout)
        _check_anew(its, actor, batch)
        act.note(header_row=layout.header_row, header_depth=layout.header_depth)


def recheck(*, actor: Actor, at: datetime, kind: str, batch_id: UUID) -> None:
    """Check a batch again, for the register or the rules may have changed since."""
    its = kind_named(kind)
    with perform(actor=actor, action=its.action("recheck"), at=at) as act:
        _check_anew(its, actor, lock_batch(act, its, batch_id, "check"))


def discard_batch(*, actor: Actor, at: datetime, kind: str, batch_id: UUID) -> None:
    """Put away a checked batch that will not be submitted; its rows go, the file waits for its retention to end."""
    its = kind_named(kind)
    with perform(actor=actor, action=its.action("discard_batch"), at=at) as act:
        batch = lock_batch(act, its, batch_id, "discard")
        _forget_check(batch)
        batch.undone_at = at
        batch.save()
        act.emit(its.undone, [Subject(None, batch.enterprise_id, subject_id=batch.id)])


def add_findings(*, act: Act, batch: Batch, row_numbers: Sequence[int], field: str, code: str, severity: str) -> None:
    """Add one finding to each of these rows: what came to light after the check, within the act that met it."""
    values: list[Any] = [batch.id, list(row_numbers), batch.enterprise_id, field, code, severity]
    with connection.cursor() as cursor:
        cursor.execute(_ADD_FINDINGS, values)


def queue_work(kind: ListKind, work: str, actor: Actor, batch_id: UUID) -> None:
    """One batch is worked on by one worker at a time."""
    enqueue(kind.action(work), actor, lock=f"{kind.room}.batch:{batch_id}", batch_id=str(batch_id))


def _check_anew(kind: ListKind, actor: Actor, batch: Batch) -> None:
    _forget_check(batch)
    batch.save()
    queue_work(kind, "check_batch", actor, batch.id)


def _forget_check(batch: Batch) -> None:
    Finding.objects.filter(batch_id=batch.id).delete()
    kind_of(batch).forget([batch.id])
    batch.progress_step, batch.progress_done, batch.progress_total = "waiting", 0, 0
    batch.counts, batch.annotated_file_id, batch.checked_at = {}, None, None
