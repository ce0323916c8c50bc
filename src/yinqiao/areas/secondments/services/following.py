"""What a merge, a split and an undone registration do with what officers did; set-based, in that act."""

from __future__ import annotations

from django.db import connection

from yinqiao.areas.retirees.events import PEOPLE_MERGED, PEOPLE_SPLIT, REGISTRATION_UNDONE
from yinqiao.areas.secondments.models import Deed
from yinqiao.platform.acts import Act
from yinqiao.platform.events.told import people_told_of

_FOLLOW = """
UPDATE secondments_deed d SET retiree_id = (e.data ->> 'kept')::uuid FROM events_event e
WHERE e.act_id = %(act)s AND e.type = %(type)s AND e.data ? 'kept' AND d.retiree_id = e.retiree_id
"""
_GO_BACK = """
WITH RECURSIVE again AS (
    SELECT e.retiree_id AS id, e.retiree_id AS root, (e.data ->> 'kept')::uuid AS kept FROM events_event e
    WHERE e.act_id = %(act)s AND e.type = %(type)s AND e.data ? 'kept'
    UNION SELECT r.id, again.root, again.kept FROM retirees_retiree r JOIN again ON r.merged_into_id = again.id
)
UPDATE secondments_deed d SET retiree_id = again.root FROM again
WHERE d.entered_as = again.id AND d.retiree_id = again.kept
"""


def follow_merge(*, act: Act) -> None:
    """What was done for an entry that has given way was done for the person who stays."""
    _change(act, _FOLLOW, PEOPLE_MERGED.code)


def follow_split(*, act: Act) -> None:
    """It goes back with the entry under which it was noted."""
    _change(act, _GO_BACK, PEOPLE_SPLIT.code)


def forget_people(*, act: Act) -> None:
    """Of people whose registration this act has undone nothing stays."""
    Deed.objects.filter(retiree_id__in=people_told_of(act.id, REGISTRATION_UNDONE)).delete()


def _change(act: Act, statement: str, kind: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"act": act.id, "type": kind})
