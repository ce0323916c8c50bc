"""What a copy of somebody's data says of certification."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.certification.queries import find_clock, list_records
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    clock = find_clock(scope=actor.scope, retiree_id=retiree_id)
    found: list[tuple[str, ...]] = (
        [("现状", clock.get_state_display(), told(clock.due_on), "")] if clock is not None else []
    )
    for one in list_records(scope=actor.scope, retiree_id=retiree_id):
        words = "，".join(
            filter(None, (one.get_method_display(), one.get_where_display(), one.mandate_no, one.reference))
        )
        void = f"（{one.get_mistake_display()}）" if one.mistake else ""
        found.append((one.get_entry_display() + void, words, told(one.day), one.author_name))
    return found


COPIED = CopiedPart(
    "certification", "待遇领取资格认证", ("事项", "内容", "日期", "记录人"), _rows,
    frozenset({"certification_clock", "certification_deliveredrecord", "certification_record"}), order=40,
)  # fmt: skip
