"""What party organisations put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.branches import queries
from yinqiao.areas.branches.rules import PARTIES, side_of
from yinqiao.areas.branches.types import Side
from yinqiao.areas.branches.views.shared import organisations_url
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry

# Filter, label, button, what to do.
_OF_ENTERPRISE = (
    ("listed", "待提交移交的党组织", "去提交", "选择移交方式和接收单位。"),
    ("returned", "被退回的党组织", "去处理", "按退回原因改正后重新提交。"),
    ("pending", "待本方登记下一步的党组织", "去登记", "登记上级党委批复或移交方式的下一步。"),
    ("kept", "暂留企业的党组织", "去查看", "到商定日期重新选择移交方式。"),
)
_OF_RECEIVER = (
    ("pending", "待签收的党组织", "去签收", "上级党委已批复，由本单位党组织签收。"),
    ("received", "已签收、待落实的党组织", "去落实", "确定名称，落实书记，开展首次组织生活。"),
)


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of one actor; empty for roles that have no part in party organisations."""
    side = side_of(actor.role)
    if side is None or actor.role not in PARTIES:
        return []
    entries = []
    for state, label, button, hint in _OF_ENTERPRISE if side is Side.ENTERPRISE else _OF_RECEIVER:
        found = queries.list_organisations(scope=actor.scope, wanted=state, owed_by=side)
        # Past its day even one of them is pressing.
        urgency = "soon" if found.filter(due_on__lt=today).exists() else "normal"
        url = organisations_url(state=state, owed_by=side.value)
        entries.append(TodayEntry(label, found.count(), url, button, urgency, hint))
    if side is Side.ENTERPRISE:
        unlisted = len(queries.list_unlisted(scope=actor.scope, today=today))
        entries.append(TodayEntry(
            "名册中尚未列入的党支部", unlisted, reverse("branches:unlisted"), "去列入", "normal",
            "党员名册中有、党组织名单中没有的。",
        ))  # fmt: skip
    return [one for one in entries if one.count]
