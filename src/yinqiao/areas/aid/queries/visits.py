"""The work list of people to be visited."""

from __future__ import annotations

from datetime import date

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from yinqiao.areas.aid.models import VisitDue
from yinqiao.areas.aid.types import VisitState
from yinqiao.platform.access.types import Scope


def list_visits(*, scope: Scope, is_open: bool = True) -> QuerySet[VisitDue]:
    """Who is to be visited within the scope, the soonest due first; none for enterprises and overseers."""
    found = VisitDue.objects.filter(scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id"))
    if scope.is_enterprise or not scope.sees_content:
        return found.none()
    if is_open:
        found = found.filter(state=VisitState.OPEN)
    # What is due under an entry that gave way is due for the one that stays.
    person = {
        one: Coalesce(F(f"retiree__merged_into__{one}"), F(f"retiree__{one}"))
        for one in ("name", "place_no", "enterprise_id")
    }
    stays = Coalesce(F("retiree__merged_into_id"), F("retiree_id"))
    return found.annotate(**person, person_id=stays).order_by("due_on", "id")


def count_visits(*, scope: Scope, today: date) -> tuple[int, int]:
    """How many are open, and how many of these are overdue."""
    found = list_visits(scope=scope).order_by()
    return found.count(), found.filter(due_on__lt=today).count()
