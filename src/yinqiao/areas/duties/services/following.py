"""What the room does when somebody is visited, changes, dies, moves, or is two entries of one. Set-based, idempotent."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from yinqiao.areas.duties.models import Delivery, Duty, KnownGroups
from yinqiao.areas.duties.rules import ENDS, shapes
from yinqiao.areas.duties.services.deriving import derive, read_groups
from yinqiao.areas.duties.types import DutyState, Group, Way
from yinqiao.areas.retirees.events import (
    CALL_NOTED,
    DEATH_RECORDED,
    DEATH_WITHDRAWN,
    PEOPLE_MERGED,
    PEOPLE_SPLIT,
    REGISTRATION_UNDONE,
    VISIT_NOTED,
)
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act
from yinqiao.platform.database.bulk import SET_FROM, set_based
from yinqiao.platform.events.models import Event
from yinqiao.platform.events.told import people_told_of

_WAYS = {VISIT_NOTED: Way.VISIT, CALL_NOTED: Way.CALL}
# What was done for the entry that gave way was done for the one that stays.
_TAKE_ALONG = """
UPDATE duties_duty d SET state = g.state, closed_on = g.closed_on, closed_name = g.closed_name
FROM events_event e JOIN duties_duty g ON g.retiree_id = (e.data ->> 'gone')::uuid AND g.state IN ('done', 'declined')
WHERE e.act_id = %(act)s AND e.type = %(type)s AND e.data ? 'gone' AND d.retiree_id = e.retiree_id AND d.state = 'open'
  AND d.standard = g.standard AND d.occasion = g.occasion
"""
_GIVE_BACK = """
UPDATE duties_duty d SET state = 'open', closed_on = NULL, closed_name = ''
FROM events_event e JOIN duties_duty g ON g.retiree_id = (e.data ->> 'gone')::uuid AND g.state IN ('done', 'declined')
WHERE e.act_id = %(act)s AND e.type = %(type)s AND e.data ? 'gone' AND d.retiree_id = e.retiree_id
  AND d.state = g.state AND d.delivery_id IS NULL AND d.closed_on = g.closed_on AND d.closed_name = g.closed_name
  AND d.standard = g.standard AND d.occasion = g.occasion
"""


def follow_changes(*, act: Act, kinds: tuple[EventType, ...]) -> None:
    """Whom this act is about has the duties that the changed facts ask for; of a whole roster the night sees to it."""
    told = Event.objects.filter(act_id=act.id, type__in=[one.code for one in kinds], retiree_id__isnull=False)
    # No more of a whole roster is read than tells that it is one.
    ids = list(told.order_by().values_list("retiree_id", flat=True)[:SET_FROM])
    if 0 < len(ids) < SET_FROM:
        follow_people(act=act, ids=[one for one in dict.fromkeys(ids) if one is not None])


def follow_people(*, act: Act, ids: Sequence[UUID]) -> None:
    """These people have the duties that the standards of where they live now ask for; of many the night sees to it."""
    if 0 < len(ids) < SET_FROM:
        read_groups(ids=ids, today=act.stamp.occurred_on)
        derive(act=act, ids=ids)


def drop_group(*, act: Act, group: Group, ids: Sequence[UUID]) -> None:
    """Who is of a group no more has nothing due by it, not even what is overdue."""
    theirs = [one["id"] for one in shapes() if one.get("group") == group.value]
    found = Duty.objects.filter(retiree_id__in=ids, standard__in=theirs, state=DutyState.OPEN)
    found.update(state=DutyState.DROPPED, closed_on=act.stamp.occurred_on, next_on=None)


def follow_deaths(*, act: Act) -> None:
    """However many died, nobody is sent to visit the dead; who lives after all is visited again."""
    ids = people_told_of(act.id, DEATH_RECORDED, DEATH_WITHDRAWN)
    if ids:
        with set_based(len(ids)):
            derive(act=act, ids=ids)


def close_reached(*, act: Act, kind: EventType) -> None:
    """A visit that was noted on the person's page ends what a visit ends, a call what a call does. No gift was told of."""
    ids = people_told_of(act.id, kind)
    found = Duty.objects.filter(retiree_id__in=ids, state=DutyState.OPEN, service__in=ENDS[_WAYS[kind]])
    found.update(
        state=DutyState.DONE, closed_on=act.stamp.occurred_on, closed_name=act.actor.name[:64], next_on=None
    )  # fmt: skip


def follow_merged(*, act: Act) -> None:
    """One person is visited once."""
    _derive_both(act, PEOPLE_MERGED)
    _run(act, _TAKE_ALONG, PEOPLE_MERGED)


def follow_split(*, act: Act) -> None:
    """Each entry has again what is due to it; what was done for the other is not done."""
    _run(act, _GIVE_BACK, PEOPLE_SPLIT)
    _derive_both(act, PEOPLE_SPLIT)


def forget_people(*, act: Act) -> None:
    """Of people whose registration this act has undone nothing stays."""
    gone = people_told_of(act.id, REGISTRATION_UNDONE)
    for model in (Duty, Delivery, KnownGroups):
        model.objects.filter(retiree_id__in=gone).delete()


def _derive_both(act: Act, kind: EventType) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.retiree_id FROM events_event e WHERE e.act_id = %(act)s AND e.type = %(type)s"
            " UNION SELECT (e.data ->> 'gone')::uuid FROM events_event e WHERE e.act_id = %(act)s AND e.type = %(type)s"
            " AND e.data ? 'gone'",
            {"act": act.id, "type": kind.code},
        )
        ids = [row[0] for row in cursor.fetchall() if row[0] is not None]
    read_groups(ids=ids, today=act.stamp.occurred_on)
    derive(act=act, ids=ids)


def _run(act: Act, statement: str, kind: EventType) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"act": act.id, "type": kind.code})
