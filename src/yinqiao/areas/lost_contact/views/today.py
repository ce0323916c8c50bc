"""What lost contact puts on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yinqiao.areas.lost_contact import queries
from yinqiao.areas.lost_contact.rules import TRY
from yinqiao.areas.lost_contact.types import Signal, Standing
from yinqiao.areas.lost_contact.views.people import people_url
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry

# At the desk of the community, or of the agency, whoever lives elsewhere is looked for.
_SEEKERS = ("community_officer", "agency_officer")


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The community declares and seeks; what has waited too long rises to the street and above."""
    if actor.role not in TRY.roles:
        return []
    shown = _OF_SEEKER if actor.role in _SEEKERS else _ABOVE
    entries = [
        TodayEntry(
            label,
            queries.count_people(scope=actor.scope, today=today, **query),
            people_url(**query),
            button,
            "soon",
            hint,
        )
        for query, label, button, hint in shown
    ]
    return [entry for entry in entries if entry.count]


_OF_SEEKER: Sequence[tuple[dict[str, str], str, str, str]] = (
    ({"standing": Standing.RIPE.value}, "达到失联标准、待认定的人员", "去认定", "核对信号，是否失联由您认定。"),
    (
        {"signal": Signal.UNCERTIFIED.value},
        "认证逾期后没有联系、请看望的人员",
        "去联系",
        "只请联系看望，不作为暂停发放的依据。",
    ),
    ({"case": "due"}, "失联人员查找到期", "去查找", "按查找计划逐步查找，登记结果；找回的登记途径。"),
)
_ABOVE: Sequence[tuple[dict[str, str], str, str, str]] = (
    ({"case": "risen"}, "久未办结的失联人员", "去督办", "已超过社区办理天数，请协助查找、认定。"),
)
