"""Background work at the beginning of every day."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.office_calendar.services import recount_all
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly


@nightly("office_calendar.recount", cron="5 0 * * *")
def recount(timestamp: int) -> None:
    """A corrected calendar moves every clock; all of them, so that none is counted otherwise than another."""
    recount_all(actor=Actor.system("期限重新计算"), at=timezone.now())
