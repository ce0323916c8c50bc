"""Reads of what old names mean here."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.opening.models import Mapping
from yinqiao.areas.opening.queries.runs import city_of
from yinqiao.areas.opening.types import MappingState, Side
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


def list_mappings(*, scope: Scope, side: str = "", state: str = "") -> QuerySet[Mapping]:
    """Old names, those with most people first."""
    found = Mapping.objects.filter(city_of(scope))
    if side:
        found = found.filter(side=side)
    if state:
        found = found.filter(state=state)
    return found.order_by("-rows", "old_name")


def get_mapping(*, scope: Scope, mapping_id: UUID) -> Mapping:
    """One old name; NotFound when absent or out of scope."""
    found = Mapping.objects.filter(city_of(scope), pk=mapping_id).first()
    if found is None:
        raise NotFound
    return found


def count_unknown(*, scope: Scope) -> dict[Side, int]:
    """How many old names of each side wait for somebody to say what they mean."""
    found = list_mappings(scope=scope, state=MappingState.UNKNOWN)
    return {side: found.filter(side=side, rows__gt=0).count() for side in Side}
