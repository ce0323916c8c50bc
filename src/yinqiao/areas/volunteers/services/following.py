"""What a death, a merge, a split, an undone registration and a move do with volunteers; set-based."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.areas.intake.services import tell_people
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.events import DEATH_RECORDED, PEOPLE_MERGED, PEOPLE_SPLIT, REGISTRATION_UNDONE
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.areas.volunteers import events
from yinqiao.areas.volunteers.models import Part, Volunteer
from yinqiao.areas.volunteers.services.joining import end_coming
from yinqiao.areas.volunteers.types import Standing, State
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.events.following import Following
from yinqiao.platform.events.told import people_told_of

# Where both entries volunteer, that of the entry that gives way ends, and what it has taken.
_GIVE_WAY = """
WITH ended AS (
    UPDATE volunteers_volunteer g SET state = 'merged', ended_on = %(day)s
    FROM events_event e, volunteers_volunteer k
    WHERE e.act_id = %(act)s AND e.type = %(type)s AND e.data ? 'kept' AND g.retiree_id = e.retiree_id
      AND k.retiree_id = (e.data ->> 'kept')::uuid AND g.state = 'active' AND k.state = 'active'
    RETURNING g.id
)
UPDATE volunteers_part p SET state = 'ended' FROM ended WHERE p.volunteer_id = ended.id AND p.state = 'taken'
  AND p.starts_at > %(at)s
"""
# What somebody has taken came with the entry under which the volunteer was written down.
_FOLLOWING = (
    Following("volunteers_volunteer", sql.SQL("a.entered_as")),
    Following(
        "volunteers_part", sql.SQL("(SELECT v.entered_as FROM volunteers_volunteer v WHERE v.id = a.volunteer_id)")
    ),
)


def _whole(work: Callable[[], object]) -> None:
    with widened("volunteers.follow_person"):
        work()


def follow_death(*, act: Act) -> None:
    """Whoever has died serves no more; confirmed hours stay. A death withdrawn does not bring it back."""
    dead = people_told_of(act.id, DEATH_RECORDED)
    rows = Volunteer.objects.filter(retiree_id__in=dead, state=State.ACTIVE).values_list("pk", flat=True)
    _whole(lambda: _end(act, list(rows), State.DECEASED))


def follow_merge(*, act: Act) -> None:
    """What an entry that has given way did is the person's who stays, hours included; of two volunteers one ends."""
    _whole(lambda: _go_along(act))


def follow_split(*, act: Act) -> None:
    """It goes back with the entry under which it was made."""
    _whole(lambda: [one.go_back(act.id, PEOPLE_SPLIT) for one in _FOLLOWING])


def forget_people(*, act: Act) -> None:
    """Of people whose registration this act has undone nothing stays."""
    Volunteer.objects.filter(retiree_id__in=people_told_of(act.id, REGISTRATION_UNDONE)).delete()


def sweep(*, actor: Actor, at: datetime) -> int:
    """Every night: who is looked after here no more is no volunteer here; who lives elsewhere leaves the tasks of before.

    Returns how many are volunteers no more.
    """
    with perform(actor=actor, action="volunteers.sweep", at=at) as act:
        served = places().by_no
        gone = Volunteer.objects.filter(state=State.ACTIVE).exclude(retiree__status=RetireeStatus.MANAGED)
        _end(act, gone_ids := list(gone.values_list("pk", flat=True)), State.MOVED)
        taken = Part.objects.filter(state=Standing.TAKEN, starts_at__gt=at)
        homes = taken.values_list("pk", "task__place_no", "retiree__place_no")
        away = [
            key for key, no, lives in homes
            if (place := served.get(no)) is None or not place.place_no <= lives < place.place_end
        ]  # fmt: skip
        Part.objects.filter(pk__in=away).update(state=Standing.ENDED)
        act.note(people=len(gone_ids), parts=len(away))
    return len(gone_ids)


def _end(act: Act, volunteers: Collection[UUID], why: State) -> None:
    rows = Volunteer.objects.filter(pk__in=volunteers)
    tell_people(act=act, kind=events.ENDED, people=list(rows.values_list("retiree_id", flat=True)))
    rows.update(state=why, ended_on=act.stamp.occurred_on)
    end_coming(act, volunteers)


def _go_along(act: Act) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _GIVE_WAY, {"act": act.id, "type": PEOPLE_MERGED.code, "day": act.stamp.occurred_on, "at": act.at}
        )
    for one in _FOLLOWING:
        one.go_along(act.id, PEOPLE_MERGED)
