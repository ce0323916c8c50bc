"""What party relations put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yinqiao.areas.party import queries
from yinqiao.areas.party.rules import ENTERPRISE_ROLES, PARTIES
from yinqiao.areas.party.views.shared import members_url
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry

# Filter, label, button, urgency, what to do.
_OF_ENTERPRISE = (
    ("expired", "介绍信已过期的党员", "去重新开具", "soon", "联系党员，重新开具后登记；未接收前仍由本单位党组织负责。"),
    ("returned", "被退回的党员", "去办理", "soon", "按退回原因办理后重新开具，或改由其他单位接收。"),
    ("waiting", "待开介绍信的党员", "去登记", "normal", "在全国党员管理信息系统办理后，登记编号和日期。"),
    ("unreached", "没有联系渠道的挂靠党员", "去查看", "soon", "查明电话或联系人，通知党员报到。"),
)
_OF_RECEIVER = (
    ("checked_in", "已报到、待接收的党员", "去接收", "normal", "接收后出具回执。"),
    ("valid", "等待报到的党员", "去登记", "normal", "党员持介绍信报到后登记。"),
)


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of one actor; empty for roles that have no part in party relations."""
    if actor.role not in PARTIES:
        return []
    shown = _OF_ENTERPRISE if actor.role in ENTERPRISE_ROLES else _OF_RECEIVER
    entries = [
        TodayEntry(
            label, queries.find_members(scope=actor.scope, today=today, wanted=name).count(), members_url(state=name),
            button, urgency, hint,
        )
        for name, label, button, urgency, hint in shown
    ]  # fmt: skip
    return [entry for entry in entries if entry.count]
