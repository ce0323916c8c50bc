"""Background work: what waits is matched with who arrived; what waited its time ends."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.intake.services import expire_waiting
from yinqiao.areas.intake.services import match_waiting as match
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import job, nightly


@job("intake.match_waiting")
def match_waiting(actor: Actor) -> None:
    """Settle every waiting message whose person is in the register by now."""
    match(actor=actor, at=timezone.now())


@nightly("intake.look_again", cron="50 3 * * *")
def look_again(timestamp: int) -> None:
    """Match again, for numbers that were corrected meanwhile, and end what has waited its time."""
    system = Actor.system("外来信息匹配")
    match(actor=system, at=timezone.now())
    expire_waiting(actor=system, at=timezone.now())
