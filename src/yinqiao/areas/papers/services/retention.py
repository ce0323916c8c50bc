"""What a register of papers keeps: the number for good, what it was about until its period has ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.papers.models import Paper
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    found = Paper.objects.filter(printed_at__date__lt=kept_before).exclude(about="")
    return [
        Due(one.pk, f"文书登记的事由（{one.number}）", timezone.localdate(one.printed_at)) for one in found.iterator()
    ]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    return Paper.objects.filter(pk__in=ids).update(about="")


PAPER_ABOUT: Final = RetentionClass("retention.paper_about", _find_due, _destroy, starts="打印之日")
