"""Volunteers are kept for a time after they stopped; tasks, hours and trainings go with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.volunteers.models import Volunteer
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    over = Volunteer.objects.filter(ended_on__lt=kept_before)
    return [Due(pk, "志愿者和服务记录", day) for pk, day in over.values_list("pk", "ended_on").iterator() if day]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    _, counts = Volunteer.objects.filter(pk__in=ids).delete()
    return counts.get(Volunteer._meta.label, 0)


SERVED: Final = RetentionClass("retention.volunteers_volunteer", _find_due, _destroy, starts="停止志愿服务之日")
