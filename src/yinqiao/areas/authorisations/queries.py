"""Reads of authorisations: of a person within a scope, of a phone at the entrance, of who acts by one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings

from yinqiao.areas.authorisations import errors
from yinqiao.areas.authorisations.models import Authorisation
from yinqiao.areas.authorisations.types import Warrant
from yinqiao.areas.retirees.queries import find_row
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.blind import short_candidates
from yinqiao.platform.crypto.fields import reveal
from yinqiao.platform.rulebook import rulebook


def limits(today: date) -> Mapping[str, Any]:
    """How long and how many, as the rule of the day says."""
    return rulebook().get("authorisations.limits", region=settings.REGION, day=today).parameters


def list_authorisations(*, scope: Scope, retiree_id: UUID) -> list[Warrant]:
    """Every authorisation of a person, those that stand first; NotFound out of scope, none where content is not read."""
    person = find_row(scope, retiree_id)
    if not scope.sees_content:
        return []
    found = Authorisation.objects.filter(retiree_id=person.pk).order_by("ended_on", "-added_at", "-id")
    told = [read(one) for one in found]
    return sorted(told, key=lambda one: one.ended_on is not None)


def get_authorisation(*, scope: Scope, authorisation_id: UUID) -> Warrant:
    """One authorisation; NotFound when absent or of somebody out of scope."""
    row = Authorisation.objects.filter(pk=authorisation_id).first()
    if row is None or not scope.sees_content:
        raise errors.not_found()
    find_row(scope, row.retiree_id)
    return read(row)


def warrants_by_phone(phone: str, day: date) -> list[Warrant]:
    """What one may act by with this phone on a day: for the entrance, compared in the clear, never shown."""
    found = Authorisation.objects.filter(
        phone_index__in=short_candidates(phone, "phone"), ended_on__isnull=True, until_on__gte=day
    )
    return [one for one in map(read, found.order_by("id")) if one.phone == phone]


def warrant_of(warrant_id: UUID, day: date) -> Warrant | None:
    """The authorisation by which somebody acts on a day; None when it was taken back or has run out."""
    row = Authorisation.objects.filter(pk=warrant_id).first()
    found = read(row) if row else None
    return found if found and found.holds(day) else None


def require_warrant(scope: Scope, matter: str, day: date) -> Warrant | None:
    """The authorisation by which whoever acts for the person does so in a matter; None for the person.

    Refused `authorisations.not_within`.
    """
    if scope.warrant is None:
        return None
    found = warrant_of(scope.warrant, day)
    if found is None or found.retiree_id != scope.person or matter not in found.matters:
        raise errors.not_within()
    return found


def ended_among(ids: set[UUID], day: date) -> set[UUID]:
    """Which of these hold no more."""
    found = Authorisation.objects.filter(pk__in=ids, ended_on__isnull=True, until_on__gte=day)
    return ids - set(found.values_list("pk", flat=True))


def read(row: Authorisation) -> Warrant:
    """A row as it is read."""
    told = json.loads(reveal(row, "sealed") or "{}")
    return Warrant(
        row.pk, row.retiree_id, told.get("name", ""), told.get("relation", ""), reveal(row, "phone") or "",
        tuple(row.matters), tuple(row.sees), row.way, row.granted_on, row.until_on, row.ended_on, row.ended_why,
        f"{row.author_unit} {row.author_name}".strip(),
    )  # fmt: skip
