"""The ledger of dues is kept as books of account are, and nothing of it is proposed for destruction one by one."""

from __future__ import annotations

from datetime import date
from typing import Final

from yinqiao.areas.dues.models import Payment, Refund, Transfer
from yinqiao.platform.retention.registry import RetentionFloor


def _count_past(kept_before: date) -> int:
    return (
        Payment.objects.filter(paid_on__lt=kept_before).count()
        + Transfer.objects.filter(moved_on__lt=kept_before).count()
        + Refund.objects.filter(proposed_on__lt=kept_before).count()
    )


LEDGER: Final = RetentionFloor("retention.dues_ledger", _count_past, starts="记账之日")
