"""What waits for a department's officer: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.departments import queries
from yinqiao.areas.departments.rules import OFFICERS
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Claims that the community asked about, messages that were refused and have to be put right."""
    if actor.role not in OFFICERS:
        return ()
    page = reverse("departments:messages")
    asked = queries.list_questioned(scope=actor.scope).count()
    mend = queries.list_to_mend(scope=actor.scope, today=today).count()
    return (
        TodayEntry(
            "社区请本单位核对的信息", asked, f"{page}?waits=asked", "去核对", "soon", "有误的请撤回；属实的请告知办理社区。",
        ),
        TodayEntry("未接收的信息", mend, f"{page}?waits=mend", "去改正", "normal", "改正后重新报送，原编号可以再用。"),
    )  # fmt: skip
