"""Clocks counted anew: when the calendar was corrected, every open case moves by the same rule, in one statement."""

from __future__ import annotations

import json
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from yinqiao.areas.applications.queries import clocks_moved_by
from yinqiao.areas.applications.types import OPEN
from yinqiao.kernel.working_days import WorkCalendar
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.workdays import Clocks, Moves, work_calendar

# A case that was moved on meanwhile stands otherwise: its own act has counted it by the same calendar.
_MOVE = """
UPDATE applications_case c SET half_on = m.half_on, near_on = m.near_on, due_on = m.due_on, promised_on = m.promised_on
FROM jsonb_to_recordset(%s::jsonb) AS m(
  item_id uuid, step int, spells jsonb, half_on date, near_on date, due_on date, promised_on date)
WHERE c.state = ANY(%s) AND c.item_id = m.item_id AND c.step = m.step AND c.spells = m.spells
  AND (c.half_on, c.near_on, c.due_on, c.promised_on) IS DISTINCT FROM (m.half_on, m.near_on, m.due_on, m.promised_on)
"""


def recount_clocks(*, actor: Actor, at: datetime) -> Moves:
    """Count the clock of every open case by the calendar of today; returns how many run and how many moved."""
    with perform(actor=actor, action="applications.recount_clocks", at=at) as act:
        running, groups = clocks_moved_by(work_calendar())
        moved = 0
        if groups:
            with connection.cursor() as cursor:
                cursor.execute(_MOVE, [json.dumps(groups, cls=DjangoJSONEncoder), [one.value for one in OPEN]])
                moved = cursor.rowcount
        act.note(moved=moved)
    return Moves(running, moved)


def _foresee(calendar: WorkCalendar) -> Moves:
    running, groups = clocks_moved_by(calendar)
    return Moves(running, sum(one["cases"] for one in groups))


CLOCKS = Clocks("applications", "办件", _foresee, lambda actor, at: recount_clocks(actor=actor, at=at))
