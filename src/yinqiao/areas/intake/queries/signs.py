"""The last sign of life of people: visited, called, or what other rooms tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Max, Q

from yinqiao.areas.intake.types import sign_readers
from yinqiao.areas.retirees.queries import people_within
from yinqiao.platform.access.types import Scope


def last_signs(ids: Sequence[UUID]) -> dict[UUID, date]:
    """The last day on which each is known to have lived: visited, called, or what other rooms tell."""
    if not ids:
        return {}
    spoken = Q(notes__kind__in=["visit", "call"])
    rows = people_within(scope=Scope.everything()).filter(pk__in=ids).order_by()
    found = {
        pk: day
        for pk, day in rows.annotate(day=Max("notes__occurred_on", filter=spoken)).values_list("pk", "day")
        if day
    }
    for reader in sign_readers():
        for pk, day in reader(ids).items():
            found[pk] = max(day, found.get(pk, day))
    return found
