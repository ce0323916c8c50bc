"""What a copy of somebody's data says of archives that were thought to be the person's; of those themselves nothing."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.separation.queries import list_person_matches
from yinqiao.areas.separation.rules import reason_label
from yinqiao.areas.separation.types import MatchState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for one in list_person_matches(scope=actor.scope, retiree_id=retiree_id):
        on = f"{timezone.localdate(one.found_at):%Y-%m-%d}"
        why = "、".join(reason_label(code) for code in one.reasons)
        found.append((on, f"{one.score}分", why, MatchState(one.state).label, one.decided_name))
    return found


COPIED = CopiedPart(
    "separation", "人档核对", ("发现日期", "相似度", "理由", "处理结果", "判定人"), _rows,
    frozenset({"separation_match", "separation_item"}), order=25,
)  # fmt: skip
