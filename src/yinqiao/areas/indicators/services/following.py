"""Keeping the figures: after each batch of events where they happened, every night from scratch, every month closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.utils import timezone

from yinqiao.areas.indicators.models import Figure, Reading
from yinqiao.areas.indicators.queries import measures
from yinqiao.areas.indicators.services.counting import Touched, count, sum_above
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform
from yinqiao.platform.events.watch import last_number

# So many events are read at a time; where they touch more places than this, everywhere is counted at once.
_EVENTS, _PLACES = 5000, 300
_READ = """
SELECT f.seq, split_part(e.type, '.', 1), e.place_no, e.enterprise_id, e.retiree_id
FROM events_feed f JOIN events_event e ON e.id = f.event_id WHERE f.seq > %s ORDER BY f.seq LIMIT %s
"""
# Everywhere that a person ever belonged to: where a move began the figure changes, too.
_EVER = """
SELECT place_no, enterprise_id FROM retirees_retireeversion WHERE pgh_obj_id = ANY (%(people)s)
UNION SELECT place_no, enterprise_id FROM retirees_retiree WHERE id = ANY (%(people)s)
UNION SELECT place_no, enterprise_id FROM handover_offer WHERE retiree_id = ANY (%(people)s)
"""
_Row = tuple[int, str, int | None, int | None, UUID | None]


def recount_all(*, actor: Actor, at: datetime) -> int:
    """Count everything from scratch, close the months that are over; returns how many figures were otherwise than kept.

    The actor must reach everybody. After the first count nothing should differ but what the day itself changes.
    """
    day = timezone.localdate(at)
    month = day.replace(day=1)
    with perform(actor=actor, action="indicators.recount_all", at=at) as act:
        reading = _locked() or Reading(pk=1, seq=last_number(), begun_on=month, closed_before=month)
        is_first, closed = reading.counted_on is None, reading.closed_before or month
        # What is committed by now is counted, whatever the follower has read: it may count it again, and finds no difference.
        differed = count(measures().values(), Touched(is_all=True), day=day, closed_before=closed)
        differed += sum_above(closed_before=closed)
        if not is_first and closed < month:
            told = Figure.objects.filter(month__gte=closed, month__lt=month, told__isnull=True)
            told.update(told=F("amount"), told_on=day)
        reading.closed_before, reading.counted_on, reading.differed = month, day, 0 if is_first else differed
        reading.save()
        act.note(differed=reading.differed)
    return differed


def follow(*, actor: Actor, at: datetime) -> int:
    """Read the next events and count where they happened; returns how many were read, 0 when there is nothing new.

    No act: nothing is decided here, the figures follow what acts have done, as those kept by triggers do.
    """
    with acting(actor):
        reading = _locked()
        if reading is None or reading.counted_on is None:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(_READ, [reading.seq, _EVENTS])
            rows: list[_Row] = cursor.fetchall()
        if not rows:
            return 0
        rooms = {room for _, room, *_ in rows}
        moved = [one for one in measures().values() if one.moved_by & rooms]
        if moved:
            day = timezone.localdate(at)
            count(moved, _touched(rows), day=day, closed_before=reading.closed_before or day.replace(day=1))
        reading.seq, reading.read_at = rows[-1][0], at
        reading.save()
    return len(rows)


def needs_count() -> bool:
    """Whether nothing was ever counted here."""
    return not Reading.objects.filter(pk=1, counted_on__isnull=False).exists()


def _locked() -> Reading | None:
    return Reading.objects.select_for_update().filter(pk=1).first()


def _touched(rows: Iterable[_Row]) -> Touched:
    people: set[UUID] = set()
    places: set[int] = set()
    enterprises: set[int] = set()
    for _, _, place_no, enterprise_id, retiree_id in rows:
        if place_no is None and retiree_id is None and enterprise_id is None:
            return Touched(is_all=True)
        places.update(() if place_no is None else (place_no,))
        enterprises.update(() if enterprise_id is None else (enterprise_id,))
        people.update(() if retiree_id is None else (retiree_id,))
    if people:
        with connection.cursor() as cursor:
            cursor.execute(_EVER, {"people": list(people)})
            for place_no, enterprise_id in cursor.fetchall():
                places.add(place_no)
                enterprises.add(enterprise_id)
    if len(places) + len(enterprises) > _PLACES:
        return Touched(is_all=True)
    return Touched(frozenset(places), frozenset(enterprises))
