"""What waits for a department's officer, and for who decides about its claims: counts that equal their lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.departments import queries
from yinqiao.areas.departments.rules import DECIDERS, OFFICERS
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Claims that the community asked about, messages that were refused and have to be put right; words not read yet."""
    if actor.role in DECIDERS:
        unread = queries.list_answers(scope=actor.scope, unread=True).order_by().count()
        page = reverse("departments:answers") + "?read=no"
        return (TodayEntry("来源单位已说明的外来信息", unread, page, "去查看", "soon", "看过说明后决定是否采用。"),)
    if actor.role not in OFFICERS:
        return ()
    page = reverse("departments:messages")
    asked = queries.list_questioned(scope=actor.scope).count()
    mend = queries.list_to_mend(scope=actor.scope, today=today).count()
    return (
        TodayEntry(
            "社区请本单位核对的信息", asked, f"{page}?waits=asked", "去核对", "soon", "有误的请撤回；属实的请写明核对情况。",
        ),
        TodayEntry("未接收的信息", mend, f"{page}?waits=mend", "去改正", "normal", "改正后重新报送，原编号可以再用。"),
    )  # fmt: skip
