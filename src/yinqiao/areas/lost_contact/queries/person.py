"""One person: how the person stands, every signal, attempts, declarations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.handover.queries import person_offers
from yinqiao.areas.lost_contact.models import ContactAttempt, LostCase, Reached
from yinqiao.areas.lost_contact.queries.people import signals_in, weighing
from yinqiao.areas.lost_contact.rules import LABELS, owner_of, standing_of
from yinqiao.areas.lost_contact.types import PersonStanding, Signal, SignalRow, Standing
from yinqiao.areas.retirees.queries import find_row
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


def person_standing(*, scope: Scope, today: date, retiree_id: UUID) -> PersonStanding:
    """How a person stands and why; NotFound out of scope, reachable without signals where content is not read."""
    find_row(scope, retiree_id)
    rule = weighing(today)
    rows = list(signals_in(scope, today, rule).filter(retiree_id=retiree_id).order_by("since", "id"))
    standing, score = standing_of([row.signal for row in rows], rule)
    told = tuple(SignalRow(LABELS[row.signal], row.since, rule.weights.get(row.signal, 0)) for row in rows)
    last_on = _last_contact(scope, retiree_id)
    declared = next((row.next_on for row in rows if row.next_on), None)
    oldest = min((row.since for row in rows), default=today)
    since = next((row.since for row in rows if row.signal == Signal.DECLARED), oldest)
    owner = owner_of(standing, since, today, rule) if standing is not Standing.REACHABLE else ""
    waits = since + timedelta(days=rule.next_days) if standing is not Standing.REACHABLE else None
    return PersonStanding(standing, score, told, last_on, declared or waits, owner)


def _last_contact(scope: Scope, retiree_id: UUID) -> date | None:
    """The day of the last contact of any kind, that of the handover among them."""
    told = Reached.objects.filter(pk=retiree_id).values_list("last_on", flat=True).first()
    offered = person_offers(scope=scope, retiree_id=retiree_id).values_list("contacted_on", flat=True)
    return max((day for day in (told, *offered) if day), default=None)


def list_attempts(*, scope: Scope, retiree_id: UUID) -> QuerySet[ContactAttempt]:
    """Attempts to reach a person, newest first, those made void among them; NotFound out of scope."""
    find_row(scope, retiree_id)
    found = ContactAttempt.objects.filter(retiree_id=retiree_id)
    return found.order_by("-occurred_on", "-recorded_at") if scope.sees_content else found.none()


def get_attempt(*, scope: Scope, attempt_id: UUID) -> ContactAttempt:
    """One attempt; NotFound when absent or the person out of scope."""
    within = scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id")
    found = ContactAttempt.objects.filter(within, pk=attempt_id).first() if scope.sees_content else None
    if found is None:
        raise NotFound
    return found


def list_cases(*, scope: Scope, retiree_id: UUID) -> QuerySet[LostCase]:
    """Declarations about a person, newest first; NotFound out of scope."""
    find_row(scope, retiree_id)
    found = LostCase.objects.filter(retiree_id=retiree_id)
    return found.order_by("-declared_on", "-id") if scope.sees_content else found.none()


def last_case(*, scope: Scope, retiree_id: UUID) -> LostCase | None:
    """The newest declaration about a person, if there is one."""
    return list_cases(scope=scope, retiree_id=retiree_id).first()


def last_contacts(ids: Sequence[UUID]) -> dict[UUID, date]:
    """The last day of contact with each of these people, as far as the transaction's scope reaches."""
    return dict(Reached.objects.filter(retiree_id__in=ids).values_list("retiree_id", "last_on"))
