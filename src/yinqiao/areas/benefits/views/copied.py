"""What a copy of somebody's data says of benefits that an enterprise told."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.benefits.queries import list_person_told
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    del today
    return [
        (one.label, one.words, told(one.since), told(one.over_on), one.state.label, one.source)
        for one in list_person_told(scope=actor.scope, retiree_id=retiree_id)
    ]


COPIED = CopiedPart(
    "benefits", "企业告知的待遇", ("待遇", "标准", "自", "至", "状态", "来源"), _rows,
    frozenset({"benefits_benefittold"}), order=59,
)  # fmt: skip
