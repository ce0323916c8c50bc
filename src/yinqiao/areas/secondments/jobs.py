"""Background work of every night: whose day has come is ended, and what is open goes to the communities."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.secondments.services import end_over
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly


@nightly("secondments.end_over", cron="10 0 * * *")
def end_what_is_over(timestamp: int) -> None:
    """Shortly after midnight: the grants ended with the day."""
    end_over(actor=Actor.system("选派期满"), at=timezone.now())
