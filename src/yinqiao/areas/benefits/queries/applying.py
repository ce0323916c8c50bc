"""Which items of agreements are for which people, set-based, and what enterprises told of them.

For acts and for the judging of messages: as far as the transaction's scope reaches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from yinqiao.areas.agreements.types import Audience
from yinqiao.areas.benefits.models import BenefitItem, BenefitTold
from yinqiao.areas.benefits.rules import standing_of
from yinqiao.areas.benefits.types import Meant, Standing, ToldState
from yinqiao.areas.organisations.queries import get_enterprise, places, successors
from yinqiao.platform.rulebook import rulebook


def items_of(people: Sequence[Any], within: QuerySet[BenefitItem] | None = None) -> dict[UUID, list[BenefitItem]]:
    """The items of the agreements under which each of these people falls, where the person lives within their place."""
    lines = {firm: _answering(firm) for firm in {one.enterprise_id for one in people}}
    own = {one for line, _ in lines.values() for one in line}
    heads = {one for _, line in lines.values() for one in line}
    given = (BenefitItem.objects.all() if within is None else within).order_by("agreement_id", "no")
    rows = list(given.filter(Q(enterprise_id__in=own) | Q(enterprise_id__in=heads, covers_group=True)))
    ends = {one.place_no: one.place_end for one in places().rows}
    found: dict[UUID, list[BenefitItem]] = {}
    for person in people:
        line, above = lines[person.enterprise_id]
        found[person.pk] = [
            one for one in rows
            if (one.enterprise_id in line or (one.covers_group and one.enterprise_id in above))
            and one.place_no <= person.place_no < ends.get(one.place_no, 0)
        ]  # fmt: skip
    return found


def _answering(enterprise_id: int) -> tuple[set[int], set[int]]:
    """Under whose agreements somebody of this enterprise falls: its own and of who was left to it; of its groups."""
    left, own = successors(), {enterprise_id}
    while more := {one for one, heir in left.items() if heir in own} - own:
        own |= more
    heads: set[int] = set()
    above = get_enterprise(enterprise_id=enterprise_id).group_id
    while above is not None and above not in heads:
        heads.add(above)
        above = get_enterprise(enterprise_id=above).group_id
    return own, heads


def standing_for(item: BenefitItem, person: Any, today: date, bound: date) -> Standing:
    """How a person stands to an item today."""
    meant = Meant(Audience(item.audience), item.retired_before, item.since, item.until)
    return standing_of(
        meant, retired_on=person.retired_on, work_start_on=person.work_start_on, today=today, founding_before=bound
    )


def founding_before(today: date) -> date:
    """Who began to work before this day belongs to the old workers."""
    rule = rulebook().get("benefits.audience", region=settings.REGION, day=today)
    day: date = rule.parameters["founding_before"]
    return day


def standing_told(ids: Iterable[UUID]) -> QuerySet[BenefitTold]:
    """What enterprises told of these people and what stands of it."""
    return BenefitTold.objects.filter(retiree_id__in=list(ids), state=ToldState.STANDING)


def item_named(items: Sequence[BenefitItem], no: str) -> BenefitItem | None:
    """The one item of this number among those of a person; None for none, and where two agreements have one."""
    found = [one for one in items if one.no == no]
    return found[0] if len(found) == 1 else None


def told_key(item_no: str, kind: str) -> str:
    """What a person has once: an item of the agreement, or a kind outside of any item."""
    return f"item:{item_no}" if item_no else f"kind:{kind}"


Told = Mapping[UUID, Mapping[str, tuple[str, str, date]]]
