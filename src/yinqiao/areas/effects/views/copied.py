"""What a copy of somebody's data says of follow-ups."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.effects.queries import list_person_followups
from yinqiao.areas.effects.rules import kinds
from yinqiao.areas.effects.tables import title_of
from yinqiao.areas.effects.types import Owner, State
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    found = list_person_followups(scope=actor.scope, role=actor.role, people=[retiree_id])
    return [
        (
            told(one.opened_on), title_of(one), Owner(one.owner).label, told(one.due_on),
            kinds()[one.kind].outcome(one.outcome) or State(one.state).label,
        )
        for one in found
    ]  # fmt: skip


COPIED = CopiedPart(
    "effects", "变动后的后续事项", ("列入日期", "事项", "责任方", "期限", "结果"), _rows,
    frozenset({"effects_followup"}), order=90,
)  # fmt: skip
