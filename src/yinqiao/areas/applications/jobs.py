"""Background work: clocks counted anew every night."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.applications.services import recount_clocks
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly

_COUNTER = Actor.system("办件时限核算")


@nightly("applications.recount_clocks", cron="35 1 * * *")
def recount(timestamp: int) -> None:
    """A corrected calendar moves every open case."""
    recount_clocks(actor=_COUNTER, at=timezone.now())
