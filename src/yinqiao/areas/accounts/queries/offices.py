"""Reads of offices outside whose officers may have accounts."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from yinqiao.areas.accounts import errors
from yinqiao.areas.accounts.models import Office
from yinqiao.areas.accounts.types import Reach


def offices_within(reach: Reach) -> QuerySet[Office]:
    """The offices outside over which a role can be given within a reach."""
    if reach.everywhere:
        return Office.objects.order_by("name", "pk")
    inside = Q(division__place_no__gte=reach.place_from, division__place_no__lt=reach.place_to) | Q(pk=reach.office)
    return Office.objects.filter(inside).order_by("name", "pk")


def get_office_place(*, office_id: UUID) -> int:
    """Where an office outside was registered; NotFound for one that is not there."""
    found = Office.objects.filter(pk=office_id).values_list("division__place_no", flat=True).first()
    if found is None:
        raise errors.not_within_reach()
    return found


def list_offices() -> list[tuple[UUID, str]]:
    """The offices outside whose officers have accounts, by name: anybody may be asked to write to one."""
    return list(Office.objects.order_by("name", "pk").values_list("pk", "name"))
