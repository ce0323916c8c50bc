"""What a copy of somebody's data says of democratic reviews: the approved results near the office that answers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.party_life.queries import list_lives
from yinqiao.areas.party_reviews.queries import grades_of, list_told, reasons
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    members = [one.pk for one in list_lives(scope=actor.scope, retiree_id=retiree_id)]
    parts = list(list_told(scope=actor.scope, member_ids=members))
    why = reasons(timezone.localdate())
    return [
        (
            f"{one.year} 年度",
            grade.label if grade else f"不评定等次：{why.get(one.unrated, one.unrated)}",
            told(one.told_on),
        )
        for one, grade in zip(parts, grades_of(parts), strict=True)
    ]


COPIED = CopiedPart(
    "party_reviews", "民主评议党员", ("年度", "结果", "批准日期"), _rows,
    frozenset({"party_reviews_review", "party_reviews_part", "party_reviews_tally"}), order=13,
)  # fmt: skip
