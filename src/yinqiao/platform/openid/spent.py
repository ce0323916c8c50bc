"""Each ticket is good for one return: a second one with the same address and cookie finds it used up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

# Longer than a ticket lasts.
_KEPT = timedelta(hours=1)
# The provider is asked afterwards, in the same transaction: nobody waits for rows that another lets go of.
_LET_GO = """
DELETE FROM openid_spent WHERE digest IN (
    SELECT digest FROM openid_spent WHERE spent_at < %s FOR UPDATE SKIP LOCKED)
"""
_MARK = "INSERT INTO openid_spent (digest, spent_at) VALUES (%s, %s) ON CONFLICT DO NOTHING"


def spend(digest: str, at: datetime) -> bool:
    """Whether this ticket was good until now; two at once: one of them. Old marks are let go of on the way."""
    with connection.cursor() as cursor:
        cursor.execute(_LET_GO, [at - _KEPT])
        cursor.execute(_MARK, [digest, at])
        return bool(cursor.rowcount)
