"""Whom people call: the officers who look after a place, with the office phone that they gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yinqiao.areas.accounts.models import Grant
from yinqiao.areas.accounts.queries.users import on_day
from yinqiao.areas.accounts.types import Role
from yinqiao.areas.organisations.queries import places

_WHO_IS_CALLED = (Role.COMMUNITY_OFFICER, Role.STREET_OFFICER, Role.AGENCY_OFFICER)


@dataclass(frozen=True, slots=True)
class OfficerToCall:
    """An officer by name, with the office in words and its phone; all of it is on the contact card."""

    name: str
    phone: str
    unit: str


def list_officers_to_call(*, place_no: int, day: date) -> list[OfficerToCall]:
    """The officers of the nearest office with a phone: of the community, else of its street. No personal data."""
    tree = places()
    for place in reversed(tree.path(place_no)):
        serving = Q(division__place_no=place.place_no, role__in=[one.value for one in _WHO_IS_CALLED])
        found = Grant.objects.filter(on_day(day), serving, user__is_active=True).exclude(user__phone="")
        rows = found.order_by("granted_at", "id").values_list("user__name", "user__phone")
        if told := list(dict.fromkeys(rows)):
            return [OfficerToCall(name, phone, tree.label(place.place_no)) for name, phone in told]
    return []
