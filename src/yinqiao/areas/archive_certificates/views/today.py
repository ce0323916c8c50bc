"""What certificates from the record put on today's list: counts that equal the lists they open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from yinqiao.areas.archive_certificates import queries
from yinqiao.areas.archive_certificates.rules import CHECKERS, KEEPERS
from yinqiao.areas.archive_certificates.types import Stage
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """What waits to be drafted, and to be checked by who keeps a seal."""
    if actor.role not in KEEPERS:
        return []
    address = reverse("archive_certificates:attestations")
    wanted = [(Stage.ASKED, "待起草的档案证明", "去起草")]
    if actor.role in CHECKERS:
        wanted.append((Stage.DRAFTED, "待复核的档案证明", "去复核"))
    entries = [
        TodayEntry(words, queries.list_attestations(scope=actor.scope, state=stage).order_by().count(),
                   f"{address}?state={stage}", button, "soon")
        for stage, words, button in wanted
    ]  # fmt: skip
    return [one for one in entries if one.count]
