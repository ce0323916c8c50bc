"""Background work of every night: who has moved away serves elsewhere."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.volunteers.services import sweep
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly


@nightly("volunteers.sweep", cron="20 4 * * *")
def sweep_volunteers(timestamp: int) -> None:
    """Whoever lives elsewhere now."""
    sweep(actor=Actor.system("志愿者核对"), at=timezone.now())
