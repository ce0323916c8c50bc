"""What the register asks for today: requests about personal data, pairs to be judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse

from yinqiao.areas.retirees import queries
from yinqiao.areas.retirees.rules import ACTS
from yinqiao.platform.access import Actor
from yinqiao.platform.ui.registry import TodayEntry

_SOON = timedelta(days=5)


def entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Open requests (overdue, soon, later) and open pairs; each count is that of the list it opens."""
    found: list[TodayEntry] = []
    if actor.role in ACTS["answer_data_request"].roles:
        found += _requests(actor, today)
    if actor.role in ACTS["settle_duplicate"].roles:
        pairs = queries.count_duplicates(scope=actor.scope)
        if pairs:
            found.append(TodayEntry("疑似重复人员待判定", pairs, reverse("retirees:duplicates"), "逐组判定"))
    return found


def _requests(actor: Actor, today: date) -> list[TodayEntry]:
    total = queries.count_data_requests_due(scope=actor.scope, by=date.max)
    if not total:
        return []
    overdue = queries.count_data_requests_due(scope=actor.scope, by=today - timedelta(days=1))
    soon = queries.count_data_requests_due(scope=actor.scope, by=today + _SOON)
    urgency = "overdue" if overdue else "soon" if soon else "normal"
    hint = f"其中 {overdue} 项已超期" if overdue else f"其中 {soon} 项将在 5 天内到期" if soon else ""
    return [TodayEntry("个人信息请求待答复", total, reverse("retirees:data_requests"), "答复", urgency, hint)]
