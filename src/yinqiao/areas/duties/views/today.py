"""What the room puts on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yinqiao.areas.duties import queries
from yinqiao.areas.duties.rules import SERVE
from yinqiao.areas.duties.views.lists import duties_url
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry

_HELPERS = ("community_officer", "agency_officer")
_OF_HELPER = (
    ("agreed", "约定今天办的服务", "去办理", "soon", "上次没有见到本人、约好再去的。"),
    ("late", "已逾期的服务", "去办理", "overdue", "逾期仍可补办；超过保留天数记为未办。"),
    ("soon", "7 天内到期的走访、问候和慰问", "去办理", "soon", "可打印走访单，也可在手机上逐户登记。"),
)
_ABOVE = (("late", "已逾期的服务", "去督办", "soon", "请了解社区的困难，必要时调配人手。"),)


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The community goes; what is late is seen above."""
    if actor.role not in SERVE.roles:
        return []
    shown = _OF_HELPER if actor.role in _HELPERS else _ABOVE
    entries = [
        TodayEntry(
            label, queries.count_duties(scope=actor.scope, today=today, case=case), duties_url(case=case), button, urgency,
            hint,
        )
        for case, label, button, urgency, hint in shown
    ]  # fmt: skip
    return [entry for entry in entries if entry.count]
