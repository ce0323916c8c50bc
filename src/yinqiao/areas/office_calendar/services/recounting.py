"""All clocks of all rooms counted anew, and what came of it kept for the page of the calendar."""

from __future__ import annotations

from datetime import datetime

import uuid_utils.compat as uuid_utils
from django.utils import timezone

from yinqiao.areas.office_calendar.models import Recount
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.workdays import all_clocks


def recount_all(*, actor: Actor, at: datetime) -> None:
    """Count every clock by the calendar of today. Twice a day finds nothing more to move; the first count is kept."""
    day = timezone.localdate(at)
    for one in all_clocks():
        found = one.recount(actor, at)
        row = Recount(
            id=uuid_utils.uuid7(), day=day, clocks=one.code, running=found.running, moved=found.moved, at=at
        )  # fmt: skip
        with acting(actor):
            Recount.objects.bulk_create([row], ignore_conflicts=True)
