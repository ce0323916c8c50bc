"""What a copy of somebody's data says of enrolments and of when the person came."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.activities.queries import list_attended, list_of_person
from yinqiao.areas.activities.types import By, Standing
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    del today
    rows = list(list_of_person(scope=actor.scope, retiree_id=retiree_id))
    came = list_attended(scope=actor.scope, enrolments=[one.pk for one in rows])
    return [
        (
            one.offering.title,
            told(one.offering.first_on),
            Standing(one.state).label,
            By(one.by).label,
            came.get(one.pk, ""),
        )
        for one in rows
    ]


COPIED = CopiedPart(
    "activities", "活动和课程的报名", ("活动", "第一次", "状态", "报名方式", "到场"), _rows,
    frozenset({"activities_enrolment", "activities_attendance"}), order=66,
)  # fmt: skip
