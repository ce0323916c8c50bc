"""Background work of every night: clocks counted anew, drafts let go of."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.applications.services import forget_drafts, recount_clocks
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly

_COUNTER = Actor.system("办件时限核算")


@nightly("applications.recount_clocks", cron="35 1 * * *")
def recount(timestamp: int) -> None:
    """A corrected calendar moves every open case."""
    recount_clocks(actor=_COUNTER, at=timezone.now())


@nightly("applications.forget_drafts", cron="40 3 * * *")
def forget(timestamp: int) -> None:
    """What nobody has gone on with."""
    forget_drafts(actor=Actor.system("未提交申请清理"), at=timezone.now())
