"""What a copy of somebody's data says of whom the person let act."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yinqiao.areas.authorisations.queries import list_authorisations
from yinqiao.areas.authorisations.types import Ended, Way
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.copies import CopiedPart, told


def _rows(actor: Actor, retiree_id: UUID, today: date) -> list[tuple[str, ...]]:
    return [
        (
            told(one.granted_on), f"{one.name}（{one.relation}）", one.phone, "、".join(one.matters), Way(one.way).label,
            told(one.until_on), f"{told(one.ended_on)} {Ended(one.ended_why).label}" if one.ended_on else "",
        )
        for one in list_authorisations(scope=actor.scope, retiree_id=retiree_id)
    ]  # fmt: skip


COPIED = CopiedPart(
    "authorisations", "代办授权", ("授权日期", "代办人", "代办人手机", "事项", "授权方式", "有效至", "终止"), _rows,
    frozenset({"authorisations_authorisation"}), order=98,
)  # fmt: skip
