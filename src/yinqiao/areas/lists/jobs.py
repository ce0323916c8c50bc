"""Background work on lists: check, annotate, submit, take back. The room of a kind declares it under its own name."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.lists.services import annotate_batch, check_batch, stop_work
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import job


class BatchWork(Protocol):
    """An act of a kind's room on one batch: its submission, or the undo of it."""

    def __call__(self, *, actor: Actor, at: datetime, batch_id: UUID) -> object:
        """Carry it out."""


def _stop(actor: Actor, *, batch_id: str) -> None:
    """The officer shall not look at a bar that never moves again: how all work on a batch is given up."""
    stop_work(actor=actor, at=timezone.now(), batch_id=UUID(batch_id))


def declare_jobs(room: str, *, submit_batch: BatchWork, undo_batch: BatchWork) -> None:
    """Declare `<room>.check_batch`, `.annotate_batch`, `.submit_batch` and `.undo_batch`; the last two are the room's own acts."""

    @job(f"{room}.check_batch", give_up=_stop)
    def check(actor: Actor, *, batch_id: str) -> None:
        """Check a list; a file that cannot be read ends as a refused batch, not as a failed job."""
        check_batch(actor=actor, at=timezone.now(), batch_id=UUID(batch_id))

    @job(f"{room}.annotate_batch")
    def annotate(actor: Actor, *, batch_id: str) -> None:
        """Make the annotated copy."""
        annotate_batch(actor=actor, at=timezone.now(), batch_id=UUID(batch_id))

    @job(f"{room}.submit_batch", give_up=_stop)
    def submit(actor: Actor, *, batch_id: str) -> None:
        """Submit a batch. A second run of a finished one finds another state and has nothing to do."""
        _unless_done(submit_batch, actor, batch_id)

    @job(f"{room}.undo_batch", give_up=_stop)
    def undo(actor: Actor, *, batch_id: str) -> None:
        """Take a submission back; refused or done already, the batch itself says so."""
        _unless_done(undo_batch, actor, batch_id)


def _unless_done(work: BatchWork, actor: Actor, batch_id: str) -> None:
    try:
        work(actor=actor, at=timezone.now(), batch_id=UUID(batch_id))
    except Conflict:
        return
