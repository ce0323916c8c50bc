"""What archives put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.archives import queries
from yinqiao.areas.archives.rules import ENTERPRISE_ROLES, RECEIVER_ROLES
from yinqiao.areas.archives.views.reception import TODO
from yinqiao.areas.archives.views.shared import archives_url
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of one actor; empty for roles that have no part in archives."""
    entries: list[TodayEntry] = []
    if actor.role in RECEIVER_ROLES:
        waiting = queries.find_catalogues(scope=actor.scope).filter(state__in=TODO).count()
        url = f"{reverse('archives:receptions')}?state=todo"
        entries.append(TodayEntry("等待清点的档案目录", waiting, url, "去清点", "normal", "扫描或键入档号，逐卷清点。"))
        stated = queries.find_archives(scope=actor.scope, wanted="stated").count()
        hint = "企业已写明为什么没有这卷，同意后不再列为缺少。"
        entries.append(TodayEntry("无卷说明待确认", stated, archives_url(state="stated"), "去确认", "soon", hint))
    if actor.role in ENTERPRISE_ROLES:
        missing = queries.find_archives(scope=actor.scope, wanted="missing").count()
        hint = "找到后补交接收单位；确实没有的，写明原因请接收单位确认。"
        entries.append(TodayEntry("清点时缺少的档案", missing, archives_url(state="missing"), "去查看", "soon", hint))
    return [entry for entry in entries if entry.count]
