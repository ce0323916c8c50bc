"""What follows in the handover from acts beside it: people who move within the city or out of it, or are not dead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from yinqiao.areas.activities import services as activities
from yinqiao.areas.duties import services as duties
from yinqiao.areas.handover import events
from yinqiao.areas.handover.rules import answer_due
from yinqiao.areas.handover.types import OfferState
from yinqiao.areas.retirees import events as person_events
from yinqiao.areas.retirees.services import set_status
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access import widened
from yinqiao.platform.acts import Act, Subject
from yinqiao.platform.rulebook import rulebook

# One open offer at a time: an earlier one, to a place where the person no longer moves, is withdrawn.
_WITHDRAW = """
UPDATE handover_offer o SET state = 'withdrawn', decided_at = %(at)s FROM events_event e
WHERE e.act_id = %(act)s AND e.type = %(type)s AND o.retiree_id = e.retiree_id AND o.state = 'offered'
"""
_OFFER = """
INSERT INTO handover_offer (retiree_id, name, born_on, enterprise_id, place_no, route_how, state, offered_on, due_on,
    risen_to, return_reason, return_note, answer_note, contacted_with, contact_card_no)
SELECT r.id, r.name, r.born_on, r.enterprise_id, (e.data->>'to_place')::int, 'by_hand', 'offered', %(on)s, %(due)s, 0,
    '', '', '', '', ''
FROM events_event e JOIN retirees_retiree r ON r.id = e.retiree_id
WHERE e.act_id = %(act)s AND e.type = %(type)s AND (e.data->>'to_place')::int <> r.place_no
RETURNING retiree_id, enterprise_id, place_no
"""
# Whoever held somebody has passed them on; where they were offered within the city they no longer go.
_LEAVE = """
WITH leaving AS (
    SELECT id, state FROM handover_offer
    WHERE retiree_id = ANY (%(people)s) AND state IN ('accepted', 'offered') ORDER BY id FOR UPDATE)
UPDATE handover_offer o SET decided_at = %(at)s,
    state = CASE l.state WHEN 'accepted' THEN 'passed_on' ELSE 'withdrawn' END
FROM leaving l WHERE o.id = l.id RETURNING o.retiree_id, o.enterprise_id, o.place_no, o.state
"""
# A move that was told and is taken back: the offer that it brought ends; who was waiting for an answer before it waits
# again where the person lives.
_UNDO = """
UPDATE handover_offer o SET state = 'withdrawn', decided_at = %(at)s FROM events_event u
JOIN events_event m ON m.act_id = (u.data->>'undone')::uuid AND m.retiree_id = u.retiree_id AND m.type = %(moved)s
WHERE u.act_id = %(act)s AND u.type = %(type)s AND o.retiree_id = u.retiree_id AND o.state = 'offered'
  AND o.place_no = (m.data->>'to_place')::int
RETURNING o.retiree_id, o.enterprise_id, o.place_no
"""
_OFFER_BACK = """
INSERT INTO handover_offer (retiree_id, name, born_on, enterprise_id, place_no, route_how, state, offered_on, due_on,
    risen_to, return_reason, return_note, answer_note, contacted_with, contact_card_no)
SELECT r.id, r.name, r.born_on, r.enterprise_id, r.place_no, 'by_hand', 'offered', %(on)s, %(due)s, 0, '', '', '', '', ''
FROM retirees_retiree r WHERE r.id = ANY (%(people)s) AND r.status = 'offered'
RETURNING retiree_id, enterprise_id, place_no
"""
_STANDING = """
SELECT e.retiree_id, bool_or(o.state = 'accepted'), bool_or(o.state = 'offered')
FROM events_event e JOIN handover_offer o ON o.retiree_id = e.retiree_id
JOIN retirees_retiree r ON r.id = e.retiree_id
WHERE e.act_id = %s AND e.type = %s AND r.status <> 'moved_away' GROUP BY e.retiree_id, r.status
-- Who was managed is managed still, whatever became of an offer to another place.
HAVING r.status <> 'managed' OR bool_or(o.state = 'accepted')
"""


def follow_withdrawn_death(*, act: Act) -> int:
    """Who is not dead after all stands as the offers say now, for they went on meanwhile; returns how many changed."""
    changed = 0
    with widened("handover.follow_death"), connection.cursor() as cursor:
        cursor.execute(_STANDING, [act.id, person_events.DEATH_WITHDRAWN.code])
        for who, is_held, waits in cursor.fetchall():
            status = RetireeStatus.OFFERED if waits else RetireeStatus.RETURNED
            chosen = sql.SQL("SELECT {}::uuid AS retiree_id").format(sql.Literal(str(who)))
            changed += set_status(act=act, people=chosen, status=RetireeStatus.MANAGED if is_held else status)
    return changed


def pass_to_city(*, act: Act, people: Sequence[UUID]) -> None:
    """These people are another city's from this act on: who held them here has passed them on.

    Nothing is due to them here any more, and a seat of theirs goes on. Whoever comes back is offered anew by a roster. Called inside the act that takes in the city's signed acceptance,
    which has checked its scope.
    """
    with widened("handover.pass_to_city"), connection.cursor() as cursor:
        cursor.execute(_LEAVE, {"people": list(people), "at": act.at})
        ended = [row[:3] for row in cursor.fetchall() if row[3] == OfferState.WITHDRAWN]
        duties.follow_people(act=act, ids=people)
        activities.follow_moves(act=act, people=people)
    act.emit(events.OFFER_WITHDRAWN, [Subject(who, enterprise, place) for who, enterprise, place in ended])


def offer_moved_people(*, act: Act) -> int:
    """Offer everybody whose move this act recorded to the new community; returns how many."""
    keys = _keys(act, person_events.MOVE_RECORDED.code)
    with _beyond_scope() as cursor:
        cursor.execute(_WITHDRAW, keys)
        cursor.execute(_OFFER, keys)
        offered = cursor.fetchall()
        act.emit(events.PERSON_OFFERED, [Subject(who, enterprise, place) for who, enterprise, place in offered])
    return len(offered)


def follow_undone_move(*, act: Act) -> int:
    """A move that this act took back offers nobody any more; returns how many offers ended."""
    keys = {**_keys(act, person_events.CHANGE_UNDONE.code), "moved": person_events.MOVE_RECORDED.code}
    with _beyond_scope() as cursor:
        cursor.execute(_UNDO, keys)
        ended = cursor.fetchall()
        act.emit(events.OFFER_WITHDRAWN, [Subject(who, enterprise, place) for who, enterprise, place in ended])
        cursor.execute(_OFFER_BACK, {**keys, "people": [row[0] for row in ended]})
        offered = cursor.fetchall()
        act.emit(events.PERSON_OFFERED, [Subject(who, enterprise, place) for who, enterprise, place in offered])
    return len(ended)


@contextmanager
def _beyond_scope() -> Iterator[CursorWrapper]:
    """Offers to the new community, and their end, lie outside the scope of whoever records the move."""
    with widened("handover.offer_move"), connection.cursor() as cursor:
        yield cursor


def _keys(act: Act, kind: str) -> dict[str, Any]:
    today = act.stamp.occurred_on
    rule = rulebook().get("handover.answer_days", region=settings.REGION, day=today)
    return {
        "act": act.id, "type": kind, "at": act.at, "on": today, "due": answer_due(today, 0, rule.parameters),
    }  # fmt: skip
