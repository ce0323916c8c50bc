"""What the pages of the handover share: choices within a scope, names of enterprises for a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from yinqiao.areas.handover.queries import offer_facets
from yinqiao.areas.handover.types import OfferState
from yinqiao.areas.organisations.queries import enterprise_names, places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope

PLACES = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
ENTERPRISES = ("enterprise_officer", "enterprise_admin")
# Who has communities below to send people on to.
ROUTERS = ("street_officer", "district_manager", "city_manager")


def enterprise_choices(scope: Scope, state: OfferState) -> list[tuple[int, str]]:
    """The enterprises with people in a state, the most people first, as choices with their counts."""
    facets = offer_facets(scope=scope, state=state)
    names = enterprise_names({one["enterprise_id"] for one in facets})
    return [(one["enterprise_id"], f"{names.get(one['enterprise_id'], '')}（{one['people']}）") for one in facets]


def place_choices(scope: Scope) -> list[tuple[int, str]]:
    """Streets (or, in one street, its communities): the useful level for a filter; none where there is one place only."""
    tree = places()
    if len(tree.within(scope)) < 2:
        return []
    streets = tree.within(scope, DivisionKind.STREET)
    rows = streets if len(streets) > 1 else tree.within(scope, DivisionKind.COMMUNITY)
    return [(row.place_no, tree.label(row.place_no)) for row in rows]


def filtered(offers: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
    """Apply what the filter forms of offers hold: enterprise, place with its subtree, part of a name."""
    if chosen.get("enterprise"):
        offers = offers.filter(enterprise_id=chosen["enterprise"])
    if chosen.get("place"):
        row = places().by_no.get(chosen["place"])
        if row is None:
            raise NotFound
        offers = offers.filter(place_no__gte=row.place_no, place_no__lt=row.place_end)
    if chosen.get("batch"):
        offers = offers.filter(batch_id=chosen["batch"])
    if chosen.get("name"):
        offers = offers.filter(name__contains=chosen["name"].strip())
    return offers


def with_names(request: HttpRequest) -> None:
    """Let the tables of this request name the enterprises: several hundred names, one query when the first row asks."""
    request.enterprise_names = SimpleLazyObject(lambda: enterprise_names(None))  # type: ignore[attr-defined]


# What is left of the period of a first contact → the look-up against today.
DUE_FILTERS = {"overdue": "contact_due_on__lt", "ahead": "contact_due_on__gte"}
STATE_FILTERS = {
    "offered": Q(state=OfferState.OFFERED),
    "accepted": Q(state=OfferState.ACCEPTED),
    "contacted": Q(state=OfferState.ACCEPTED, contacted_on__isnull=False),
    "uncontacted": Q(state=OfferState.ACCEPTED, contacted_on__isnull=True),
    # Who came with the old system has no first contact to be made in a period.
    "to_contact": Q(state=OfferState.ACCEPTED, contacted_on__isnull=True, contact_due_on__isnull=False),
    "returned": Q(state=OfferState.RETURNED),
    "withdrawn": Q(state=OfferState.WITHDRAWN),
    "sent": Q(state__in=[OfferState.OFFERED, OfferState.ACCEPTED, OfferState.PASSED_ON]),
    "taken": Q(state__in=[OfferState.ACCEPTED, OfferState.PASSED_ON]),
    "": ~Q(state__in=[OfferState.WITHDRAWN, OfferState.PASSED_ON]),
}
