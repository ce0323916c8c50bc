"""Background work of every night: seats that are nobody's any more go on."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.activities.services import sweep
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly


@nightly("activities.sweep", cron="10 4 * * *")
def sweep_offerings(timestamp: int) -> None:
    """Whose days have passed."""
    sweep(actor=Actor.system("候补名额顺延"), at=timezone.now())
