"""What the enterprise does with people who were returned or wait too long, and what rises by itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection
from psycopg import sql

from yinqiao.areas.handover import errors, events
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.rules import answer_due
from yinqiao.areas.handover.services.offers import NEWCOMERS
from yinqiao.areas.handover.services.selection import Choice, pick, picked_events
from yinqiao.areas.handover.types import OfferState
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.retirees.services import set_places, set_status
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.areas.rosters.types import RouteHow
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Subject, perform
from yinqiao.platform.database.bulk import set_based
from yinqiao.platform.rulebook import rulebook

_WITHDRAW = """
UPDATE handover_offer o SET state = 'withdrawn', decided_at = %s, decided_by = %s, place_no = %s
FROM pg_temp.handover_picked k WHERE o.id = k.id
"""
_RISE = """
UPDATE handover_offer o SET risen_to = o.risen_to + 1, due_on = o.due_on + %s
WHERE o.id IN (
    SELECT id FROM handover_offer WHERE state = 'offered' AND due_on < %s AND risen_to < %s ORDER BY id FOR UPDATE
) RETURNING o.id
"""
_RISEN = sql.SQL(
    "SELECT o.retiree_id, o.enterprise_id, o.place_no, jsonb_build_object('level', o.risen_to) AS data"
    " FROM handover_offer o WHERE o.id = ANY (%s)"
)


def offer_again(*, actor: Actor, at: datetime, offer_id: UUID, note: str, place_no: int | None = None) -> None:
    """The enterprise answers a return: the person is offered again, to the same community or to another one.

    The answer is kept beside the reason of the return, and the period to answer begins anew.
    """
    tree = places()
    with perform(actor=actor, action="handover.offer_again", at=at) as act:
        offer = Offer.objects.filter(actor.scope.predicate(), pk=offer_id).select_for_update().first()
        if offer is None:
            raise NotFound
        if offer.state != OfferState.RETURNED:
            raise errors.offers_not_open()
        target = tree.by_no.get(place_no or offer.returned_from or 0)
        if target is None or target.kind not in (DivisionKind.COMMUNITY, DivisionKind.STREET, DivisionKind.DISTRICT):
            raise errors.not_a_place("请选择接收的社区；不清楚时可选街道，由街道分派。")
        today = act.stamp.occurred_on
        parameters = rulebook().get("handover.answer_days", region=settings.REGION, day=today).parameters
        offer.state, offer.place_no, offer.answer_note = OfferState.OFFERED, target.place_no, note.strip()[:300]
        offer.offered_on, offer.due_on, offer.risen_to = today, answer_due(today, 0, parameters), 0
        offer.route_how = RouteHow.BY_HAND if place_no else offer.route_how
        offer.decided_at = offer.decided_by = None
        with widened("handover.offer_again"):
            offer.save()
            set_places(act=act, places={offer.retiree_id: target.place_no})
            chosen = sql.SQL("SELECT {}::uuid AS retiree_id").format(sql.Literal(str(offer.retiree_id)))
            set_status(act=act, people=chosen, status=RetireeStatus.OFFERED)
            act.emit(events.PERSON_OFFERED_AGAIN, [Subject(offer.retiree_id, offer.enterprise_id, target.place_no)])
        act.about("retiree", offer.retiree_id)


def withdraw_people(*, actor: Actor, at: datetime, choice: Choice, state: OfferState = OfferState.RETURNED) -> int:
    """The enterprise takes back people who wait or were returned; returns how many.

    They stay in the register as returned, so that a later roster finds them again under the same number.
    """
    with perform(actor=actor, action="handover.withdraw_people", at=at) as act:
        act.people = pick(actor.scope, choice, state)
        if not act.people:
            raise errors.offers_not_open()
        city = places().city.place_no
        with widened("handover.withdraw_people"), set_based(act.people), connection.cursor() as cursor:
            cursor.execute(NEWCOMERS)
            newcomers = [row[0] for row in cursor.fetchall()]
            cursor.execute(_WITHDRAW, [at, actor.id, city])
            set_places(act=act, places=dict.fromkeys(newcomers, city))
            set_status(act=act, people=sql.SQL(NEWCOMERS), status=RetireeStatus.RETURNED)
            act.emit_select(events.OFFER_WITHDRAWN, picked_events())
        return act.people


def raise_overdue_offers(*, actor: Actor, at: datetime) -> int:
    """Lift every offer that nobody answered in time to the next level (street, then district); returns how many.

    The place does not change: the street and the district see it among what asks for them. Run every night.
    """
    with perform(actor=actor, action="handover.raise_overdue_offers", at=at) as act:
        today = act.stamp.occurred_on
        rule = rulebook().get("handover.answer_days", region=settings.REGION, day=today)
        with connection.cursor() as cursor:
            cursor.execute(_RISE, [rule.parameters["extra_days_per_level"], today, rule.parameters["levels"]])
            risen = [row[0] for row in cursor.fetchall()]
        act.people = act.emit_select(events.OFFER_RISEN, _RISEN, [risen])
        act.note(rule=rule.version)
        return act.people
