"""Background work: the sweep of every night."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.duties.services import read_changed, sweep_duties
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly

_SWEEPER = Actor.system("服务标准巡检")


@nightly("duties.sweep", cron="50 2 * * *")
def sweep(timestamp: int) -> None:
    """What rosters told of who came since, part by part; then everybody's duties as the standards say today."""
    while read_changed(actor=_SWEEPER, at=timezone.now()):
        continue
    sweep_duties(actor=_SWEEPER, at=timezone.now())
