"""What is kept about reaching people whose registration is undone."""

from __future__ import annotations

from django.db import connection

from yinqiao.areas.lost_contact.models import ContactAttempt, LostCase, Reached, SearchStep
from yinqiao.areas.retirees.events import REGISTRATION_UNDONE
from yinqiao.platform.acts import Act

_FORGET = (
    "DELETE FROM {table} WHERE retiree_id IN"
    " (SELECT e.retiree_id FROM events_event e WHERE e.act_id = %s AND e.type = %s)"
)


def forget_people(*, act: Act) -> None:
    """Attempts, declarations and last contacts of people whose registration this act has undone are gone with them."""
    with connection.cursor() as cursor:
        for model in (SearchStep, ContactAttempt, LostCase, Reached):
            cursor.execute(_FORGET.format(table=model._meta.db_table), [act.id, REGISTRATION_UNDONE.code])
