"""What reviews put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.party_reviews import queries
from yinqiao.areas.party_reviews.rules import ORGANISERS
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """The entries of who works for branches; empty for other roles."""
    if actor.role not in ORGANISERS:
        return []
    counts, listed = queries.count_reviews(scope=actor.scope), f"{reverse('party_reviews:reviews')}?state="
    entries = [
        TodayEntry("等待批准的民主评议", counts["to_approve"], f"{listed}to_approve", "去批准", "soon", "下一级党支部报来的评议结果。"),
        TodayEntry("票数待复核的民主评议", counts["counted"], f"{listed}counted", "去复核", "normal", "票数登记人不能自己复核。"),
        TodayEntry("待评定等次的民主评议", counts["confirmed"], f"{listed}confirmed", "去评定", "normal"),
    ]  # fmt: skip
    return [one for one in entries if one.count]
