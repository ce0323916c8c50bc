"""What certificates put on today's list: a count that equals the list it opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.certificates.queries import count_waiting
from yinqiao.areas.certificates.rules import KEEPERS
from yinqiao.areas.certificates.types import Standing
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """What waits for the keeper of the seal."""
    if actor.role not in KEEPERS or not (waiting := count_waiting(scope=actor.scope)):
        return []
    page = f"{reverse('certificates:certificates')}?standing={Standing.WAITING.value}"
    return [TodayEntry("待用印的证明", waiting, page, "去用印", "normal", "由申办人以外的保管人用印。")]
