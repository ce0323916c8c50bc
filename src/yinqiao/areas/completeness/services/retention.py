"""Questions that have ended, with what was answered, as things with a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.completeness.models import Request
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    ended = Request.objects.filter(closed_on__lt=kept_before).defer("answer")
    return [
        Due(one.pk, f"企业补充请求（{one.get_state_display()}）", one.closed_on)
        for one in ended.iterator()
        if one.closed_on
    ]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    return Request.objects.filter(pk__in=ids, closed_on__isnull=False).delete()[0]


REQUESTS: Final = RetentionClass("retention.completeness_request", _find_due, _destroy, starts="办结之日")
