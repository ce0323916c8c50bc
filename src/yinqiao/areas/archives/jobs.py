"""Background work of archives: check a catalogue, submit it, take it back."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinqiao.areas.archives.services import submit_batch, undo_batch
from yinqiao.areas.lists.jobs import declare_jobs, stop
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import job

declare_jobs("archives")


@job("archives.submit_batch", give_up=stop)
def submit(actor: Actor, *, batch_id: str) -> None:
    """Submit a catalogue. A second run of a finished one finds another state and has nothing to do."""
    try:
        submit_batch(actor=actor, at=timezone.now(), batch_id=UUID(batch_id))
    except Conflict:
        return


@job("archives.undo_batch", give_up=stop)
def undo(actor: Actor, *, batch_id: str) -> None:
    """Take a submission back; refused or done already, the batch itself says so."""
    try:
        undo_batch(actor=actor, at=timezone.now(), batch_id=UUID(batch_id))
    except Conflict:
        return
