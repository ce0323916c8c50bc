"""Background work: the sweep of every night."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.certification.services import read_rosters, sweep_people
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly

_SWEEPER = Actor.system("资格认证巡检")


@nightly("certification.sweep_people", cron="20 2 * * *")
def sweep(timestamp: int) -> None:
    """Everybody's clock stands where it should today; then what rosters told about who came since, part by part."""
    sweep_people(actor=_SWEEPER, at=timezone.now())
    while read_rosters(actor=_SWEEPER, at=timezone.now()):
        continue
