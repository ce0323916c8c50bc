"""What the person page says of somebody who goes to another city, or has gone."""

from __future__ import annotations

from uuid import UUID

from yinqiao.areas.othercity.queries import find_transfer
from yinqiao.areas.othercity.rules import city_label
from yinqiao.areas.othercity.types import TransferState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.registry import StrandView


def person_strand(actor: Actor, retiree_id: UUID) -> StrandView | None:
    """The strand 人 of a person in a transfer: on the way with whom holds the person, or accepted by the other city."""
    found = find_transfer(scope=actor.scope, retiree_id=retiree_id)
    if found is None:
        return None
    row, package = found
    city = city_label(package.city)
    if row.state == TransferState.ACCEPTED:
        return StrandView(f"外市（{city}）管理，已转出", row.state_on, f"移交包 {package.number}")
    return StrandView(f"本市管理，移交外市（{city}），等待答复", row.state_on, f"移交包 {package.number}")
