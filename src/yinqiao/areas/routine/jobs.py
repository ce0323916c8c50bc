"""Background work of the monthly handover: check a list, submit it, take it back; lift what is late every night."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.lists.jobs import declare_jobs
from yinqiao.areas.routine.services import raise_late_people, submit_batch, undo_batch
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly

declare_jobs("routine", submit_batch=submit_batch, undo_batch=undo_batch)


@nightly("routine.raise_late", cron="20 1 * * *")
def raise_late(timestamp: int) -> None:
    """Lift what is late, and tell the enterprises."""
    raise_late_people(actor=Actor.system("常态化移交逾期上报"), at=timezone.now())
