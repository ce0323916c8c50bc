"""What is due within a scope, for lists and for one person; none for enterprises and overseers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from yinqiao.areas.duties.models import Delivery, Duty
from yinqiao.areas.duties.types import DutyState
from yinqiao.areas.retirees.queries import facts_of, find_row, list_rows, with_merged
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope

SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class RoundPerson:
    """One person of a round: where to go, and what for."""

    id: UUID
    name: str
    born_on: date
    place_no: int
    building: str
    address: str
    phone: str
    duties: tuple[Duty, ...]


def within(scope: Scope) -> QuerySet[Duty]:
    """The duties of a scope; none for enterprises and overseers."""
    found = Duty.objects.filter(scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id"))
    return found.none() if scope.is_enterprise or not scope.sees_content else found


def cases(today: date) -> Mapping[str, Q]:
    """What an officer asks for: all that is open, what presses, what was agreed for today, what is over."""
    is_open = Q(state=DutyState.OPEN)
    return {
        "": is_open,
        "late": is_open & Q(due_on__lt=today),
        "soon": is_open & Q(due_on__gte=today, due_on__lte=today + timedelta(days=SOON_DAYS)),
        "agreed": is_open & Q(next_on__lte=today),
        "done": Q(state__in=[DutyState.DONE, DutyState.DECLINED]),
        "missed": Q(state=DutyState.MISSED),
        "all": ~Q(state=DutyState.DROPPED),
    }


def list_duties(*, scope: Scope, today: date, case: str = "", service: str = "", standard: str = "") -> QuerySet[Any]:
    """One row for each duty, the soonest due first; columns of the duty, and name, age and place of the person."""
    found = within(scope).filter(cases(today)[case])
    if service:
        found = found.filter(service=service)
    if standard:
        found = found.filter(standard=standard)
    return found.values(
        "id", "retiree_id", "standard", "service", "occasion", "due_on", "next_on", "state", "closed_on", "closed_name",
        name=F("retiree__name"), born_on=F("retiree__born_on"), place_no=F("retiree__place_no"),
        enterprise_id=F("retiree__enterprise_id"),
    ).order_by("due_on", "id")  # fmt: skip


def count_duties(*, scope: Scope, today: date, case: str = "") -> int:
    """How many the list shows under the same filters."""
    return list_duties(scope=scope, today=today, case=case).order_by().count()


def list_person_duties(*, scope: Scope, retiree_id: UUID, is_open: bool = False) -> QuerySet[Duty]:
    """What is and was due to a person, the soonest first where open, else the newest; NotFound out of scope."""
    person = find_row(scope, retiree_id)
    found = within(scope).filter(retiree_id__in=with_merged(scope, person.pk))
    if is_open:
        return found.filter(state=DutyState.OPEN).order_by("due_on", "id")
    return found.exclude(state__in=[DutyState.OPEN, DutyState.DROPPED]).order_by("-due_on", "-id")


def list_round(*, scope: Scope, ids: Sequence[UUID]) -> list[RoundPerson]:
    """The people of these duties, with all that is open for each and where to go, by place, building and name.

    NotFound when one of them is out of scope. Phone and address in full: the caller has a purpose and leaves an audit entry. The dead have nobody at home: where a
    condolence is due the address leads to the family.
    """
    if within(scope).filter(pk__in=ids).count() != len(set(ids)):
        raise NotFound
    chosen = within(scope).filter(pk__in=ids, state=DutyState.OPEN).values("retiree_id")
    open_ones = within(scope).filter(state=DutyState.OPEN, retiree_id__in=chosen).order_by("due_on", "id")
    due: dict[UUID, list[Duty]] = {}
    for one in open_ones:
        due.setdefault(one.retiree_id, []).append(one)
    people = list_rows(scope=scope, ids=due)
    found = [
        RoundPerson(
            row.pk, row.name, row.born_on, row.place_no, facts.get("building", ""), facts.get("address", ""),
            facts.get("phone", ""), tuple(due[row.pk]),
        )
        for row, facts in zip(people, facts_of(people), strict=True)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.place_no, one.building == "", one.building, one.name, str(one.id)))


def list_deliveries(*, scope: Scope, retiree_id: UUID) -> QuerySet[Delivery]:
    """What officers noted of visits and calls of a person, newest first; NotFound out of scope."""
    person = find_row(scope, retiree_id)
    found = Delivery.objects.filter(retiree_id__in=with_merged(scope, person.pk))
    found = found if scope.sees_content and not scope.is_enterprise else found.none()
    return found.order_by("-day", "-recorded_at")


def get_delivery(*, scope: Scope, delivery_id: UUID) -> Delivery:
    """One of them; NotFound when absent or the person out of scope."""
    reach = scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id")
    readable = scope.sees_content and not scope.is_enterprise
    found = Delivery.objects.filter(reach, pk=delivery_id).first() if readable else None
    if found is None:
        raise NotFound
    return found
