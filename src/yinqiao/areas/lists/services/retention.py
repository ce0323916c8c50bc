"""The rows of finished lists as a thing with a period: what they told is in the register, the rows were for checking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.lists.models import Batch, Finding
from yinqiao.areas.lists.queries import kind_named
from yinqiao.areas.lists.types import BatchState
from yinqiao.platform.retention.registry import Due, RetentionClass

# A list that was checked and then forgotten is put away as if it had been discarded.
_ENDED = (BatchState.SUBMITTED, BatchState.UNDONE, BatchState.REFUSED, BatchState.CHECKED)


def retention_of_rows(*, kind: str) -> RetentionClass:
    """The rows of a kind and their findings, under the rule `retention.<kind>_rows`; its room registers it."""

    def find_due(kept_before: date) -> Sequence[Due]:
        batches = Batch.objects.filter(kind=kind, state__in=_ENDED, created_at__date__lt=kept_before)
        with_rows = batches.filter(pk__in=kind_named(kind).holding())
        return [
            Due(one.id, f"批次 {one.batch_no} 的逐行内容", timezone.localdate(one.created_at))
            for one in with_rows.iterator()
        ]

    def destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
        Finding.objects.filter(batch_id__in=ids).delete()
        kind_named(kind).forget(ids)
        forgotten = Batch.objects.filter(pk__in=ids, state=BatchState.CHECKED)
        forgotten.update(state=BatchState.UNDONE, undone_at=at)
        return Batch.objects.filter(pk__in=ids).update(progress_step="destroyed")

    return RetentionClass(f"retention.{kind}_rows", find_due, destroy, starts="批次上传之日")
