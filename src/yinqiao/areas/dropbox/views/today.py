"""What files put on today's list of the city and of the office: those that were checked and wait for a decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.dropbox import queries
from yinqiao.areas.dropbox.types import SENDERS, FileState
from yinqiao.kernel.errors import Refused
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Files that wait to be taken in or put away."""
    if actor.role not in SENDERS:
        return []
    waiting = _waiting(actor)
    url = f"{reverse('dropbox:files')}?state=checked"
    hint = "已逐行检查，请核对差异后办理；超过一天的须重新检查。"
    return [TodayEntry("待办理的报送文件", waiting, url, "去办理", "normal", hint)] if waiting else []


def _waiting(actor: Actor) -> int:
    if not actor.scope.is_enterprise:
        return queries.list_files(scope=actor.scope, state=FileState.CHECKED).count()
    try:
        speaking = queries.speaking_for(actor)
    except Refused:
        return 0
    with acting(speaking):
        return queries.list_files(scope=speaking.scope, state=FileState.CHECKED).count()
