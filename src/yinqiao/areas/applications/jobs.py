"""Background work of every night: drafts let go of."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.applications.services import forget_drafts
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly


@nightly("applications.forget_drafts", cron="40 3 * * *")
def forget(timestamp: int) -> None:
    """What nobody has gone on with."""
    forget_drafts(actor=Actor.system("未提交申请清理"), at=timezone.now())
