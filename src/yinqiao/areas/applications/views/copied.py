"""What a copy of somebody's data says of what the person asked for."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.applications.queries import content_of, item_of, list_of_person
from yinqiao.areas.applications.types import Applicant, CaseState, who_applied
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for one in list_of_person(scope=actor.scope, retiree_id=retiree_id):
        item, content = item_of(one.item), content_of(one)
        # Who of the relatives asked after a death, and by which account, is theirs: not part of anybody's copy.
        shown = () if item.is_posthumous else item.field
        who = Applicant.RELATIVE.label if item.is_posthumous else who_applied(one.applicant, content)
        given = [f"{field.label}：{text}" for field in shown if (text := content["answers"].get(field.code))]
        rows.append((
            told(one.applied_on), one.number, item.title, who,
            CaseState(one.state).label, "；".join(given), f"{one.pictures.count()} 页",
        ))  # fmt: skip
    return rows


COPIED = CopiedPart(
    "applications", "办事申请", ("申请日期", "办件编号", "事项", "申请人", "状态", "填写内容", "材料图片"), _rows,
    frozenset({"applications_case", "applications_picture"}), order=97,
)  # fmt: skip
