"""What a place does with people offered to it: accept, return, route by hand, make the first contact."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import connection
from psycopg import sql

from yinqiao.areas.handover import errors, events
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.rules import first_contact_due
from yinqiao.areas.handover.services.selection import Choice, pick, picked_events, picked_people
from yinqiao.areas.handover.types import ContactedWith, OfferState, ReturnReason
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.retirees.services import set_places, set_status
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.areas.rosters.types import RouteHow
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.database.bulk import set_based
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.rulebook import rulebook

_ACCEPT = """
UPDATE handover_offer SET state = 'accepted', decided_at = %s, decided_by = %s, contact_due_on = %s
WHERE id = ANY (ARRAY(SELECT id FROM pg_temp.handover_picked))
"""
# An array is looked up in the index one by one however large the table is: the cost of an acceptance does not grow with
# the register.
_HAND_ON = """
UPDATE handover_offer SET state = 'passed_on', decided_at = %s
WHERE retiree_id = ANY (ARRAY(SELECT retiree_id FROM pg_temp.handover_picked)) AND state = 'accepted'
RETURNING retiree_id, enterprise_id, place_no
"""
# A newcomer stands where the roster routed to already; who has moved, with a holder or before there was one, does not.
_MOVES = """
SELECT k.retiree_id, k.place_no FROM pg_temp.handover_picked k JOIN retirees_retiree r ON r.id = k.retiree_id
WHERE r.id = ANY (ARRAY(SELECT retiree_id FROM pg_temp.handover_picked)) AND r.place_no <> k.place_no
"""
_RETURN = """
UPDATE handover_offer o SET state = 'returned', decided_at = %s, decided_by = %s, return_reason = %s, return_note = %s,
    returned_from = o.place_no, returned_at = %s, place_no = %s
FROM pg_temp.handover_picked k WHERE o.id = k.id
"""
# Who was offered because of a move stays with the old community; only newcomers stand with the city now.
NEWCOMERS = (
    "SELECT k.retiree_id FROM pg_temp.handover_picked k WHERE NOT EXISTS"
    " (SELECT 1 FROM handover_offer h WHERE h.retiree_id = k.retiree_id AND h.state = 'accepted')"
)
_ROUTE = """
UPDATE handover_offer o SET place_no = %s, route_how = %s, risen_to = 0 FROM pg_temp.handover_picked k WHERE o.id = k.id
"""


def accept_people(*, actor: Actor, at: datetime, choice: Choice) -> int:
    """Accept every chosen person who is waiting in the actor's scope; returns how many.

    Each opens a first-contact task. Who moved here is taken over from the old community in the same transaction.
    Conflict `handover.offers_not_open` when nobody of the choice waits any more.
    """
    with perform(actor=actor, action="handover.accept_people", at=at) as act:
        people = _pick_or_refuse(act, choice, OfferState.OFFERED)
        parameters = (
            rulebook().get("handover.first_contact_days", region=settings.REGION, day=act.stamp.occurred_on).parameters
        )
        due = first_contact_due(act.stamp.occurred_on, parameters)
        with widened("handover.accept_move"), set_based(people), connection.cursor() as cursor:
            cursor.execute(_HAND_ON, [at])
            passed_on = [Subject(*row) for row in cursor.fetchall()]
            cursor.execute(_MOVES)
            moves = dict(cursor.fetchall())
            set_places(act=act, places=moves)
            # Who moves has changed here already: then one transaction writes it all.
            with act.beside(0 if moves else people) as run:
                accepted = picked_people()
                run(lambda: set_status(act=act, people=accepted, status=RetireeStatus.MANAGED))
                killpoint("handover.accept_before_events")
                # Told before it is written here: what follows from it is then done beside this act meanwhile.
                act.emit_select(events.PERSON_ACCEPTED, picked_events())
                cursor.execute(_ACCEPT, [at, actor.id, due])
            act.emit(events.PERSON_PASSED_ON, passed_on)
        act.note(moved=len(moves))
    killpoint("handover.accept_after_commit")
    return people


def return_people(*, actor: Actor, at: datetime, choice: Choice, reason: ReturnReason, note: str = "") -> int:
    """Return waiting people to their enterprise with a coded reason; returns how many.

    They leave the place's scope and stand with the city until the enterprise answers.
    """
    if reason == ReturnReason.OTHER and not note.strip():
        raise errors.note_required()
    with perform(actor=actor, action="handover.return_people", at=at) as act:
        people = _pick_or_refuse(act, choice, OfferState.OFFERED)
        city = places().city.place_no
        facts = sql.SQL("jsonb_build_object('reason', {}::text)").format(sql.Literal(reason.value))
        with widened("handover.return_person"), set_based(people), connection.cursor() as cursor:
            cursor.execute(_RETURN, [at, actor.id, reason.value, note.strip()[:300], at, city])
            cursor.execute(NEWCOMERS)
            newcomers = [row[0] for row in cursor.fetchall()]
            set_places(act=act, places=dict.fromkeys(newcomers, city))
            set_status(act=act, people=sql.SQL(NEWCOMERS), status=RetireeStatus.RETURNED)
            act.emit_select(events.PERSON_RETURNED, picked_events(facts))
        act.note(reason=reason.value)
    return people


def route_people(*, actor: Actor, at: datetime, choice: Choice, place_no: int) -> int:
    """Send people who wait at a desk to a community (or, from above, to another desk); returns how many.

    The place must lie within the actor's own scope, for a street routes into its own communities.
    """
    target = places().by_no.get(place_no)
    if target is None or not actor.scope.covers_place(place_no):
        raise errors.not_a_place("所选社区不在您的管理范围内。")
    with perform(actor=actor, action="handover.route_people", at=at) as act:
        people = _pick_or_refuse(act, choice, OfferState.OFFERED)
        _refuse_unless_at_desk()
        facts = sql.SQL("jsonb_build_object('place_no', {}::int)").format(sql.Literal(place_no))
        with widened("handover.route_by_hand"), set_based(people), connection.cursor() as cursor:
            cursor.execute(_ROUTE, [place_no, RouteHow.BY_HAND.value])
            cursor.execute("SELECT retiree_id FROM pg_temp.handover_picked")
            set_places(act=act, places={row[0]: place_no for row in cursor.fetchall()})
            act.emit_select(events.PERSON_ROUTED, picked_events(facts))
        act.note(place_no=place_no)
    return people


def record_first_contact(
    *, actor: Actor, at: datetime, offer_id: UUID, contacted_on: date, contacted_with: ContactedWith
) -> str:
    """Note that the data were verified with the person or the proxy and the contact card was issued.

    Returns the number of the card. Once only: a second record is a Conflict.
    """
    with perform(actor=actor, action="handover.record_first_contact", at=at) as act:
        scoped = Offer.objects.filter(actor.scope.predicate(), pk=offer_id).select_for_update()
        offer = scoped.first()
        if offer is None:
            raise NotFound
        if offer.state != OfferState.ACCEPTED or offer.contacted_on is not None:
            raise errors.offers_not_open()
        if contacted_on > act.stamp.occurred_on:
            raise errors.date_not_possible("contacted_on", "首次联系日期不能晚于今天。")
        if contacted_on < offer.offered_on:
            raise errors.date_not_possible("contacted_on", "首次联系日期不能早于移交日期。")
        offer.contacted_on, offer.contacted_with = contacted_on, contacted_with.value
        offer.contact_card_no = _card_no(offer, contacted_on)
        offer.save(update_fields=["contacted_on", "contacted_with", "contact_card_no"])
        act.about("retiree", offer.retiree_id)
        act.emit(
            events.FIRST_CONTACT_MADE,
            [Subject(offer.retiree_id, offer.enterprise_id, offer.place_no, occurred_on=contacted_on,
                     data={"with": contacted_with.value})],
        )  # fmt: skip
        return offer.contact_card_no


def _card_no(offer: Offer, day: date) -> str:
    """A printed number: place, year, and the offer's own tail, unique without a counter that all would wait for."""
    return f"LX{offer.place_no:05d}-{day:%y}-{offer.id.hex[-8:].upper()}"


def _pick_or_refuse(act: Act, choice: Choice, state: OfferState) -> int:
    people = pick(act.actor.scope, choice, state)
    if not people:
        raise errors.offers_not_open()
    act.people = people
    return people


def _refuse_unless_at_desk() -> None:
    """Only people at a desk are routed by hand: a community returns who is not its own, it does not pass them on."""
    tree = places()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT place_no FROM pg_temp.handover_picked")
        waiting = [row[0] for row in cursor.fetchall()]
    if any(tree.by_no[no].kind == DivisionKind.COMMUNITY for no in waiting if no in tree.by_no):
        raise errors.not_this_desk()
