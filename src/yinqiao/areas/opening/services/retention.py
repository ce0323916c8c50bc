"""The rows of old tables as a thing with a period: who loaded is in the register, what did not is in the figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.opening.models import Difference, OldRow, Period, Run
from yinqiao.areas.opening.types import RunState
from yinqiao.platform.retention.registry import Due, RetentionClass

_ENDED = (RunState.LOADED, RunState.UNDONE, RunState.REHEARSED, RunState.PROPOSED)


def _find_rows(kept_before: date) -> Sequence[Due]:
    with_rows = OldRow.objects.values("run_id").distinct()
    found = Run.objects.filter(pk__in=with_rows, state__in=_ENDED, created_at__date__lt=kept_before)
    return [Due(one.pk, f"旧系统数据 {one.run_no} 的逐行内容", timezone.localdate(one.created_at)) for one in found]


def _destroy_rows(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    OldRow.objects.filter(run_id__in=ids).delete()
    # A rehearsal without rows cannot be loaded any more.
    waiting = Run.objects.filter(pk__in=ids, state__in=[RunState.REHEARSED, RunState.PROPOSED])
    waiting.update(state=RunState.THROWN_AWAY, ended_at=at)
    return Run.objects.filter(pk__in=ids).update(progress_step="destroyed")


def _find_differences(kept_before: date) -> Sequence[Due]:
    found = Period.objects.filter(closed_on__lt=kept_before, pk__in=Difference.objects.values("period_id"))
    return [Due(one.pk, f"并行比对（{one.begun_on} 起）的逐项差异", one.closed_on or one.begun_on) for one in found]


def _destroy_differences(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    return Difference.objects.filter(period_id__in=ids).delete()[0]


OLD_ROWS = RetentionClass("retention.opening_rows", _find_rows, _destroy_rows, starts="上传之日")
DIFFERENCES = RetentionClass(
    "retention.opening_differences", _find_differences, _destroy_differences, starts="并行比对结束之日"
)
