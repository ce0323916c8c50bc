"""Background work on lists: check, annotate. The room of a kind declares it under its own name."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinqiao.areas.lists.services import annotate_batch, check_batch, stop_work
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import job


def stop(actor: Actor, *, batch_id: str) -> None:
    """The officer shall not look at a bar that never moves again: how all work on a batch is given up."""
    stop_work(actor=actor, at=timezone.now(), batch_id=UUID(batch_id))


def declare_jobs(room: str) -> None:
    """Declare `<room>.check_batch` and `<room>.annotate_batch`; submission and undo are the room's own."""

    @job(f"{room}.check_batch", give_up=stop)
    def check(actor: Actor, *, batch_id: str) -> None:
        """Check a list; a file that cannot be read ends as a refused batch, not as a failed job."""
        check_batch(actor=actor, at=timezone.now(), batch_id=UUID(batch_id))

    @job(f"{room}.annotate_batch")
    def annotate(actor: Actor, *, batch_id: str) -> None:
        """Make the annotated copy."""
        annotate_batch(actor=actor, at=timezone.now(), batch_id=UUID(batch_id))
