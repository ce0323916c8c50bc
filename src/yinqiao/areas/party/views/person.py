"""What the person page says of a person's party relation: which side is responsible, since when."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from yinqiao.areas.party.queries import find_responsible
from yinqiao.areas.party.types import MemberState, Responsible
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.registry import StrandView

# Of what is on its way the responsible side alone would say too little.
_ON_ITS_WAY = {
    MemberState.OFFERED: "，转接中，待开介绍信",
    MemberState.LETTER_ISSUED: "，转接中，待报到",
    MemberState.CHECKED_IN: "，转接中，已报到",
    MemberState.RETURNED: "，转接退回，企业办理中",
}


def party_strand(actor: Actor, retiree_id: UUID) -> StrandView | None:
    """The strand 党 of a person whose relation is on the books; the newest custody gives the day."""
    held = find_responsible(scope=actor.scope, retiree_id=retiree_id)
    if not held:
        return None
    since = max(timezone.localdate(one.since) for one in held)
    return StrandView("；".join(_words(one) for one in held), since, "党组织关系转接")


def _words(held: Responsible) -> str:
    if held.state is MemberState.RECEIVED:
        return f"由{held.holder}负责管理，已接收"
    return f"{held.branch}，由{held.holder}负责管理{_ON_ITS_WAY.get(held.state, '')}"
