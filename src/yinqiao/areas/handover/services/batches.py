"""An enterprise's roster before it is submitted: upload, correct the header, discard. The work itself is jobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from yinqiao.areas.handover import errors, events
from yinqiao.areas.handover.models import Batch, Finding, HeaderMemory, RosterRow
from yinqiao.areas.handover.rules import next_batch_state
from yinqiao.areas.handover.types import BatchState
from yinqiao.areas.rosters.types import SheetLayout
from yinqiao.kernel.errors import DomainError, Invalid, NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.files.store import NewFile, hash_of, store_file
from yinqiao.platform.jobs import enqueue
from yinqiao.platform.sheets.headertext import normalise_header

RETENTION = "roster_upload"
ANNOTATED_RETENTION = "roster_annotated"
# What is under way → the step that ends it, and what the officer reads when it cannot be carried out.
_ENDS = {
    BatchState.UPLOADED: ("refuse", "系统多次检查都没有完成，原因不在您的名册。请稍后重新上传同一个文件"),
    BatchState.CHECKING: ("refuse", "系统多次检查都没有完成，原因不在您的名册。请稍后重新上传同一个文件"),
    BatchState.SUBMITTING: ("stop_submit", "系统多次提交都没有完成，没有人员被移交。请稍后再次提交"),
    BatchState.UNDOING: ("stop_undo", "系统多次撤回都没有完成，这一批仍为已提交。请稍后再次撤回"),
}


def upload_roster(
    *, actor: Actor, at: datetime, enterprise_id: int, file: BinaryIO, file_name: str
) -> tuple[UUID, bool]:
    """Take in a roster file of an enterprise in the actor's scope; returns the batch and whether it is a new one.

    The same file of the same enterprise is one batch, however often and at once it is sent. Invalid
    `handover.file_too_large` above the limit; the content itself is judged by the check, not here.
    """
    if enterprise_id not in actor.scope.enterprises:
        raise NotFound
    sha256, size = hash_of(file)
    if size > settings.ROSTER_MAX_BYTES:
        raise _too_large(size)
    with perform(actor=actor, action="handover.upload_roster", at=at) as act:
        batch = Batch(
            batch_no=_batch_no(act), enterprise_id=enterprise_id, file_id=act.id, file_sha256=sha256,
            state=BatchState.UPLOADED, created_by=actor.id, created_name=actor.name,
        )  # fmt: skip
        try:
            with transaction.atomic():
                batch.save(force_insert=True)
        except IntegrityError:
            known = _same_file(enterprise_id, sha256)
            act.about("batch", known, people=0)
            act.note(is_known=True)
            return known, False
        what = NewFile("roster", file_name, "application/octet-stream", RETENTION, enterprise_id, None, actor.id)
        batch.file_id = store_file(file, what).id
        batch.save(update_fields=["file_id"])
        killpoint("handover.upload_before_commit")
        act.about("batch", batch.id, people=0)
        act.emit(events.ROSTER_UPLOADED, [Subject(None, enterprise_id, subject_id=batch.id)])
        _queue("handover.check_batch", actor, batch.id)
    return batch.id, True


def _batch_no(act: Act) -> str:
    """A printed number: the day and the tail of the act, unique without a counter that all would wait for."""
    return f"YJ{act.stamp.occurred_on:%Y%m%d}-{act.id.hex[-6:].upper()}"


def _same_file(enterprise_id: int, sha256: str) -> UUID:
    live = Batch.objects.filter(enterprise_id=enterprise_id, file_sha256=sha256)
    return live.exclude(state__in=[BatchState.UNDONE, BatchState.REFUSED]).values_list("id", flat=True).get()


def _too_large(size: int) -> Invalid:
    limit = settings.ROSTER_MAX_BYTES // (1024 * 1024)
    return Invalid(
        "handover.file_too_large",
        f"文件约 {size // (1024 * 1024)} MB，超过 {limit} MB 的上限，没有保存。",
        next_step="请删除图片等无关内容，或分成几个文件分别上传。",
        fields={"file": f"文件不能超过 {limit} MB"},
    )


def lock_batch(act: Act, batch_id: UUID, step: str) -> Batch:
    """The batch within the actor's scope, locked, if the flow allows `step`; its state is moved on already.

    NotFound when absent or out of scope, Conflict `handover.batch_not_open` when the flow forbids the step.
    """
    enterprises = act.actor.scope.enterprises
    found = Batch.objects.select_for_update().filter(pk=batch_id)
    if act.actor.role != "system":
        found = found.filter(enterprise_id__in=enterprises)
    batch = found.first()
    if batch is None:
        raise NotFound
    state = next_batch_state(BatchState(batch.state), step)
    if state is None:
        raise errors.batch_not_open(BatchState(batch.state).label)
    batch.state = state
    act.about("batch", batch.id, people=0)
    return batch


def correct_header(*, actor: Actor, at: datetime, batch_id: UUID, fields: Mapping[str, str]) -> None:
    """Say which column holds what (`fields`: header text → field name, empty for “not used”) and check again.

    Remembered for this enterprise: the next roster with the same headers is understood without asking.
    """
    with perform(actor=actor, action="handover.correct_header", at=at) as act:
        batch = lock_batch(act, batch_id, "check")
        for header, field in fields.items():
            HeaderMemory.objects.update_or_create(
                enterprise_id=batch.enterprise_id,
                header=normalise_header(header)[:120],
                defaults={"field": field},
            )
        _forget_check(batch)
        batch.save()
        act.note(columns=len(fields))
        _queue("handover.check_batch", actor, batch_id)


def place_header(*, actor: Actor, at: datetime, batch_id: UUID, layout: SheetLayout) -> None:
    """Say which sheet holds the roster and where its header is, and check again; it holds for this file alone.

    Invalid `handover.no_such_sheet` when the file has no visible sheet of that name.
    """
    with perform(actor=actor, action="handover.place_header", at=at) as act:
        batch = lock_batch(act, batch_id, "check")
        if layout.sheet and layout.sheet not in [one["name"] for one in batch.reading.sheets]:
            raise errors.no_such_sheet()
        batch.layout = asdict(layout)
        _forget_check(batch)
        batch.save()
        act.note(header_row=layout.header_row, header_depth=layout.header_depth)
        _queue("handover.check_batch", actor, batch_id)


def recheck(*, actor: Actor, at: datetime, batch_id: UUID) -> None:
    """Check a batch again, for the register or the rules may have changed since."""
    with perform(actor=actor, action="handover.recheck", at=at) as act:
        batch = lock_batch(act, batch_id, "check")
        _forget_check(batch)
        batch.save()
        _queue("handover.check_batch", actor, batch_id)


def _queue(job: str, actor: Actor, batch_id: UUID) -> None:
    """One batch is worked on by one worker at a time."""
    enqueue(job, actor, lock=f"handover.batch:{batch_id}", batch_id=str(batch_id))


def _forget_check(batch: Batch) -> None:
    Finding.objects.filter(batch_id=batch.id).delete()
    RosterRow.objects.filter(batch_id=batch.id).delete()
    batch.progress_step, batch.progress_done, batch.progress_total = "waiting", 0, 0
    batch.counts, batch.annotated_file_id, batch.checked_at = {}, None, None


def discard_batch(*, actor: Actor, at: datetime, batch_id: UUID) -> None:
    """Put away a checked batch that will not be submitted; its rows go, the file waits for its retention to end."""
    with perform(actor=actor, action="handover.discard_batch", at=at) as act:
        batch = lock_batch(act, batch_id, "discard")
        _forget_check(batch)
        batch.undone_at = at
        batch.save()
        act.emit(events.BATCH_UNDONE, [Subject(None, batch.enterprise_id, subject_id=batch.id)])


def begin_submission(*, actor: Actor, at: datetime, batch_id: UUID) -> None:
    """The officer confirms what the check showed; the submission itself is a job in the same transaction's queue."""
    with perform(actor=actor, action="handover.begin_submission", at=at) as act:
        batch = lock_batch(act, batch_id, "submit")
        if not batch.counts.get("ready"):
            raise errors.nothing_to_submit()
        batch.progress_step, batch.progress_done, batch.progress_total = "waiting", 0, batch.counts["ready"]
        batch.save()
        act.note(ready=batch.counts["ready"])
        _queue("handover.submit_batch", actor, batch_id)


def begin_undo(*, actor: Actor, at: datetime, batch_id: UUID, reason: str) -> None:
    """The officer asks for a submitted batch back; whether anything rests on it is judged by the job under locks."""
    with perform(actor=actor, action="handover.begin_undo", at=at, purpose=reason) as act:
        batch = lock_batch(act, batch_id, "undo")
        batch.progress_step, batch.progress_done, batch.progress_total = "waiting", 0, 0
        batch.save()
        _queue("handover.undo_batch", actor, batch_id)


def put_back(actor: Actor, batch_id: UUID, step: str, refusal: DomainError) -> None:
    """The work was refused and `step` leads back: the batch stands as before, with the reason for the officer to read."""
    with acting(actor):
        batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
        if batch and (state := next_batch_state(BatchState(batch.state), step)):
            batch.state, batch.progress_step = state, "refused"
            batch.refusal_code, batch.refusal_text = refusal.code, refusal.message[:300]
            batch.save()


def stop_work(*, actor: Actor, at: datetime, batch_id: UUID) -> None:
    """Put a roster whose check, submission or undo cannot be carried out back to where the officer can act.

    A check ends as refused, so that the same file may be sent again. Does nothing when no work is under way.
    """
    with acting(actor):
        state = Batch.objects.filter(pk=batch_id).values_list("state", flat=True).first()
    if state not in _ENDS:
        return
    step, told = _ENDS[BatchState(state)]
    with perform(actor=actor, action="handover.stop_work", at=at) as act:
        batch = lock_batch(act, batch_id, step)
        batch.progress_step, batch.refusal_code = "refused", "handover.work_given_up"
        batch.refusal_text = f"{told}；如仍不成功，请联系系统管理员。"
        batch.save()
