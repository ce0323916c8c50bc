"""What seconded officers did is kept for a time after the secondment is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.secondments.models import Deed
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    over = Deed.objects.filter(secondment__ended_at__isnull=False, secondment__until_on__lt=kept_before)
    rows = over.values_list("pk", "secondment__ended_at").iterator()
    return [
        Due(pk, "选派人员工作记录", timezone.localdate(ended))
        for pk, ended in rows
        if ended is not None and timezone.localdate(ended) < kept_before
    ]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    _, counts = Deed.objects.filter(pk__in=ids).delete()
    return counts.get(Deed._meta.label, 0)


DEEDS: Final = RetentionClass("retention.secondments_deed", _find_due, _destroy, starts="选派结束之日")
