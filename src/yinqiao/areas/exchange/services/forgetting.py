"""Receipts of what was handed over are kept for a time; they name nobody."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from yinqiao.areas.exchange.models import Delivery, FailureCount
from yinqiao.areas.exchange.queries import patience
from yinqiao.areas.exchange.types import MessageState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def forget_receipts(*, actor: Actor, at: datetime) -> int:
    """Remove the receipts whose time is over, and the counts of failures with them; returns how many receipts."""
    with perform(actor=actor, action="exchange.receipts_forgotten", at=at) as act:
        before = at - timedelta(days=patience(timezone.localdate(at)).kept_days)
        ended = Delivery.objects.exclude(state=MessageState.OPEN).filter(ended_at__lt=before)
        count, _ = ended.delete()
        FailureCount.objects.filter(day__lt=timezone.localdate(before)).delete()
        act.note(records=count)
        return count
