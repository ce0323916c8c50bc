"""What people and archives that are apart put on today's list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.separation import queries
from yinqiao.areas.separation.rules import SETTLERS
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Pairs that wait for a decision; the count is that of the list it opens."""
    pairs = queries.count_matches(scope=actor.scope) if actor.role in SETTLERS else 0
    return [TodayEntry("人档疑似对应待判定", pairs, reverse("separation:matches"), "逐组判定")] if pairs else []
