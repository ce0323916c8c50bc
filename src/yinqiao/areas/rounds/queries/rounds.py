"""Reads of rounds within a scope: by the place of the office that took them. No list has an officer as row or filter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from yinqiao.areas.duties.queries import list_duties, list_person_duties
from yinqiao.areas.duties.types import DutyState
from yinqiao.areas.retirees.queries import facts_of, find_row, list_rows, with_merged
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.areas.rounds import errors
from yinqiao.areas.rounds.models import Item, Round
from yinqiao.areas.rounds.types import ItemState, Limits
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook


def limits_on(day: date) -> Limits:
    """The limits that hold on a day."""
    return Limits(**rulebook().get("rounds.offline", region=settings.REGION, day=day).parameters)


def _within(scope: Scope) -> QuerySet[Round]:
    found = Round.objects.filter(place_no__gte=scope.place_from, place_no__lt=scope.place_to)
    return found.none() if scope.is_enterprise or not scope.sees_content else found


def list_rounds(*, scope: Scope, state: str = "") -> QuerySet[Any]:
    """One row for each round, the newest first, with how many of its people stand where; none for overseers."""
    found = _within(scope)
    found = found.filter(state=state) if state else found
    counted = {
        f"items_{one.value}": Count("items", filter=Q(items__state=one.value)) for one in ItemState
    }  # fmt: skip
    return found.annotate(people=Count("items"), **counted).order_by("-taken_at", "id")


def get_round(*, scope: Scope, round_id: UUID) -> Round:
    """One round; NotFound when absent or out of scope."""
    found = _within(scope).filter(pk=round_id).first()
    if found is None:
        raise errors.not_found()
    return found


def list_items(*, scope: Scope, round_id: UUID) -> list[tuple[Item, str]]:
    """The people of a round in their order, each with the name where it is still within the scope (else empty)."""
    items = list(Item.objects.filter(round=get_round(scope=scope, round_id=round_id)).order_by("ordinal"))
    names = {row.pk: row.name for row in list_rows(scope=scope, ids=[one.retiree_id for one in items])}
    return [(one, names.get(one.retiree_id, "")) for one in items]


def list_person_items(*, scope: Scope, retiree_id: UUID) -> list[Item]:
    """In which rounds a person stood, newest first; NotFound out of scope."""
    person = find_row(scope, retiree_id)
    found = Item.objects.filter(retiree_id__in=with_merged(scope, person.pk), round__in=_within(scope))
    return list(found.select_related("round").order_by("-round__taken_at"))


def list_carried(*, scope: Scope, round_id: UUID, today: date) -> list[dict[str, Any]]:
    """What goes to the telephone of each person of a round who is still here: where to go, what for, in the order given.

    Phone and address in full: the caller leaves an audit entry.
    """
    row = get_round(scope=scope, round_id=round_id)
    items = {one.retiree_id: one for one in Item.objects.filter(round=row, state=ItemState.OUT)}
    people = list_rows(scope=scope, ids=items)
    chosen = [duty for one in items.values() for duty in one.duties]
    due: dict[UUID, list[tuple[str, date]]] = {}
    for one in list_duties(scope=scope, today=today).filter(pk__in=chosen):
        due.setdefault(one["retiree_id"], []).append((one["standard"], one["due_on"]))
    found = [
        {
            "item": items[person.pk], "name": person.name, "born_on": person.born_on, "place_no": person.place_no,
            "building": facts.get("building", ""), "address": facts.get("address", ""), "phone": facts.get("phone", ""),
            "due": due.get(person.pk, []),
        }
        for person, facts in zip(people, facts_of(people), strict=True)
    ]  # fmt: skip
    return sorted(found, key=lambda one: one["item"].ordinal)


def still_due(*, scope: Scope, retiree_id: UUID, duties: Sequence[UUID]) -> list[UUID]:
    """Which of these duties can be told of now: the open ones; where somebody else has done them, those, so that whoever
    records is told who was first.

    Refused `rounds.person_gone` when the person is not here any more, Conflict `rounds.person_died` after a death,
    `rounds.no_longer_due` when nothing of it is asked for.
    """
    try:
        person = find_row(scope, retiree_id)
    except NotFound:
        raise errors.person_gone() from None
    if person.status not in (RetireeStatus.MANAGED, RetireeStatus.DECEASED):
        raise errors.person_gone()
    is_open = list_person_duties(scope=scope, retiree_id=retiree_id, is_open=True).filter(pk__in=duties)
    if found := list(is_open.values_list("pk", flat=True)):
        return found
    if person.status == RetireeStatus.DECEASED:
        raise errors.person_died()
    done = list_person_duties(scope=scope, retiree_id=retiree_id).filter(
        pk__in=duties, state__in=[DutyState.DONE, DutyState.DECLINED]
    )
    if found := list(done.values_list("pk", flat=True)):
        return found
    raise errors.no_longer_due()
