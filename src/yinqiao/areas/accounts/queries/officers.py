"""Whom people call: the officers who look after a place, with the office phone that they gave."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from yinqiao.areas.accounts.models import Grant
from yinqiao.areas.accounts.queries.users import on_day
from yinqiao.areas.accounts.types import Role
from yinqiao.areas.organisations.queries import places

_WHO_IS_CALLED = (Role.COMMUNITY_OFFICER, Role.STREET_OFFICER, Role.AGENCY_OFFICER)
_WHO_HANDLES = (*_WHO_IS_CALLED, Role.DISTRICT_MANAGER, Role.CITY_MANAGER)


@dataclass(frozen=True, slots=True)
class OfficerToCall:
    """An officer by name, with the office in words and its phone; all of it is on the contact card."""

    name: str
    phone: str
    unit: str


def list_officers_to_call(*, place_no: int, day: date) -> list[OfficerToCall]:
    """The officers of the nearest office with a phone: of the community, else of its street. No personal data."""
    tree = places()
    above = [place.place_no for place in tree.path(place_no)]
    serving = Q(division__place_no__in=above, role__in=[one.value for one in _WHO_IS_CALLED])
    found = Grant.objects.filter(on_day(day), serving, user__is_active=True).exclude(user__phone="")
    # In preorder whoever lies below has the larger number: the nearest office comes first.
    rows = list(
        found.order_by("-division__place_no", "granted_at", "id").values_list(
            "division__place_no", "user__name", "user__phone"
        )
    )
    told = dict.fromkeys((name, phone) for near, name, phone in rows if near == rows[0][0])
    return [OfficerToCall(name, phone, tree.label(rows[0][0])) for name, phone in told]


def list_manned(*, place_nos: Collection[int], day: date) -> set[int]:
    """Of these offices those where somebody is on duty, in person or as a deputy. No personal data."""
    serving = Q(division__place_no__in=place_nos, role__in=[one.value for one in _WHO_HANDLES])
    found = Grant.objects.filter(on_day(day), serving, user__is_active=True)
    return {one for one in found.values_list("division__place_no", flat=True).distinct() if one is not None}


def list_walkers(*, place_no: int, day: date) -> list[tuple[UUID, str]]:
    """Who visits people of a community: its own officers, then those of its street, by name. No personal data."""
    above = [place.place_no for place in places().path(place_no)][-2:]
    serving = Q(division__place_no__in=above, role__in=[one.value for one in _WHO_IS_CALLED])
    found = Grant.objects.filter(on_day(day), serving, user__is_active=True).order_by(
        "-division__place_no", "user__name", "user_id"
    )
    return list(dict.fromkeys(found.values_list("user_id", "user__name")))
