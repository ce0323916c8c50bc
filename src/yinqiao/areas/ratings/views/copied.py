"""What a copy of somebody's data says of how the person rated cases."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.ratings.queries import list_ratings, words_of
from yinqiao.areas.ratings.types import By, Grade
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    found = list_ratings(scope=actor.scope).filter(retiree_id=retiree_id)
    return [(told(one.rated_on), one.about, Grade(one.grade).label, By(one.by).label, *words_of(one)) for one in found]


COPIED = CopiedPart(
    "ratings", "好差评", ("评价日期", "办件或请求", "评价等级", "方式", "说的话", "回访结果"), _rows,
    frozenset({"ratings_rating"}), order=99,
)  # fmt: skip
