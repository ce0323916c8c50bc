"""The work list of certification, and 认证率 by place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from yinqiao.areas.certification.models import Clock
from yinqiao.areas.certification.queries.rule import silence_on
from yinqiao.areas.certification.rules import ASKED, DUE
from yinqiao.areas.certification.types import Rate, State
from yinqiao.areas.organisations.queries import near_label, places
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access.types import Scope

_WORK = [*ASKED, State.SUSPENDED]
_REMINDED = Q(reminded_on__gte=F("state_on"))


def _within(scope: Scope) -> QuerySet[Clock]:
    found = Clock.objects.filter(scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id"))
    return found if scope.sees_content else found.none()


def _held(scope: Scope) -> QuerySet[Clock]:
    """The clocks of who is managed here and must certify: living and drawing a pension."""
    return _within(scope).filter(why="", retiree__status=RetireeStatus.MANAGED.value)


def list_people(*, scope: Scope, today: date, state: str = "", case: str = "") -> QuerySet[Any]:
    """One row per person, the soonest due first; without `state` and `case` those with whom there is something to do.

    `case` is a key of `cases`. Columns: id, name, place_no, enterprise_id and those of the clock.
    """
    found = _within(scope).filter(retiree__status=RetireeStatus.MANAGED.value)
    if state:
        found = found.filter(state=state)
    if case:
        found = found.filter(cases(today)[case])
    if not state and not case:
        found = found.filter(state__in=_WORK)
    return found.values(
        "certified_on", "method", "due_on", "state", "state_on", "reminded_on", "visit_on", "suspended_on",
        id=F("retiree_id"), name=F("retiree__name"), born_on=F("retiree__born_on"),
        place_no=F("retiree__place_no"), enterprise_id=F("retiree__enterprise_id"),
    ).order_by("due_on", "id")  # fmt: skip


def cases(today: date) -> Mapping[str, Q]:
    """Narrower than a state: whom to remind, whose visit is due, what rose to the street."""
    rule = silence_on(today)
    return {
        "all": Q(),
        "soon": Q(state__in=DUE),
        "remind": Q(state__in=DUE) & ~(Q(reminded_on__isnull=False) & _REMINDED),
        "visit": Q(visit_on__isnull=False),
        "visit_due": Q(visit_on__lte=today),
        "risen": Q(state=State.OVERDUE, due_on__lte=today - timedelta(days=int(rule["rise_days"]))),
    }


def count_people(*, scope: Scope, today: date, state: str = "", case: str = "") -> int:
    """How many the list shows under the same filters."""
    return list_people(scope=scope, today=today, state=state, case=case).order_by().count()


def _counts(today: date) -> dict[str, Count]:
    return {
        "needed": Count("pk"),
        "valid": Count("pk", filter=Q(due_on__gte=today)),
        "soon": Count("pk", filter=Q(state__in=DUE)),
        "overdue": Count("pk", filter=Q(state=State.OVERDUE)),
        "suspended": Count("pk", filter=Q(state=State.SUSPENDED)),
    }


def rates_of(*, scope: Scope, today: date) -> Rate:
    """认证率 of the whole scope: certification valid today of those who must certify."""
    return Rate(scope.place_from, scope.label, **_held(scope).aggregate(**_counts(today)))


def rates_below(*, scope: Scope, today: date) -> list[Rate]:
    """认证率 of each community or desk of the scope with somebody who must certify, the lowest first."""
    rows: Any = _held(scope).order_by().values(place_no=F("retiree__place_no")).annotate(**_counts(today))
    known = places().by_no
    told = [Rate(name=near_label(row["place_no"], scope), **row) for row in rows if row["place_no"] in known]
    return sorted(told, key=lambda one: (one.valid / one.needed, one.place_no))
