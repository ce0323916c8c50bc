"""Counts every night how many people have the same phone, over the whole city and in one statement."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform

_COUNT = """
INSERT INTO completeness_sharedphone (phone_index, people)
SELECT phone_index, count(*) FROM retirees_retiree
WHERE phone_index IS NOT NULL AND merged_into_id IS NULL AND status IN ('offered', 'managed')
GROUP BY phone_index HAVING count(*) > 1
"""


def find_shared_phones(*, actor: Actor, at: datetime) -> int:
    """Count the phones that several people in care have; returns how many there are.

    The actor must reach everybody. How many may share one is the rule of the day on which the list is read.
    """
    with perform(actor=actor, action="completeness.find_shared_phones", at=at) as act, connection.cursor() as cursor:
        cursor.execute("DELETE FROM completeness_sharedphone")
        cursor.execute(_COUNT)
        act.note(phones=cursor.rowcount)
        return cursor.rowcount
