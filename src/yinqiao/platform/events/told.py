"""Of whom an act tells something: what reactions in other rooms begin with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yinqiao.kernel.event_type import EventType
from yinqiao.platform.events.models import Event


def people_told_of(act_id: UUID, *kinds: EventType) -> list[UUID]:
    """Of whom the act tells one of these, each once."""
    found = Event.objects.filter(act_id=act_id, type__in=[one.code for one in kinds], retiree_id__isnull=False)
    people = found.order_by("retiree_id").values_list("retiree_id", flat=True).distinct()
    return [one for one in people if one is not None]


def told_of(act_id: UUID, *kinds: EventType) -> QuerySet[Event, UUID]:
    """The same as a subquery: of a whole roster nobody is read into memory."""
    found = Event.objects.filter(act_id=act_id, type__in=[one.code for one in kinds], retiree_id__isnull=False)
    ids: QuerySet[Event, Any] = found.order_by().values_list("retiree_id", flat=True)
    return ids


def places_moved_by(act_id: UUID, merged: EventType) -> dict[int, int]:
    """Which places the act merged into others: number of the old one → number of its heir, which is none of them."""
    found = Event.objects.filter(act_id=act_id, type=merged.code).values_list("data", flat=True)
    return {int(one["from"]): int(one["to"]) for one in found}
