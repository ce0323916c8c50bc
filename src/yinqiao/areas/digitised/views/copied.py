"""What a copy of somebody's data says of the own digitised archive. What law keeps secret is not in it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.digitised import queries
from yinqiao.areas.digitised.types import ExtractState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    return [
        (
            told(timezone.localdate(one.asked_at)),
            one.archive.archive_no,
            queries.note_of(one),
            ExtractState(one.state).label,
            queries.note_of(one, "answer_note"),
        )
        for one in queries.list_of_person(scope=actor.scope, retiree_id=retiree_id)
    ]


COPIED = CopiedPart(
    "digitised", "档案摘录申请", ("申请日期", "档号", "要什么、做什么用", "答复", "说明"), _rows,
    frozenset({"digitised_extract"}), order=97,
)  # fmt: skip
