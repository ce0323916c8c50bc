"""Ratings are kept as long as their cases, with which they go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.ratings.models import Rating
from yinqiao.areas.ratings.types import FollowUp
from yinqiao.platform.crypto.rotate import EncryptedTable
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    over = Rating.objects.filter(rated_on__lt=kept_before).exclude(follow_up=FollowUp.OPEN)
    return [Due(pk, "好差评", day) for pk, day in over.values_list("pk", "rated_on").iterator()]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    count, _ = Rating.objects.filter(pk__in=ids).exclude(follow_up=FollowUp.OPEN).delete()
    return count


# What a change of keys re-encrypts.
ENCRYPTED: Final = EncryptedTable(Rating._meta.db_table, ("words", "outcome"))
RATINGS: Final = RetentionClass("retention.ratings_rating", _find_due, _destroy, starts="评价之日")
