"""Files that are over, as things with a period; their items and visits go with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.bereavement.models import Condolence, FamilyPass, File, Item
from yinqiao.areas.bereavement.types import FileState
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    found = File.objects.filter(closed_on__lt=kept_before).values_list("pk", "closed_on")
    return [Due(pk, "身后事项", day) for pk, day in found.iterator() if day is not None]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    over = File.objects.filter(pk__in=ids).exclude(state=FileState.OPEN)
    for model in (FamilyPass, Condolence, Item):
        model.objects.filter(file__in=over).delete()
    return over.delete()[0]


FILES: Final = RetentionClass("retention.bereavement_file", _find_due, _destroy, starts="全部办结之日")
