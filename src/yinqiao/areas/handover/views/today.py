"""What the handover puts on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.handover.queries import TaskCounts, count_tasks
from yinqiao.areas.handover.types import ROSTER
from yinqiao.areas.handover.views.shared import ENTERPRISES, PLACES, ROUTERS
from yinqiao.areas.lists.queries import list_batches
from yinqiao.areas.lists.types import BatchState
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.ui import TodayEntry

MANAGERS = ("district_manager", "city_manager")


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of one actor; empty for roles that have no part in the handover."""
    if actor.role not in {*PLACES, *ENTERPRISES}:
        return []
    counts = count_tasks(scope=actor.scope, today=today)
    entries = _of_enterprise(counts, actor.scope) if actor.role in ENTERPRISES else _of_place(actor, counts)
    return [entry for entry in entries if entry.count]


def _of_enterprise(counts: TaskCounts, scope: Scope) -> list[TodayEntry]:
    checked = list_batches(scope=scope, kind=ROSTER, state=BatchState.CHECKED).count()
    return [
        TodayEntry("社区退回，等待答复", counts.returned, reverse("handover:returned"), "去答复", "soon",
                   "写明情况后再次移交，或撤回。"),
        TodayEntry("已检查、尚未提交的名册", checked, f"{reverse('handover:batches')}?state=checked", "去提交", "normal",
                   "可提交的人员现在就可以移交；需修改的行改好后再次上传。"),
        TodayEntry("已移交，等待社区接收", counts.waiting + counts.at_desk, f"{reverse('handover:people')}?state=offered",
                   "查看", "normal"),
    ]  # fmt: skip


def _of_place(actor: Actor, counts: TaskCounts) -> list[TodayEntry]:
    waiting, contacts = reverse("handover:waiting"), reverse("handover:contacts")
    # A manager looks whether it is done; the street and its communities do it.
    do, accept, call = ("查看",) * 3 if actor.role in MANAGERS else ("去办理", "去接收", "去联系")
    ahead = counts.to_contact - counts.contact_overdue
    entries = [
        TodayEntry("逾期未答复的移交", counts.overdue, f"{waiting}?overdue=on", do, "overdue", "超过答复期限会上报上一级。"),
        TodayEntry("等待接收的人员", counts.waiting, waiting, accept, "soon" if counts.waiting_soon else "normal"),
        TodayEntry("逾期未首次联系", counts.contact_overdue, f"{contacts}?due=overdue", call, "overdue",
                   "接收不等于服务：请核实信息并发放联系卡。"),
        TodayEntry("等待首次联系的人员", ahead, f"{contacts}?due=ahead", call, "normal"),
    ]  # fmt: skip
    if actor.role in ROUTERS:
        urgency = "soon" if counts.desk_soon else "normal"
        entries += [
            TodayEntry("等待分派的人员", counts.at_desk, reverse("handover:desk"), "去分派", urgency),
            TodayEntry("下级逾期上报的人员", counts.risen, f"{waiting}?risen=on", "查看", "overdue"),
        ]
    return entries
