"""Questions about people whose registration is undone."""

from __future__ import annotations

from django.db import connection

from yinqiao.areas.retirees.events import REGISTRATION_UNDONE
from yinqiao.platform.acts import Act

_FORGET = (
    "DELETE FROM completeness_request WHERE retiree_id IN"
    " (SELECT e.retiree_id FROM events_event e WHERE e.act_id = %s AND e.type = %s)"
)


def forget_people(*, act: Act) -> int:
    """Questions about people whose registration this act has undone are gone with them; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [act.id, REGISTRATION_UNDONE.code])
        return cursor.rowcount
