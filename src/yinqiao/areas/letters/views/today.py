"""What letters put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.letters.queries import count_late, list_letters
from yinqiao.areas.letters.rules import OFFICERS, PLACES
from yinqiao.areas.letters.types import Standing
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry

# Those above are told of what has come up to them; who writes is told of every late answer.
_WRITERS = ("community_officer", "street_officer", "agency_officer")


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """News of and late answers to one's own letters, and those that have come up from below."""
    if actor.role in OFFICERS:
        waits = list_letters(scope=actor.scope, today=today, standing=Standing.OPEN).order_by().count()
        url = f"{reverse('letters:inbox')}?standing={Standing.OPEN}"
        return (
            [TodayEntry("待答复的来函", waits, url, "去答复", "soon", "可以网上答复；也可以另行寄送复函。")]
            if waits
            else []
        )
    if actor.role not in PLACES:
        return []
    overdue, risen = count_late(scope=actor.scope, today=today, role=actor.role)
    page = reverse("letters:letters")
    news = list_letters(scope=actor.scope, today=today, standing=Standing.NEWS).order_by().count()
    entries = [
        TodayEntry("去函有网上答复", news, f"{page}?standing={Standing.NEWS}", "去查看", "soon", "打开去函即可看到答复。"),
        TodayEntry("去函逾期未答复", overdue if actor.role in _WRITERS else 0, f"{page}?standing={Standing.OVERDUE}",
                   "去催办", "overdue", "请与收函单位联系；已收到复函的，请登记。"),
        TodayEntry("去函久未答复，上升督办", risen, f"{page}?standing={Standing.RISEN}", "去督办", "overdue"),
    ]  # fmt: skip
    return [entry for entry in entries if entry.count]
