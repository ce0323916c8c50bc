"""Background work of the handover: check, submit and undo a roster, lift overdue offers every night."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinqiao.areas.handover.services import raise_overdue_offers, submit_batch, undo_batch
from yinqiao.areas.lists.jobs import declare_jobs, stop
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import job, nightly

declare_jobs("handover")


@job("handover.submit_batch", give_up=stop)
def submit(actor: Actor, *, batch_id: str) -> None:
    """Submit a batch. A second run of a finished one finds another state and has nothing to do."""
    try:
        submit_batch(actor=actor, at=timezone.now(), batch_id=UUID(batch_id))
    except Conflict:
        return


@job("handover.undo_batch", give_up=stop)
def undo(actor: Actor, *, batch_id: str) -> None:
    """Take a submission back; refused or done already, the batch itself says so."""
    try:
        undo_batch(actor=actor, at=timezone.now(), batch_id=UUID(batch_id))
    except Conflict:
        return


@nightly("handover.raise_overdue", cron="10 1 * * *")
def raise_overdue(timestamp: int) -> None:
    """Lift what nobody answered in time to the street and the district."""
    raise_overdue_offers(actor=Actor.system("逾期上报"), at=timezone.now())
