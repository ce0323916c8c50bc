"""Background work: sandboxes that nobody went on with are cleared away."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.sandbox.services import end_lapsed
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly


@nightly("sandbox.end_lapsed", cron="40 3 * * *")
def end(timestamp: int) -> None:
    """End those whose key has ended long ago."""
    end_lapsed(actor=Actor.system("试用对接清理"), at=timezone.now())
