"""Accounts follow people who are two entries of one: to the entry that stays, and back with the one that stands again."""

from __future__ import annotations

from django.db import connection

from yinqiao.areas.retirees.events import PEOPLE_MERGED, PEOPLE_SPLIT
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access.session import widened
from yinqiao.platform.acts import Act

_FOLLOW = """
UPDATE dues_account a SET retiree_id = (e.data ->> 'kept')::uuid FROM events_event e
WHERE e.act_id = %s AND e.type = %s AND e.data ? 'kept' AND a.retiree_id = e.retiree_id
"""
# The relation still names the entry for which it came: that entry's, or one's that had given way to it before.
_GO_BACK = """
WITH RECURSIVE again AS (
    SELECT e.retiree_id AS id, e.retiree_id AS root, (e.data ->> 'kept')::uuid AS kept FROM events_event e
    WHERE e.act_id = %s AND e.type = %s AND e.data ? 'kept'
    UNION SELECT r.id, again.root, again.kept FROM retirees_retiree r JOIN again ON r.merged_into_id = again.id
)
UPDATE dues_account a SET retiree_id = again.root FROM again, party_member m
WHERE m.id = a.member_id AND m.retiree_id = again.id AND a.retiree_id = again.kept
"""


def follow_merge(*, act: Act) -> None:
    """The account of an entry that has given way is the account of the person who stays. The branch may be another's."""
    _change(act, _FOLLOW, PEOPLE_MERGED)


def follow_split(*, act: Act) -> None:
    """The account goes back with the entry that stands for itself again."""
    _change(act, _GO_BACK, PEOPLE_SPLIT)


def _change(act: Act, statement: str, kind: EventType) -> None:
    with widened("dues.follow_person"), connection.cursor() as cursor:
        cursor.execute(statement, [act.id, kind.code])
        changed = cursor.rowcount
    if changed:
        act.note(dues_moved=changed)
