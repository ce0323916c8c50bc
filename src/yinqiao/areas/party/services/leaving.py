"""Party relations that go to another city with their people, or come back with them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from yinqiao.areas.party.models import Custody
from yinqiao.areas.party.services.custody import CUSTODY
from yinqiao.platform.acts import Act


def pass_to_city(*, act: Act, people: Sequence[UUID], city: str) -> int:
    """For the party relations of these people the other city is responsible from now on; returns how many.

    Called inside the act that takes in the city's signed acceptance, which has checked its scope.
    """
    held = Custody.objects.filter(
        until__isnull=True, holder_place_no__isnull=False, member__retiree_id__in=people
    )  # fmt: skip
    ids = list(held.values_list("member_id", flat=True))
    CUSTODY.pass_to_city(act, ids, city)
    return len(ids)


def take_from_city(*, act: Act, people: Sequence[UUID]) -> int:
    """Whoever was responsible here before is again, for the party relations that another city had; returns how many.

    Called inside the act that accepts the people out of a package which brings their party relations.
    """
    held = Custody.objects.filter(until__isnull=True, member__retiree_id__in=people).exclude(holder_city="")
    ids = list(held.values_list("member_id", flat=True))
    CUSTODY.pass_to_place(act, ids)
    return len(ids)
