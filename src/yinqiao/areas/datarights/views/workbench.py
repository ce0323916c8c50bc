"""What requests about personal data put on the person page and on today's list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from yinqiao.areas.datarights import queries
from yinqiao.areas.datarights.rules import ANSWER, OPEN, OVERSEERS
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access import Actor
from yinqiao.platform.ui.registry import TodayEntry

_SOON = timedelta(days=5)


def data_requests(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """The panel: requests of the person about the own data; nothing for an enterprise."""
    if actor.scope.is_enterprise:
        return None
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    may_open = OPEN.allows(role=actor.role, status=RetireeStatus(card.status)).value
    return {
        "requests": queries.list_data_requests(scope=actor.scope, retiree_id=retiree_id),
        "add_url": reverse("datarights:ask", args=[retiree_id]) if may_open else "",
        "touches_url": reverse("datarights:touches", args=[retiree_id]) if actor.role in OVERSEERS else "",
    }


def entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Open requests: overdue, soon, later; the count is that of the list it opens."""
    if actor.role not in ANSWER.roles:
        return []
    total = queries.count_data_requests_due(scope=actor.scope, by=date.max)
    if not total:
        return []
    overdue = queries.count_data_requests_due(scope=actor.scope, by=today - timedelta(days=1))
    soon = queries.count_data_requests_due(scope=actor.scope, by=today + _SOON)
    urgency = "overdue" if overdue else "soon" if soon else "normal"
    hint = f"其中 {overdue} 项已超期" if overdue else f"其中 {soon} 项将在 5 天内到期" if soon else ""
    return [TodayEntry("个人信息请求待答复", total, reverse("datarights:data_requests"), "答复", urgency, hint)]
