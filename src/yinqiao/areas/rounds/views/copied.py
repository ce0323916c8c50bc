"""What a copy of somebody's data says of rounds that were taken to a telephone, and of plans."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from yinqiao.areas.rounds.queries import list_person_items, list_person_plans
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    del today
    found = list_person_items(scope=actor.scope, retiree_id=retiree_id)
    taken = [(told(one.round.day), one.get_state_display(), one.round.officer_name) for one in found]
    plans = list_person_plans(scope=actor.scope, retiree_id=retiree_id)
    planned = [(told(one.day or one.plan.monday), _standing(one), name) for one, name in plans]
    return [*taken, *planned]


def _standing(visit: Any) -> str:
    return "列入一周走访计划" if visit.day else f"没有排入一周走访计划：{visit.get_reason_display()}"


_TABLES = frozenset({"rounds_round", "rounds_item", "rounds_plan", "rounds_planshift", "rounds_planvisit"})
COPIED = CopiedPart(
    "rounds", "走访安排", ("走访日期", "情况", "走访人"), _rows, _TABLES, order=60
)  # fmt: skip
