"""Reads of offers: who waits where, since when, until when; what asks for a place, an enterprise, a desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.types import OfferState
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope

# So many days before its end a period is said to end soon, as lists colour it.
SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """What asks for an actor: counts that equal the lists they open."""

    waiting: int
    waiting_soon: int
    overdue: int
    at_desk: int
    desk_soon: int
    risen: int
    to_contact: int
    contact_overdue: int
    returned: int


def list_offers(*, scope: Scope) -> QuerySet[Offer]:
    """Every offer within the scope, the most pressing first."""
    return Offer.objects.filter(scope.predicate()).order_by("due_on", "id")


def get_offer(*, scope: Scope, offer_id: UUID) -> Offer:
    """One offer; NotFound when absent or out of scope."""
    offer = list_offers(scope=scope).filter(pk=offer_id).first()
    if offer is None:
        raise NotFound
    return offer


def desk_numbers() -> list[int]:
    """The place numbers from which people are sent on: every place above a community.

    The agency's desk is none of them: who lives elsewhere is accepted there, as in a community.
    """
    return [row.place_no for row in places().rows if row.kind not in (DivisionKind.COMMUNITY, DivisionKind.DESK)]


def count_tasks(*, scope: Scope, today: date) -> TaskCounts:
    """What asks for this scope today, in one pass."""
    waiting = Q(state=OfferState.OFFERED)
    contact = Q(state=OfferState.ACCEPTED, contacted_on__isnull=True, contact_due_on__isnull=False)
    desks = Q(place_no__in=desk_numbers())
    counted: dict[str, Any] = Offer.objects.filter(
        scope.predicate(), Q(state__in=[OfferState.OFFERED, OfferState.RETURNED]) | contact
    ).aggregate(
        waiting=Count("id", filter=waiting & ~desks),
        waiting_soon=Count("id", filter=waiting & ~desks & Q(due_on__lte=today + SOON)),
        overdue=Count("id", filter=waiting & ~desks & Q(due_on__lt=today)),
        at_desk=Count("id", filter=waiting & desks),
        desk_soon=Count("id", filter=waiting & desks & Q(due_on__lte=today + SOON)),
        risen=Count("id", filter=waiting & ~desks & Q(risen_to__gt=0)),
        to_contact=Count("id", filter=contact),
        contact_overdue=Count("id", filter=contact & Q(contact_due_on__lt=today)),
        returned=Count("id", filter=Q(state=OfferState.RETURNED)),
    )
    return TaskCounts(**counted)


def offer_facets(*, scope: Scope, state: OfferState) -> list[dict[str, Any]]:
    """Enterprise → people waiting in a state: the choices of the list's filter, and of accepting a whole batch."""
    counted = Offer.objects.filter(scope.predicate(), state=state).order_by().values("enterprise_id")
    facets: Iterable[Any] = counted.annotate(people=Count("id")).order_by("-people")
    return list(facets)


def person_offers(*, scope: Scope, retiree_id: UUID) -> QuerySet[Offer]:
    """Every offer of one person within the scope, newest first: the history of custody."""
    return Offer.objects.filter(scope.predicate(), retiree_id=retiree_id).order_by("-id")
