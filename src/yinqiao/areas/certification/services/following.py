"""What certification does when people come, leave, die, do not die, or are two entries of one. Set-based, idempotent."""

from __future__ import annotations

from django.db import connection
from psycopg import sql

from yinqiao.areas.certification.models import Clock, DeliveredRecord, Record
from yinqiao.areas.certification.services.judging import begin, judge, settle
from yinqiao.areas.retirees.events import PEOPLE_MERGED, PEOPLE_SPLIT, REGISTRATION_UNDONE
from yinqiao.platform.acts import Act

_OF_ACT = sql.SQL("SELECT e.retiree_id FROM events_event e WHERE e.act_id = {act} AND e.retiree_id IS NOT NULL")
_KNOWN = sql.SQL("SELECT array_agg(retiree_id)::text FROM certification_clock WHERE retiree_id = ANY (ARRAY({people}))")
_FORGET = (
    "DELETE FROM {table} WHERE retiree_id IN"
    " (SELECT e.retiree_id FROM events_event e WHERE e.act_id = %s AND e.type = %s)"
)
# What was told about the entry that gave way counts for the one that stays.
_TAKE_ALONG = """
INSERT INTO certification_record (retiree_id, entry, day, method, origin, author_name, author_unit, taken_from_id)
SELECT e.retiree_id, x.entry, x.day, x.method, x.origin, x.author_name, x.author_unit, x.id
FROM events_event e JOIN certification_record x ON x.retiree_id = (e.data ->> 'gone')::uuid
WHERE e.act_id = %(act)s AND e.type = %(type)s AND e.data ? 'gone' AND x.entry <> 'void'
  AND NOT EXISTS (SELECT 1 FROM certification_record v WHERE v.undoes_id = x.id)
  AND NOT EXISTS (SELECT 1 FROM certification_record t WHERE t.taken_from_id = x.id AND t.retiree_id = e.retiree_id)
"""
_GIVE_BACK = """
DELETE FROM certification_record t USING events_event e, certification_record x
WHERE e.act_id = %(act)s AND e.type = %(type)s AND e.data ? 'gone' AND t.retiree_id = e.retiree_id
  AND x.id = t.taken_from_id AND x.retiree_id = (e.data ->> 'gone')::uuid
"""


def people_of(act: Act) -> sql.Composable:
    """Whom the act is about so far."""
    return _OF_ACT.format(act=sql.Literal(str(act.id)))


def follow_people(*, act: Act) -> None:
    """Whom this act touched stands in certification as in the register: ended, continued with the same clock, begun."""
    judge(act, people_of(act))


def follow_accepted(*, act: Act) -> None:
    """Whom this act brought into our care gets a clock; the register may show it a moment later.

    New clocks, as a rule all of them, may be written beside the act: none of those that it judges itself is touched there.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT array_agg(p.retiree_id)::text FROM ({}) AS p").format(people_of(act)))
        people = sql.SQL("SELECT unnest({}::uuid[]) AS retiree_id").format(sql.Literal(cursor.fetchone()[0]))
        cursor.execute(_KNOWN.format(people=people))
        known = cursor.fetchone()[0]
    if known:
        judge(act, sql.SQL("SELECT unnest({}::uuid[])").format(sql.Literal(known)), are_held=True)
    act.aside(lambda: begin(act, people, known or "{}"))


def follow_merged(*, act: Act) -> None:
    """What was certified under the entry that gave way counts for the one that stays."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_ALONG, {"act": act.id, "type": PEOPLE_MERGED.code})
    settle(act, people_of(act))


def follow_split(*, act: Act) -> None:
    """Each entry has again what was told about it."""
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_BACK, {"act": act.id, "type": PEOPLE_SPLIT.code})
    settle(act, people_of(act))


def forget_people(*, act: Act) -> None:
    """Clocks and records of people whose registration this act has undone are gone with them."""
    with connection.cursor() as cursor:
        for model in (DeliveredRecord, Record, Clock):
            cursor.execute(_FORGET.format(table=model._meta.db_table), [act.id, REGISTRATION_UNDONE.code])
