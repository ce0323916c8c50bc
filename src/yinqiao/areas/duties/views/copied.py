"""What a copy of somebody's data says of services."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.duties.queries import list_deliveries, list_person_duties, titles
from yinqiao.areas.duties.types import Need, member_words
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    del today
    scope, known = actor.scope, titles()
    waiting = list_person_duties(scope=scope, retiree_id=retiree_id, is_open=True)
    found: list[tuple[str, ...]] = [
        (known.get(one.standard, one.standard), one.get_state_display(), told(one.due_on), one.closed_name)
        for one in [*waiting, *list_person_duties(scope=scope, retiree_id=retiree_id)]
    ]
    for one in list_deliveries(scope=scope, retiree_id=retiree_id):
        needs = "、".join(member_words(Need, need) for need in one.needs)
        parts = [one.get_way_display(), one.get_outcome_display(), one.get_condition_display(), needs]
        words = "，".join(part for part in parts if part) + ("（已撤销）" if one.undone_at else "")
        found.append(("服务登记", words, told(one.day), one.author_name))
    return found


COPIED = CopiedPart(
    "duties", "服务标准与服务登记", ("事项", "内容", "日期", "办理人"), _rows,
    frozenset({"duties_duty", "duties_delivery", "duties_knowngroups"}), order=59,
)  # fmt: skip
