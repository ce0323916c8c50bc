"""What a copy of somebody's data says of the enterprise's list of those who retire soon."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.organisations.queries import enterprise_names
from yinqiao.areas.retirees.types import member_of
from yinqiao.areas.routine.queries import expected_of_person
from yinqiao.areas.routine.rules import month_words
from yinqiao.areas.routine.types import ExpectedState, PostCategory, RetirementOption
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    names = enterprise_names(None)
    found: list[tuple[str, ...]] = []
    for one in expected_of_person(scope=actor.scope, retiree_id=retiree_id):
        facts = {
            "列入企业": names.get(one.enterprise_id, ""),
            "岗位类别": member_of(PostCategory, one.post).label if one.post else "",
            "特殊工种等提前退休": "是" if one.is_special else "否",
            "弹性选择": member_of(RetirementOption, one.option).label if one.option else "",
            "法定退休年月": month_words(one.statutory_on),
            "计划退休年月": month_words(one.planned_on),
            "退休日期": told(one.retired_on),
            "退休审批文号": one.decision_no,
            "状态": ExpectedState(one.state).label,
        }
        found += [(name, text) for name, text in facts.items() if text]
    return found


COPIED = CopiedPart(
    "routine", "即将退休名单", ("项目", "内容"), _rows, frozenset({"routine_expectedretiree"}), order=40
)
