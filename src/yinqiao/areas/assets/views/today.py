"""What assets put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yinqiao.areas.assets import queries
from yinqiao.areas.assets.rules import ENTERPRISE_ROLES, RECEIVER_ROLES
from yinqiao.areas.assets.types import Side
from yinqiao.areas.assets.views.shared import assets_url
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of one actor; empty for roles that have no part in assets."""
    side = Side.ENTERPRISE if actor.role in ENTERPRISE_ROLES else Side.PLACE if actor.role in RECEIVER_ROLES else None
    if side is None:
        return []

    def entry(title: str, state: str, button: str, hint: str) -> TodayEntry:
        count = queries.list_assets(scope=actor.scope, wanted=state, owed_by=side).count()
        return TodayEntry(title, count, assets_url(state=state, owed_by=side.value), button, "normal", hint)

    entries = [entry("由本方办理的资产移交", "surveyed", "去办理", "登记下一步，或答复更改移交方式的提议。")]
    if side is Side.PLACE:
        entries.insert(0, entry("等待现场核实的资产", "waiting", "去核实", "核对面积、状况和能否分割。"))
    else:
        entries.append(entry("被退回的资产", "returned", "去处理", "按退回原因改正，在新的清单中重新提交。"))
    return [one for one in entries if one.count]
