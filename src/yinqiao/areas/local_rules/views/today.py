"""What waits for a second manager: the count equals the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.local_rules.queries import list_versions
from yinqiao.areas.local_rules.rules import MANAGERS
from yinqiao.areas.local_rules.types import VersionState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Versions that somebody else proposed."""
    if actor.role not in MANAGERS:
        return ()
    waits = list_versions(scope=actor.scope, state=VersionState.PROPOSED).exclude(drafted_by=actor.id).count()
    page = reverse("local_rules:rules") + "?waiting=yes"
    return (
        [TodayEntry("待批准的本市规则", waits, page, "去查看", "soon", "由拟定人以外的市级管理员批准。")]
        if waits
        else ()
    )
