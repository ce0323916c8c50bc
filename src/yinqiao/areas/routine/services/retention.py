"""Rows of finished lists, and people whose handover has ended, as things with a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.lists.services import retention_of_rows
from yinqiao.areas.routine.models import ExpectedRetiree, RoutineEntry
from yinqiao.areas.routine.types import RETIRING
from yinqiao.platform.retention.registry import Due, RetentionClass

RETIRING_ROWS = retention_of_rows(kind=RETIRING)


def _find_due(kept_before: date) -> Sequence[Due]:
    ended = ExpectedRetiree.objects.filter(ended_on__lt=kept_before)
    return [
        Due(one.pk, f"即将退休人员记录（{one.get_state_display()}）", one.ended_on)
        for one in ended.iterator()
        if one.ended_on
    ]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    ended = ExpectedRetiree.objects.filter(pk__in=ids, ended_on__isnull=False)
    gone = list(ended.select_for_update().values_list("pk", flat=True))
    RoutineEntry.objects.filter(expected_id__in=gone).delete()
    return ExpectedRetiree.objects.filter(pk__in=gone).delete()[0]


EXPECTED: Final = RetentionClass(
    "retention.expected_retiree", _find_due, _destroy, starts="社区接收或不再移交之日"
)  # fmt: skip
