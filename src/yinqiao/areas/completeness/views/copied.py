"""What a copy of somebody's data says of facts that are missing, and of questions about them to the enterprise."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.completeness.queries import list_person_requests, person_gaps, read_answers
from yinqiao.areas.completeness.types import Cause, RequestState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    gaps = person_gaps(scope=actor.scope, today=today, retiree_id=retiree_id)
    found: list[tuple[str, ...]] = [("待补信息", one.spec.code.label, "", "", one.since) for one in gaps]
    rows = list_person_requests(scope=actor.scope, retiree_id=retiree_id)
    answers = read_answers(rows)
    for one in rows:
        state = RequestState(one.state).label + (f"（{one.reason}）" if one.reason else "")
        label = Cause(one.cause).label
        found.append((f"请{one.enterprise.name}补充", label, state, answers.get(one.pk, ""), told(one.asked_on)))
    return found


COPIED = CopiedPart(
    "completeness", "待补信息与企业补充", ("事项", "缺少的内容", "情况", "企业的答复", "日期"), _rows,
    frozenset({"completeness_gap", "completeness_request"}), order=50,
)  # fmt: skip
