"""What a copy of somebody's data says of volunteering."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.volunteers.queries import list_of_person, list_parts_of_person
from yinqiao.areas.volunteers.rules import in_hours
from yinqiao.areas.volunteers.tables import skills_in_words
from yinqiao.areas.volunteers.types import Grade, Standing, State
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    del today
    found: list[tuple[str, ...]] = []
    for one in list_of_person(scope=actor.scope, retiree_id=retiree_id):
        insured = f"，保险到 {told(one.insured_until)}" if one.insured_until else ""
        found.append(
            ("志愿者登记", told(one.agreed_on), f"{skills_in_words(one.skills)}{insured}", State(one.state).label)
        )
        found += [("培训", told(row.held_on), row.title, f"{row.minutes} 分钟") for row in one.trainings.all()]
    for part in list_parts_of_person(scope=actor.scope, retiree_id=retiree_id):
        grade = f"，评价{Grade(part.grade).label}" if part.grade else ""
        hours = f"，{in_hours(part.minutes)} 小时{grade}" if part.minutes else ""
        found.append(("服务", told(part.starts_at), part.task.title, f"{Standing(part.state).label}{hours}"))
    return found


COPIED = CopiedPart(
    "volunteers", "志愿服务", ("类别", "日期", "内容", "情况"), _rows,
    frozenset({
        "volunteers_volunteer", "volunteers_part", "volunteers_training", "volunteers_confirmation",
        "volunteers_certifiedpart",
    }),
    order=67,
)  # fmt: skip
