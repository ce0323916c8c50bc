"""What is late rises by itself, night by night: the enterprise first, then street, district and city, in figures."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.conf import settings
from django.db import connection

from yinqiao.areas.routine import events
from yinqiao.areas.routine.rules import LEVELS
from yinqiao.areas.routine.services.following import free_refused
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Subject, perform
from yinqiao.platform.rulebook import rulebook

# As `level_of` has it; a test compares the two.
_RISE = """
WITH late AS (
    SELECT id, (%(today)s - due_on >= %(street_days)s)::int + (%(today)s - due_on >= %(district_days)s)::int
        + (%(today)s - due_on >= %(city_days)s)::int AS level
    FROM routine_expectedretiree WHERE due_on < %(today)s ORDER BY id FOR UPDATE
)
UPDATE routine_expectedretiree x SET risen_to = l.level FROM late l WHERE x.id = l.id AND x.risen_to < l.level
RETURNING x.enterprise_id, x.risen_to
"""


def raise_late_people(*, actor: Actor, at: datetime) -> int:
    """Lift what is late to the level that its days call for, and tell the enterprise how many; returns how many rose.

    Run every night. Who has risen stands in the figures of that level from then on. Rosters that could not be checked at
    all free their people by the same act.
    """
    with perform(actor=actor, action="routine.raise_late_people", at=at) as act:
        free_refused(act=act)
        rule = rulebook().get("routine.late", region=settings.REGION, day=act.stamp.occurred_on)
        with connection.cursor() as cursor:
            cursor.execute(_RISE, {"today": act.stamp.occurred_on, **rule.parameters})
            risen = Counter(cursor.fetchall())
        told = [
            Subject(None, enterprise, data={"level": LEVELS[level].value, "people": people})
            for (enterprise, level), people in sorted(risen.items())
        ]
        act.people = risen.total()
        act.emit(events.RISEN, told)
        act.note(rule=rule.version)
        return act.people
