"""What a death, a merge, a split and an undone registration do with enrolments; set-based, in that act.

A seat may have been one of another place's offering: its list is seen whole, so that the seat goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from psycopg import sql

from yinqiao.areas.activities.models import Enrolment
from yinqiao.areas.activities.services.settling import pass_on_all, settle_moved
from yinqiao.areas.activities.types import LIVE, Standing
from yinqiao.areas.retirees.events import DEATH_RECORDED, PEOPLE_MERGED, PEOPLE_SPLIT, REGISTRATION_UNDONE
from yinqiao.platform.access import widened
from yinqiao.platform.acts import Act
from yinqiao.platform.events.following import Following
from yinqiao.platform.events.models import Event
from yinqiao.platform.events.told import people_told_of

# Where both entries hold an enrolment of one offering, that of the entry that gives way ends first.
_GIVE_WAY = """
UPDATE activities_enrolment g SET state = 'merged', ended_on = %(day)s, answer_by = NULL, to_tell = ''
FROM events_event e, activities_enrolment k
WHERE e.act_id = %(act)s AND e.type = %(type)s AND e.data ? 'kept' AND g.retiree_id = e.retiree_id
  AND k.retiree_id = (e.data ->> 'kept')::uuid AND k.offering_id = g.offering_id
  AND g.state IN ('applied', 'seated', 'waiting', 'asked') AND k.state IN ('applied', 'seated', 'waiting', 'asked')
RETURNING g.offering_id
"""
_ENROLMENTS = Following("activities_enrolment", sql.SQL("a.entered_as"))


def _whole(work: Callable[[], object]) -> None:
    with widened("activities.follow_person"):
        work()


def follow_death(*, act: Act) -> None:
    """Whoever has died takes part in nothing; a seat goes on, and does not come back with a death withdrawn."""
    dead = people_told_of(act.id, DEATH_RECORDED)
    _whole(lambda: _end(act, dead, Standing.DECEASED))


def follow_moves(*, act: Act, people: Collection[UUID] | QuerySet[Event, UUID]) -> None:
    """Of those of these people who live elsewhere now: a seat is kept to the end of the term, all else ends and goes on."""
    today = act.stamp.occurred_on
    live = Enrolment.objects.filter(state__in=LIVE, offering__ends_on__gte=today, retiree_id__in=people)
    _whole(lambda: settle_moved(act=act, live=live))


def follow_merge(*, act: Act) -> None:
    """Enrolments of an entry that has given way are those of the person who stays; of two for one offering one ends."""

    def work() -> None:
        ended = _give_way(act)
        _ENROLMENTS.go_along(act.id, PEOPLE_MERGED)
        pass_on_all(act=act, offerings=ended)

    _whole(work)


def follow_split(*, act: Act) -> None:
    """They go back with the entry under which they were made."""
    _whole(lambda: _ENROLMENTS.go_back(act.id, PEOPLE_SPLIT))


def forget_people(*, act: Act) -> None:
    """Of people whose registration this act has undone nothing stays."""
    Enrolment.objects.filter(retiree_id__in=people_told_of(act.id, REGISTRATION_UNDONE)).delete()


def _give_way(act: Act) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_WAY, {"act": act.id, "type": PEOPLE_MERGED.code, "day": act.stamp.occurred_on})
        return {row[0] for row in cursor.fetchall()}


def _end(act: Act, people: Collection[UUID], why: Standing) -> None:
    found = Enrolment.objects.filter(retiree_id__in=people, state__in=LIVE)
    offerings = set(found.values_list("offering_id", flat=True))
    found.update(state=why, ended_on=act.stamp.occurred_on, answer_by=None, to_tell="")
    pass_on_all(act=act, offerings=offerings)
