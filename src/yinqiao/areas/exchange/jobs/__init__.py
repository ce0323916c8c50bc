"""Background work of the exchange: the courier's desk, and receipts whose time is over."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.exchange.services import forget_receipts
from yinqiao.platform.access import Actor
from yinqiao.platform.jobs import nightly


@nightly("exchange.forget_receipts", cron="20 4 * * *")
def forget(timestamp: int) -> None:
    """Remove receipts whose time is over."""
    forget_receipts(actor=Actor.system("推送回执清理"), at=timezone.now())
