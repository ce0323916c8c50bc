"""Background work: every night the months that are due are charged."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.dues.services import charge_members
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly

_COLLECTOR = Actor.system("党费计收")


@nightly("dues.charge_members", cron="50 2 * * *")
def charge(timestamp: int) -> None:
    """Accounts follow members, and what is due is charged; after missed nights all of it."""
    charge_members(actor=_COLLECTOR, at=timezone.now())
