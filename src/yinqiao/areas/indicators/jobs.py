"""Background work: every night everything from scratch."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.indicators.services import recount_all
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly

COUNTER = Actor.system("指标计数")


@nightly("indicators.recount", cron="10 4 * * *")
def recount(timestamp: int) -> None:
    """After the sweeps of the night have moved clocks and duties."""
    recount_all(actor=COUNTER, at=timezone.now())
