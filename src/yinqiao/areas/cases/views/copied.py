"""What a copy of somebody's data says of cases that concern the person."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.cases.queries import kind_on, list_of_person, words_of
from yinqiao.areas.cases.types import CaseState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    return [
        (
            told(one.opened_on), one.number, kind_on(one.kind, one.opened_on).title, CaseState(one.state).label,
            words_of(one)["outcome"],
        )
        for one in list_of_person(scope=actor.scope, retiree_id=retiree_id)
    ]  # fmt: skip


COPIED = CopiedPart(
    "cases",
    "联动事项",
    ("提出日期", "编号", "种类", "状态", "告知本人的结果"),
    _rows,
    frozenset({"cases_caseperson"}),
    order=100,
)
