"""Follow-ups that are over, as things with a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.effects.models import Followup
from yinqiao.areas.effects.rules import kinds
from yinqiao.areas.effects.types import State
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    midnight = timezone.make_aware(datetime.combine(kept_before, time()))
    ended = Followup.objects.filter(closed_at__lt=midnight)
    return [
        Due(one.pk, f"后续事项（{kinds()[one.kind].title}）", timezone.localdate(one.closed_at))
        for one in ended.iterator()
    ]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    return Followup.objects.filter(pk__in=ids).exclude(state=State.OPEN).delete()[0]


FOLLOWUPS: Final = RetentionClass("retention.effects_followup", _find_due, _destroy, starts="办结之日")
