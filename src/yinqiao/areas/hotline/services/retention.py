"""Orders as things with a period, and what of them a change of keys re-encrypts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.hotline.models import Order
from yinqiao.platform.crypto.rotate import EncryptedTable
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    found = Order.objects.filter(received_on__lt=kept_before).values_list("pk", "received_on")
    return [Due(pk, "12345工单", day) for pk, day in found.iterator()]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    found = Order.objects.filter(pk__in=ids)
    count = found.count()
    found.delete()
    return count


ENCRYPTED: Final = (
    EncryptedTable("hotline_order", ("sealed",)),
    EncryptedTable("hotline_orderversion", ("sealed",)),
    EncryptedTable("hotline_caller", ("sealed",)),
)
ORDERS: Final = RetentionClass("retention.hotline_order", _find_due, _destroy, starts="热线受理之日")
