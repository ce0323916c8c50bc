"""The work on a checked list: its submission and the undo of it, carried out by its kind between a beginning and an end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from yinqiao.areas.lists import errors
from yinqiao.areas.lists.models import Batch
from yinqiao.areas.lists.queries import kind_named, kind_of
from yinqiao.areas.lists.rules import next_batch_state
from yinqiao.areas.lists.services.batches import lock_batch, queue_work
from yinqiao.areas.lists.types import BatchState
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

# What is under way → the step that ends it, and what the officer reads when it cannot be carried out.
_ENDS = {
    BatchState.UPLOADED: ("refuse", "系统多次检查都没有完成，原因不在您的{noun}。请稍后重新上传同一个文件"),
    BatchState.CHECKING: ("refuse", "系统多次检查都没有完成，原因不在您的{noun}。请稍后重新上传同一个文件"),
    BatchState.SUBMITTING: ("stop_submit", "系统多次提交都没有完成，没有{rows}被移交。请稍后再次提交"),
    BatchState.UNDOING: ("stop_undo", "系统多次撤回都没有完成，这一批仍为已提交。请稍后再次撤回"),
}


def begin_submission(*, actor: Actor, at: datetime, kind: str, batch_id: UUID) -> None:
    """The officer confirms what the check showed; the submission itself is a job in the same transaction's queue."""
    its = kind_named(kind)
    with perform(actor=actor, action=its.action("begin_submission"), at=at) as act:
        batch = lock_batch(act, its, batch_id, "submit")
        if not batch.counts.get("ready"):
            raise errors.nothing_to_submit(its.words)
        batch.progress_step, batch.progress_done, batch.progress_total = "waiting", 0, batch.counts["ready"]
        batch.save()
        act.note(ready=batch.counts["ready"])
        queue_work(its, "submit_batch", actor, batch_id)


def begin_undo(*, actor: Actor, at: datetime, kind: str, batch_id: UUID, reason: str) -> None:
    """The officer asks for a submitted batch back; whether anything rests on it is judged by the job under locks."""
    its = kind_named(kind)
    with perform(actor=actor, action=its.action("begin_undo"), at=at, purpose=reason) as act:
        batch = lock_batch(act, its, batch_id, "undo")
        batch.progress_step, batch.progress_done, batch.progress_total = "waiting", 0, 0
        batch.save()
        queue_work(its, "undo_batch", actor, batch_id)


@contextmanager
def work_on(*, actor: Actor, at: datetime, kind: str, batch_id: UUID, step: str) -> Iterator[tuple[Act, Batch]]:
    """Carry out what an officer began: the act `submit_batch` or `undo_batch` (`step`: submit, undo) on the locked batch.

    The block ends with `finish_submission` or `finish_undo`. A refusal puts the batch back to where it stood, with the
    reason for the officer to read; a crash leaves it at work, and the job begins again from nothing.
    """
    its = kind_named(kind)
    try:
        with perform(actor=actor, action=its.action(f"{step}_batch"), at=at) as act:
            yield act, lock_batch(act, its, batch_id, f"finish_{step}")
    except DomainError as refusal:
        _put_back(actor, batch_id, f"stop_{step}", refusal)
        raise


def finish_submission(*, act: Act, batch: Batch, people: int, counts: Mapping[str, int]) -> None:
    """The batch has gone: how many people it concerns, and what its submission adds to the counts of its check."""
    batch.submitted_at, batch.submit_act = act.at, act.id
    batch.progress_step, batch.progress_done = "done", people
    batch.counts = {**batch.counts, **counts}
    batch.save()
    act.about("batch", batch.id, people=people)


def finish_undo(*, act: Act, batch: Batch, people: int) -> None:
    """The batch is taken back: how many people it concerned."""
    batch.undone_at, batch.progress_step = act.at, "done"
    batch.save()
    act.about("batch", batch.id, people=people)


def _put_back(actor: Actor, batch_id: UUID, step: str, refusal: DomainError) -> None:
    with acting(actor):
        batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
        if batch and (state := next_batch_state(BatchState(batch.state), step)):
            batch.state, batch.progress_step = state, "refused"
            batch.refusal_code, batch.refusal_text = refusal.code, refusal.message[:300]
            batch.save()


def stop_work(*, actor: Actor, at: datetime, batch_id: UUID) -> None:
    """Put a batch whose check, submission or undo cannot be carried out back to where the officer can act.

    A check ends as refused, so that the same file may be sent again. Does nothing when no work is under way.
    """
    with acting(actor):
        found = Batch.objects.filter(pk=batch_id).first()
    if found is None or found.state not in _ENDS:
        return
    its, (step, told) = kind_of(found), _ENDS[BatchState(found.state)]
    with perform(actor=actor, action=its.action("stop_work"), at=at) as act:
        batch = lock_batch(act, its, batch_id, step)
        batch.progress_step, batch.refusal_code = "refused", f"{its.room}.work_given_up"
        told = told.format(noun=its.words.noun, rows=its.words.rows)
        batch.refusal_text = f"{told}；如仍不成功，请联系系统管理员。"
        batch.save()
