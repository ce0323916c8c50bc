"""What the room keeps for a time: rounds and what became of their people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.rounds.models import Round
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    rows = Round.objects.filter(day__lt=kept_before)
    return [Due(pk, "走访", day) for pk, day in rows.values_list("pk", "day").iterator()]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    found = Round.objects.filter(pk__in=ids)
    count = found.count()
    found.delete()
    return count


ROUNDS: Final = RetentionClass("retention.rounds_round", _find_due, _destroy, starts="走访之日")
