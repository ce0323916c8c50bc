"""Letters that are over, with their lists, as things with a period; the number stays in the register of papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.letters.models import Letter
from yinqiao.areas.letters.rules import purposes
from yinqiao.areas.letters.types import LetterState
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    ended = Letter.objects.filter(closed_on__lt=kept_before)
    return [
        Due(one.pk, f"去函（{purposes()[one.purpose].title}）", one.closed_on)
        for one in ended.iterator()
        if one.closed_on
    ]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    found = Letter.objects.filter(pk__in=ids).exclude(state=LetterState.OPEN)
    count = found.count()
    found.delete()
    return count


LETTERS: Final = RetentionClass("retention.letters_letter", _find_due, _destroy, starts="办结之日")
