"""What certification puts on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.certification import queries
from yinqiao.areas.certification.rules import CERTIFY, SENDERS
from yinqiao.areas.certification.types import State
from yinqiao.areas.certification.views.people import people_url
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry

# Who visits and calls: the community, and the agency for who lives elsewhere.
_HELPERS = ("community_officer", "agency_officer")


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The community helps; what is overdue for long rises to the street and above; results wait to be sent."""
    if actor.role not in CERTIFY.roles:
        return []
    shown = _OF_HELPER if actor.role in _HELPERS else _ABOVE
    entries = [
        TodayEntry(
            label, queries.count_people(scope=actor.scope, today=today, **query), people_url(**query), button, urgency, hint
        )
        for query, label, button, urgency, hint in shown
    ]  # fmt: skip
    if actor.role in SENDERS:
        entries.append(_unsent(actor))
    return [entry for entry in entries if entry.count]


def _unsent(actor: Actor) -> TodayEntry:
    count = queries.count_unsent(scope=actor.scope)
    return TodayEntry(
        "认证结果待报送人社部门",
        count,
        reverse("certification:deliveries"),
        "去报送",
        "normal",
        "按编号生成文件，回执到后登记。",
    )


_OF_HELPER: Sequence[tuple[dict[str, str], str, str, str, str]] = (
    (
        {"state": State.SUSPENDED.value},
        "养老金已暂停发放、需协助认证的人员",
        "去协助",
        "overdue",
        "人社部门告知；认证后由人社部门恢复发放。",
    ),
    ({"state": State.OVERDUE.value}, "资格认证逾期的人员", "去联系", "overdue", "联系本人，行动不便的安排上门。"),
    ({"state": State.DUE_7.value}, "7 天内资格认证到期的人员", "去提醒", "soon", "提醒本人认证，行动不便的安排上门。"),
    ({"case": "visit_due"}, "今天应上门认证的人员", "去办理", "soon", "上门后登记认证。"),
)
_ABOVE: Sequence[tuple[dict[str, str], str, str, str, str]] = (
    ({"case": "risen"}, "资格认证逾期较久的人员", "去督办", "soon", "已超过社区办理天数，请督促联系、协助认证。"),
    ({"state": State.SUSPENDED.value}, "养老金已暂停发放的人员", "去督办", "soon", "请督促社区协助认证。"),
)
