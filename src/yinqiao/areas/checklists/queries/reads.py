"""Reads of checklists: items and what was said about them, readiness per agreement, what asks for a side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Case, Count, F, IntegerField, Min, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from yinqiao.areas.agreements.queries import list_agreements, viewing_side
from yinqiao.areas.agreements.types import AgreementKind, Side
from yinqiao.areas.checklists.models import ChecklistEntry, ChecklistItem
from yinqiao.areas.checklists.rules import COUNTED, LIVE, NOT_READY, codes_of, items, score
from yinqiao.areas.checklists.types import ItemState, Readiness, Turn, TurnCounts
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook


def list_items(*, scope: Scope) -> QuerySet[ChecklistItem]:
    """The items of the scope's agreements, the most pressing first."""
    found = ChecklistItem.objects.filter(scope.predicate()).select_related("agreement__enterprise")
    return found.order_by("due_on", "id")


def get_item(*, scope: Scope, item_id: UUID) -> ChecklistItem:
    """One item; NotFound when absent or out of scope."""
    found = list_items(scope=scope).filter(pk=item_id).first()
    if found is None:
        raise NotFound
    return found


def load_items(*, scope: Scope, agreement_id: UUID) -> list[ChecklistItem]:
    """The items of one agreement in the order of the rulebook."""
    order = list(items())
    found = [one for one in list_items(scope=scope).filter(agreement_id=agreement_id) if one.code in items()]
    return sorted(found, key=lambda one: order.index(one.code))


def list_told(*, scope: Scope, item_ids: Iterable[UUID]) -> QuerySet[ChecklistEntry]:
    """What was said and done about these items, newest first."""
    mine = list_items(scope=scope).filter(pk__in=item_ids).order_by()
    return ChecklistEntry.objects.filter(item__in=mine).order_by("-written_at", "-id")


def get_entry(*, scope: Scope, entry_id: UUID) -> ChecklistEntry:
    """One entry; NotFound when absent or out of scope."""
    mine = list_items(scope=scope).order_by()
    found = ChecklistEntry.objects.filter(pk=entry_id, item__in=mine).first()
    if found is None:
        raise NotFound
    return found


def list_readiness(*, scope: Scope, today: date) -> QuerySet[Any]:
    """Main agreements under preparation with their counts of items, weights, and the next day of something open."""
    counted = Q(checklist__state__in=COUNTED)
    waiting = Q(checklist__state__in=NOT_READY)
    found = list_agreements(scope=scope).filter(
        kind=AgreementKind.MAIN, state__in=LIVE, proposed_version__gt=0
    )  # fmt: skip
    return found.annotate(
        items=Count("checklist", filter=counted),
        ready=Count("checklist", filter=Q(checklist__state=ItemState.CONFIRMED)),
        reported=Count("checklist", filter=Q(checklist__state=ItemState.REPORTED)),
        overdue=Count("checklist", filter=waiting & Q(checklist__due_on__lt=today)),
        next_due=Min("checklist__due_on", filter=waiting),
        weight=Coalesce(Sum("checklist__weight", filter=counted), 0),
        ready_weight=Coalesce(Sum("checklist__weight", filter=Q(checklist__state=ItemState.CONFIRMED)), 0),
    ).annotate(
        score=Case(
            When(weight__gt=0, then=F("ready_weight") * 100 / F("weight")),
            default=Value(None), output_field=IntegerField(null=True),
        )
    ).order_by("score", "next_due", "id")  # fmt: skip


def readiness_of(found: Iterable[ChecklistItem], today: date) -> Readiness:
    """How ready one agreement is, from its items."""
    counted = [one for one in found if one.state in COUNTED]
    ready = [one for one in counted if one.state == ItemState.CONFIRMED]
    late = [one for one in counted if one.state in NOT_READY and one.due_on < today]
    reported = sum(one.state == ItemState.REPORTED for one in counted)
    share = score(sum(one.weight for one in ready), sum(one.weight for one in counted))
    return Readiness(len(counted), len(ready), reported, len(late), share)


def turn_filter(scope: Scope, turn: Turn, today: date) -> Q:
    """The items of living agreements that ask for somebody: overdue or due soon on this side, to answer, the other's."""
    own = viewing_side(scope)
    rule = rulebook().get("checklists.dates", region=settings.REGION, day=today)
    soon = today + timedelta(days=int(rule.parameters["remind_days"]))
    mine = Q(state=ItemState.OPEN, code__in=codes_of(own))
    late = Q(state__in=NOT_READY, due_on__lt=today)
    found = {
        Turn.LATE: late,
        Turn.RISEN: late & Q(due_on__lte=today - timedelta(days=_rises_after(scope, today))),
        Turn.MINE: mine,
        Turn.OVERDUE: mine & Q(due_on__lt=today),
        Turn.SOON: mine & Q(due_on__gte=today, due_on__lte=soon),
        Turn.ANSWER: Q(state=ItemState.REPORTED, code__in=codes_of(own.other)),
        Turn.OTHERS: _others(own),
    }[turn]
    return found & Q(agreement__state__in=LIVE)


def _rises_after(scope: Scope, today: date) -> int:
    """After how many days what is late has risen to the reader: the city waits longer than the districts."""
    rule = rulebook().get("checklists.rising", region=settings.REGION, day=today)
    place = None if scope.is_enterprise else places().by_no.get(scope.place_from)
    is_city = place is not None and place.kind == DivisionKind.CITY
    return int(rule.parameters["city_days" if is_city else "district_days"])


def _others(own: Side) -> Q:
    return Q(state=ItemState.OPEN, code__in=codes_of(own.other)) | Q(state=ItemState.REPORTED, code__in=codes_of(own))


def count_turns(*, scope: Scope, today: date) -> TurnCounts:
    """What asks for a side, in one pass; the counts equal the lists they open."""
    counts = list_items(scope=scope).aggregate(
        overdue=Count("id", filter=turn_filter(scope, Turn.OVERDUE, today)),
        soon=Count("id", filter=turn_filter(scope, Turn.SOON, today)),
        to_answer=Count("id", filter=turn_filter(scope, Turn.ANSWER, today)),
        risen=Count("id", filter=turn_filter(scope, Turn.RISEN, today)),
    )
    return TurnCounts(**counts)
