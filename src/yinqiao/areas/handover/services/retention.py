"""The sealed rows of finished rosters as a thing with a period: people are registered, the rows were for checking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.handover.models import Batch, Finding, RosterRow
from yinqiao.areas.handover.types import BatchState
from yinqiao.platform.retention.registry import Due, RetentionClass

# A roster that was checked and then forgotten is put away as if it had been discarded.
_ENDED = (BatchState.SUBMITTED, BatchState.UNDONE, BatchState.REFUSED, BatchState.CHECKED)


def _find_due(kept_before: date) -> Sequence[Due]:
    batches = Batch.objects.filter(state__in=_ENDED, created_at__date__lt=kept_before)
    with_rows = batches.filter(pk__in=RosterRow.objects.values("batch_id").distinct())
    return [
        Due(one.id, f"批次 {one.batch_no} 的逐行内容", timezone.localdate(one.created_at))
        for one in with_rows.iterator()
    ]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    Finding.objects.filter(batch_id__in=ids).delete()
    RosterRow.objects.filter(batch_id__in=ids).delete()
    forgotten = Batch.objects.filter(pk__in=ids, state=BatchState.CHECKED)
    forgotten.update(state=BatchState.UNDONE, undone_at=at)
    return Batch.objects.filter(pk__in=ids).update(progress_step="destroyed")


ROSTER_ROWS = RetentionClass("retention.roster_rows", _find_due, _destroy, starts="批次上传之日")
