"""What a copy of somebody's data says of what seconded officers did."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.secondments.queries import deeds_of_person
from yinqiao.areas.secondments.types import DeedKind, FollowUp
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    del today
    return [
        (
            told(one.occurred_on), DeedKind(one.kind).label, one.author_name,
            FollowUp(one.follow_up).label if one.follow_up else "", told(one.due_on), told(one.closed_on),
        )
        for one in deeds_of_person(scope=actor.scope, retiree_id=retiree_id)
    ]  # fmt: skip


COPIED = CopiedPart(
    "secondments", "选派人员的走访和协助", ("日期", "做了什么", "登记人", "待办", "期限", "办结"), _rows,
    frozenset({"secondments_deed"}), order=93,
)  # fmt: skip
