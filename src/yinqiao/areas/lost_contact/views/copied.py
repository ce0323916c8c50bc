"""What a copy of somebody's data says of attempts to reach the person, and of declarations."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.lost_contact.queries import list_attempts, list_cases, list_steps, person_standing
from yinqiao.areas.lost_contact.rules import LABELS, plan, reasons, ways
from yinqiao.areas.lost_contact.types import CaseState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    scope = actor.scope
    last_on = person_standing(scope=scope, today=today, retiree_id=retiree_id).last_on
    found: list[tuple[str, ...]] = [("最近一次联系", "", told(last_on), "")] if last_on else []
    for one in list_attempts(scope=scope, retiree_id=retiree_id):
        void = "（已作废）" if one.voided_at else ""
        found.append(("联系记录", LABELS[one.outcome] + void, told(one.occurred_on), one.author_name))
    for case in list_cases(scope=scope, retiree_id=retiree_id):
        why = reasons().get(case.reason, case.reason)
        found.append(("认定失联", why, told(case.declared_on), case.declared_name))
        if case.closed_on:
            way = ways().get(case.way, "")
            end = CaseState(case.state).label + (f"：{way}" if way else "")
            found.append(("失联办结", end, told(case.closed_on), case.closed_name))
    labels = {one.code: one.label for one in plan()}
    for step in list_steps(scope=scope, retiree_id=retiree_id):
        void = "（已作废）" if step.voided_at else ""
        letter = f"，函号 {step.letter_no}" if step.letter_no else ""
        words = f"{labels.get(step.code, step.code)}：{step.get_answer_display()}{letter}{void}"
        found.append(("查找", words, told(step.taken_on), step.author_name))
    return found


COPIED = CopiedPart(
    "lost_contact", "联系情况与失联认定", ("事项", "内容", "日期", "办理人"), _rows,
    frozenset({"lost_contact_contactattempt", "lost_contact_lostcase", "lost_contact_reached", "lost_contact_searchstep",
               "lost_contact_signal"}),
    order=60,
)  # fmt: skip
