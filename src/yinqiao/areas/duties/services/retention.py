"""What the room keeps for a time: what was due and is settled, and what officers noted of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.duties.models import Delivery, Duty
from yinqiao.areas.duties.types import DutyState
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_duties(kept_before: date) -> Sequence[Due]:
    rows = Duty.objects.exclude(state=DutyState.OPEN).filter(closed_on__lt=kept_before)
    return [Due(pk, "应办服务", day) for pk, day in rows.values_list("pk", "closed_on").iterator() if day]


def _destroy_duties(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    return Duty.objects.exclude(state=DutyState.OPEN).filter(pk__in=ids).delete()[0]


def _find_deliveries(kept_before: date) -> Sequence[Due]:
    rows = Delivery.objects.filter(day__lt=kept_before)
    return [Due(pk, "服务登记", day) for pk, day in rows.values_list("pk", "day").iterator()]


def _destroy_deliveries(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    # What it settled stays settled; by whom it was noted is forgotten with it.
    Duty.objects.filter(delivery_id__in=ids).update(delivery=None)
    return Delivery.objects.filter(pk__in=ids).delete()[0]


DUTIES: Final = RetentionClass("retention.duty", _find_duties, _destroy_duties, starts="了结之日")
DELIVERIES: Final = RetentionClass(
    "retention.service_delivery", _find_deliveries, _destroy_deliveries, starts="服务之日"
)  # fmt: skip
