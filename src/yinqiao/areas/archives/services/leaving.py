"""Volumes that go to another city with their people, or come back with them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from yinqiao.areas.archives.models import Custody
from yinqiao.areas.archives.services.custody import CUSTODY
from yinqiao.platform.acts import Act


def pass_to_city(*, act: Act, people: Sequence[UUID], city: str) -> int:
    """Whatever a place holds of these people's volumes is the other city's from now on; returns how many volumes.

    Called inside the act that takes in the city's signed acceptance, which has checked its scope.
    """
    held = Custody.objects.filter(until__isnull=True, holder_place_no__isnull=False, archive__retiree_id__in=people)
    ids = list(held.values_list("archive_id", flat=True))
    CUSTODY.pass_to_city(act, ids, city)
    return len(ids)


def take_from_city(*, act: Act, people: Sequence[UUID]) -> int:
    """Another city's volumes of these people are back with the office that held them before; returns how many.

    Called inside the act that accepts the people out of a package which brings their archives.
    """
    held = Custody.objects.filter(until__isnull=True, archive__retiree_id__in=people).exclude(holder_city="")
    ids = list(held.values_list("archive_id", flat=True))
    CUSTODY.pass_to_place(act, ids)
    return len(ids)
