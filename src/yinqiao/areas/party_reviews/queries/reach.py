"""What a scope reads of reviews: the twin of the policies. Near is the place itself and the one right above it."""

from __future__ import annotations

from django.db.models import Q

from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access.types import PLACE_MAX, Scope


def near(scope: Scope) -> Q:
    """Rows of the own place and of those right below it; all for nightly work, none for who does not read content."""
    if not scope.sees_content or scope.person is not None:
        return Q(pk__in=())
    if (scope.place_from, scope.place_to) == (0, PLACE_MAX):
        return Q()
    own = places().by_no.get(scope.place_from)
    below = [one.place_no for one in places().children(own.id)] if own else []
    return Q(place_no__in=[scope.place_from, *below])


def here(scope: Scope) -> Q:
    """Rows of all places of the scope: for what is counted."""
    if not scope.sees_content or scope.person is not None:
        return Q(pk__in=())
    return Q(place_no__gte=scope.place_from, place_no__lt=scope.place_to)


def above(place_no: int) -> int:
    """The place right above; the place itself where there is none."""
    own = places().by_no.get(place_no)
    upper = places().by_id.get(own.parent_id) if own and own.parent_id is not None else None
    return upper.place_no if upper else place_no
