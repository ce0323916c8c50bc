"""Reads of both systems side by side: the period, its daily tables, the differences that stand."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from yinqiao.areas.opening.models import Difference, Period, Run
from yinqiao.areas.opening.queries.runs import city_of, list_runs
from yinqiao.areas.opening.types import DifferenceState, Purpose, RunState
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


def find_period(*, scope: Scope) -> Period | None:
    """The period under way, else the last one; None before the first."""
    return Period.objects.filter(city_of(scope)).order_by(F("closed_on").desc(nulls_first=True), "-id").first()


def list_days(*, scope: Scope) -> QuerySet[Run]:
    """The daily tables that were compared, newest first."""
    return list_runs(scope=scope, purpose=Purpose.COMPARE).filter(state=RunState.COMPARED)


def list_differences(*, scope: Scope, period_id: UUID) -> QuerySet[Difference]:
    """The differences of a period, the longest standing first; none for who may not read content."""
    found = Difference.objects.filter(city_of(scope), period_id=period_id)
    return (found if scope.sees_content else found.none()).order_by("first_seen_on", "id")


def get_difference(*, scope: Scope, difference_id: UUID) -> Difference:
    """One difference; NotFound when absent or out of scope."""
    found = Difference.objects.filter(city_of(scope), pk=difference_id).first() if scope.sees_content else None
    if found is None:
        raise NotFound
    return found


def count_differences(*, scope: Scope, period_id: UUID) -> dict[str, int]:
    """How many differences stand in each state."""
    counted = {state.value: Count("id", filter=Q(state=state)) for state in DifferenceState}
    found: dict[str, int] = list_differences(scope=scope, period_id=period_id).order_by().aggregate(**counted)
    return found
