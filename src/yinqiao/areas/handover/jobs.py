"""Background work of the handover: check, submit and undo a roster, lift overdue offers every night."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.handover.services import raise_overdue_offers, submit_batch, undo_batch
from yinqiao.areas.lists.jobs import declare_jobs
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly

declare_jobs("handover", submit_batch=submit_batch, undo_batch=undo_batch)


@nightly("handover.raise_overdue", cron="10 1 * * *")
def raise_overdue(timestamp: int) -> None:
    """Lift what nobody answered in time to the street and the district."""
    raise_overdue_offers(actor=Actor.system("逾期上报"), at=timezone.now())
