"""What a copy of somebody's data says of what the person asked for."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.applications.queries import content_of, item_of, list_of_person
from yinqiao.areas.applications.tables import who_applied
from yinqiao.areas.applications.types import CaseState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for one in list_of_person(scope=actor.scope, retiree_id=retiree_id):
        item, content = item_of(one.item), content_of(one)
        given = [f"{field.label}：{text}" for field in item.field if (text := content["answers"].get(field.code))]
        rows.append((
            told(one.applied_on), one.number, item.title, who_applied(one.applicant, content),
            CaseState(one.state).label, "；".join(given), f"{one.pictures.count()} 页",
        ))  # fmt: skip
    return rows


COPIED = CopiedPart(
    "applications", "办事申请", ("申请日期", "办件编号", "事项", "申请人", "状态", "填写内容", "材料图片"), _rows,
    frozenset({"applications_case", "applications_picture"}), order=97,
)  # fmt: skip
