"""What waits for a second manager, and what came back to be changed: the counts equal the lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.service_items.queries import list_drafts
from yinqiao.areas.service_items.rules import MANAGERS
from yinqiao.areas.service_items.types import VersionState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Versions that somebody else proposed, and own ones that were sent back."""
    if actor.role not in MANAGERS:
        return ()
    waits = list_drafts(scope=actor.scope, states=[VersionState.PROPOSED]).exclude(drafted_by=actor.id).count()
    came_back = list_drafts(scope=actor.scope, states=[VersionState.RETURNED]).filter(drafted_by=actor.id).count()
    page = reverse("service_items:items") + "?pending="
    entries = [
        TodayEntry(
            "待批准的服务事项",
            waits,
            f"{page}{VersionState.PROPOSED}",
            "去查看",
            "soon",
            "由拟定人以外的市级管理员批准。",
        ),
        TodayEntry(
            "退回修改的服务事项",
            came_back,
            f"{page}{VersionState.RETURNED}",
            "去修改",
            "normal",
            "按意见修改后再次提交，或者撤回。",
        ),
    ]
    return [one for one in entries if one.count]
