"""What a copy of somebody's data says of rounds that were taken to a telephone."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.rounds.queries import list_person_items
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    del today
    found = list_person_items(scope=actor.scope, retiree_id=retiree_id)
    return [(told(one.round.day), one.get_state_display(), one.round.officer_name) for one in found]


COPIED = CopiedPart(
    "rounds", "离线走访", ("走访日期", "上传情况", "走访人"), _rows, frozenset({"rounds_round", "rounds_item"}), order=60
)  # fmt: skip
