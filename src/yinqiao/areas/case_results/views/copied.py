"""What a copy of somebody's data says of the outcomes that the person was told."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.case_results.queries import tellings_of
from yinqiao.areas.cases.queries import list_of_person, named_in
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    del today
    found: list[tuple[str, ...]] = []
    for case in list_of_person(scope=actor.scope, retiree_id=retiree_id):
        mine = {pk for pk, one in named_in(scope=actor.scope, case_id=case.pk) if one.pk == retiree_id}
        for (person, _), (_, what) in tellings_of(scope=actor.scope, case_id=case.pk).items():
            if person in mine:
                found.append((told(what.on), case.number, what.way.label, what.call, what.words))
    return found


COPIED = CopiedPart(
    "case_results", "办理结果告知", ("告知日期", "联动事项", "方式", "通话", "告知的内容"), _rows,
    frozenset({"case_results_telling"}), order=101,
)  # fmt: skip
