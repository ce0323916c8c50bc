"""The work list: every fact that is missing or doubtful, one row per person and cause; its counts; those of one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yinqiao.areas.completeness.models import Gap, Request
from yinqiao.areas.completeness.queries.suggestions import suggest
from yinqiao.areas.completeness.rules import OPEN, born_by, causes, codes_of, due_on
from yinqiao.areas.completeness.types import Cause, Owner, PersonGap
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook

# By place, which indexes serve however many rows there are; in one community what is missing longest comes first.
ORDER = ("place_no", "since", "id")
_DOUBTFUL = (Cause.PHONE_SHARED, Cause.NO_ONE_TO_CALL)


def list_gaps(*, scope: Scope, today: date, cause: str = "") -> QuerySet[Gap]:
    """What is missing within the scope, by place; of one cause or of all.

    How many may share a phone and from which age somebody to call is required, says the rule of the day. An enterprise
    reads what it owes itself, of people who still wait; an overseer none of it.
    """
    if scope.is_oversight:
        return Gap.objects.none()
    rule = rulebook().get("completeness.thresholds", region=settings.REGION, day=today).parameters
    wanted = [cause] if cause else [one.value for one in Cause]
    if scope.is_enterprise:
        owed = set(codes_of(Owner.ENTERPRISE))
        wanted = [one for one in wanted if one in owed]
    found = Q(cause__in=[one for one in wanted if one not in _DOUBTFUL])
    if Cause.PHONE_SHARED in wanted:
        found |= Q(cause=Cause.PHONE_SHARED, sharing__gt=rule["shared_phone"])
    if Cause.NO_ONE_TO_CALL in wanted:
        found |= Q(cause=Cause.NO_ONE_TO_CALL, born_on__lte=born_by(today, rule))
    open_ones = Request.objects.filter(retiree_id=OuterRef("retiree_id"), cause=OuterRef("cause"), state__in=OPEN)
    rows = Gap.objects.filter(scope.predicate(), found).annotate(is_asked=Exists(open_ones))
    return rows.select_related("enterprise").order_by(*ORDER)


def count_by_cause(*, scope: Scope, today: date) -> Mapping[Cause, int]:
    """How many people miss each fact, the weightiest first; causes that nobody has are left out."""
    counted = dict(
        list_gaps(scope=scope, today=today).order_by().values_list("cause").annotate(people=Count("id"))
    )  # fmt: skip
    return {code: counted[code.value] for code in causes() if counted.get(code.value)}


def find_gaps(*, scope: Scope, today: date, ids: Sequence[str]) -> list[Gap]:
    """The rows of these ids within the scope that are still missing; others are left out."""
    people = {one.partition("-")[2] for one in ids}
    return [row for row in list_gaps(scope=scope, today=today).filter(retiree_id__in=_uuids(people)) if row.id in ids]


def _uuids(texts: set[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def find_asked(*, scope: Scope, people: Sequence[UUID]) -> set[tuple[UUID, str]]:
    """Person and cause of every question about these people that is still between the two sides."""
    mine = Request.objects.filter(_requests_in(scope), retiree_id__in=people, state__in=OPEN)
    return set(mine.values_list("retiree_id", "cause"))


def _requests_in(scope: Scope) -> Q:
    return scope.predicate(place="retiree__place_no", enterprise="enterprise_id")


def person_gaps(*, scope: Scope, today: date, retiree_id: UUID) -> list[PersonGap]:
    """What is missing of one person, the weightiest first, with what other sources know; empty out of scope."""
    rows: list[Any] = list(list_gaps(scope=scope, today=today).filter(retiree_id=retiree_id))
    asked = find_asked(scope=scope, people=[retiree_id])
    told = suggest(scope=scope, today=today, rows=rows) if scope.sees_content else {}
    order = list(causes())
    found = []
    for row in sorted(rows, key=lambda one: order.index(Cause(one.cause))):
        spec = causes()[Cause(row.cause)]
        due = due_on(spec, row.since)
        found.append(
            PersonGap(
                row.id, spec, f"{row.since:%Y-%m-%d}", f"{due:%Y-%m-%d}", due < today, told.get(row.id),
                (row.retiree_id, row.cause) in asked,
            )
        )  # fmt: skip
    return found
