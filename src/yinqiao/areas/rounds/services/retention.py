"""What the room keeps for a time: rounds and what became of their people, and the plans of past weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.rounds.models import Plan, Round
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


def _find_plans(kept_before: date) -> Sequence[Due]:
    rows = Plan.objects.filter(monday__lt=kept_before)
    return [Due(pk, "一周走访计划", monday) for pk, monday in rows.values_list("pk", "monday").iterator()]


def _destroy_plans(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    found = Plan.objects.filter(pk__in=ids)
    count = found.count()
    found.delete()
    return count


PLANS: Final = RetentionClass("retention.rounds_plan", _find_plans, _destroy_plans, starts="计划的周一")
