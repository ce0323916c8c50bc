"""Fifty years in the party, and condolence: who has a right to the medal by a 1 July, what was given. Scope is required."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from yinqiao.areas.party_life.models import Honour
from yinqiao.areas.party_life.queries.branches import list_members, rule_of
from yinqiao.areas.party_life.queries.meetings import find_own
from yinqiao.areas.party_life.queries.reach import here
from yinqiao.areas.party_life.rules import medal_limits
from yinqiao.areas.party_life.types import Category, Occasion
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


def list_medals(*, scope: Scope, year: int, today: date) -> QuerySet[Any]:
    """Members of the scope who have been in the party for the full years by 1 July of a year, with `has_medal`.

    Counted from the day of full membership; where that is not known, from the day of joining and the probation after it.
    """
    full, joined = medal_limits(year, rule_of("medal", today))
    reached = Q(member__full_on__lte=full) | Q(member__full_on__isnull=True, member__joined_on__lte=joined)
    given = Honour.objects.filter(member_id=OuterRef("pk"), occasion=Occasion.MEDAL, reason="")
    found = list_members(scope=scope).filter(reached).defer("whereabouts").annotate(has_medal=Exists(given))
    return found.annotate(counted_from=Coalesce("member__full_on", "member__joined_on")).order_by("counted_from", "pk")


def list_honours(*, scope: Scope, year: int, occasion: str = "") -> QuerySet[Honour]:
    """What members of the scope were given in a year, the newest first; what was taken back is listed with its reason."""
    found = Honour.objects.filter(here(scope), year=year).select_related("member")
    found = found.filter(occasion=occasion) if occasion else found
    return found.order_by("-given_on", "member__name", "id")


def list_honours_of(*, scope: Scope, member_id: UUID) -> QuerySet[Honour]:
    """What one member of the scope was given, the newest first."""
    return Honour.objects.filter(here(scope), member_id=member_id).order_by("-given_on", "id")


def get_honour(*, scope: Scope, honour_id: UUID) -> Honour:
    """One of them; NotFound when absent or out of scope."""
    found = Honour.objects.filter(here(scope), pk=honour_id).select_related("member").first()
    if found is None:
        raise NotFound
    return found


def count_condolence(*, scope: Scope, year: int) -> dict[Category, tuple[int, int]]:
    """Category → how many times condolence was given in a year in the scope, and how many fen in all."""
    found = Honour.objects.filter(here(scope), year=year, reason="").exclude(occasion=Occasion.MEDAL)
    counted = found.order_by().values("category").annotate(n=Count("pk"), fen=Sum("fen"))
    told = {one["category"]: (one["n"], int(one["fen"] or 0)) for one in counted}
    return {category: told.get(category.value, (0, 0)) for category in Category}


def list_own_honours(*, scope: Scope) -> QuerySet[Honour]:
    """What who is signed in to the portal was given, the newest first."""
    own = find_own(scope=scope)
    return Honour.objects.filter(member_id__in=[own.pk] if own else [], reason="").order_by("-given_on", "id")
