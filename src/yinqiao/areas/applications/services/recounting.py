"""Clocks counted anew: when the calendar was corrected, every open case moves by the same rule."""

from __future__ import annotations

from datetime import datetime

from yinqiao.areas.applications.models import Case
from yinqiao.areas.applications.queries import item_of
from yinqiao.areas.applications.services.writing import CLOCK, set_clock, spells_of
from yinqiao.areas.applications.types import OPEN
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform

_BATCH = 1000


def recount_clocks(*, actor: Actor, at: datetime) -> int:
    """Count the clock of every open case by the calendar of today; returns how many moved."""
    with perform(actor=actor, action="applications.recount_clocks", at=at) as act:
        rows = Case.objects.select_for_update(of=("self",)).select_related("item").filter(state__in=OPEN).order_by("pk")
        moved = []
        for case in rows.iterator(_BATCH):
            before = [getattr(case, name) for name in CLOCK]
            set_clock(case, item_of(case.item), spells_of(case))
            if [getattr(case, name) for name in CLOCK] != before:
                moved.append(case)
        Case.objects.bulk_update(moved, list(CLOCK), batch_size=_BATCH)
        act.note(moved=len(moved))
    return len(moved)
