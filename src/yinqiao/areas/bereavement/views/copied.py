"""What a copy of somebody's data says of what was done after the death."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.bereavement.queries import list_condolences, list_items, list_person_files
from yinqiao.areas.bereavement.rules import kinds, outcome_words
from yinqiao.areas.bereavement.types import ItemState, Owner
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    del today
    scope = actor.scope
    files = [one.pk for one in list_person_files(scope=scope, retiree_id=retiree_id)]
    found: list[tuple[str, ...]] = [
        (
            told(one.opened_on), kinds()[one.code].title, Owner(one.owner).label, told(one.due_on),
            outcome_words(one.outcome) or ItemState(one.state).label,
        )
        for one in list_items(actor=actor, scope=scope, files=files)
    ]  # fmt: skip
    for visit in list_condolences(scope=scope, retiree_id=retiree_id):
        found.append((told(visit.visited_on), "吊唁慰问", visit.author_unit, "", visit.visitors))
    return found


COPIED = CopiedPart(
    "bereavement", "身后事项与吊唁慰问", ("日期", "事项", "责任方", "期限", "结果"), _rows,
    frozenset({"bereavement_file", "bereavement_item", "bereavement_condolence", "bereavement_familypass"}), order=92,
)  # fmt: skip
