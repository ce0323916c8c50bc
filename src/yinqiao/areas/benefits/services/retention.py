"""What the room keeps for a time: benefits that were told and do not stand any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.benefits.models import BenefitTold
from yinqiao.areas.benefits.types import ToldState
from yinqiao.platform.retention.registry import Due, RetentionClass

_PAST: Final = [one.value for one in ToldState if one is not ToldState.STANDING]


def _find(kept_before: date) -> Sequence[Due]:
    rows = BenefitTold.objects.filter(state__in=_PAST, over_on__lt=kept_before)
    return [Due(pk, "企业告知的待遇", day) for pk, day in rows.values_list("pk", "over_on").iterator() if day]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    return int(BenefitTold.objects.filter(pk__in=ids, state__in=_PAST).delete()[0])


TOLD: Final = RetentionClass("retention.benefits_told", _find, _destroy, starts="停止之日")
