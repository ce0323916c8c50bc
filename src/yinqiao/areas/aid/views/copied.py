"""What a copy of somebody's data says of hardship, visits and consent."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.aid.queries import list_consents, list_hardships, list_person_reliefs, list_person_visits
from yinqiao.areas.aid.rules import relief_kinds, yuan
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    del today
    scope = actor.scope
    found: list[tuple[str, ...]] = [
        (f"困难状况：{one.get_grade_display()}", told(one.since), told(one.until), one.get_state_display(), one.basis)
        for one in list_hardships(scope=scope, retiree_id=retiree_id)
    ]
    for visit in list_person_visits(scope=scope, retiree_id=retiree_id):
        kind, state = f"应走访：{visit.get_reason_display()}", visit.get_state_display()
        found.append((kind, told(visit.opened_on), told(visit.closed_on), state, f"期限 {told(visit.due_on)}"))
    for one in list_consents(scope=scope, retiree_id=retiree_id):
        state = "已撤回" if one.withdrawn_on else "有效"
        found.append(("健康类走访提示的同意", told(one.given_on), told(one.withdrawn_on), state, one.get_way_display()))
    for row in list_person_reliefs(scope=scope, retiree_id=retiree_id):
        granted = f"每月或一次 {yuan(row.amount_fen)} 元" if row.amount_fen else ""
        found.append(
            (relief_kinds()[row.kind].title, told(row.opened_on), told(row.closed_on), row.get_state_display(), granted)
        )
    return found


COPIED = CopiedPart(
    "aid", "困难状况、应走访、同意与困难帮扶", ("事项", "自", "至", "状态", "说明"), _rows,
    frozenset({"aid_hardship", "aid_visitdue", "aid_consent", "aid_relief", "aid_reliefmember", "aid_reliefpayment"}), order=58,
)  # fmt: skip
