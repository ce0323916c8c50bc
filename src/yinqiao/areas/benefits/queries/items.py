"""Items of agreements, what one person is entitled to by them, and for whom an item is, in one statement."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Case, CharField, Q, QuerySet, Value, When

from yinqiao.areas.agreements.queries import benefit_kinds, benefit_words
from yinqiao.areas.agreements.types import Audience, Benefit, Payer, Rhythm
from yinqiao.areas.benefits.models import BenefitItem
from yinqiao.areas.benefits.rules import standing_of
from yinqiao.areas.benefits.types import Entitled, Meant, Standing
from yinqiao.areas.organisations.queries import (
    get_enterprise,
    list_group_ids,
    list_successor_ids,
    places,
    successors,
)
from yinqiao.areas.retirees.queries import find_row, people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook


def list_items(*, scope: Scope, agreement_id: UUID | None = None) -> QuerySet[BenefitItem]:
    """The items of agreements whose enterprise or place the scope has to do with, of all or of one; none for overseers.

    A community reads those of its street, district and city, a retiree those of places that hold the own one;
    row-level security holds the same.
    """
    found = BenefitItem.objects.order_by("agreement_id", "no")
    if scope.is_oversight or (scope.is_empty and scope.person is None):
        return found.none()
    if scope.is_enterprise:
        found = found.filter(enterprise_id__in=scope.enterprises)
    elif scope.person is None:
        found = found.filter(place_no__in=[one.place_no for one in places().rows if _touches(one, scope)])
    return found if agreement_id is None else found.filter(agreement_id=agreement_id)


def _touches(place: Any, scope: Scope) -> bool:
    return bool(place.place_no < scope.place_to and place.place_end > scope.place_from)


def get_item(*, scope: Scope, agreement_id: UUID, no: str = "") -> BenefitItem:
    """One item of an agreement, the first where none is named; NotFound when absent or out of scope."""
    found = list_items(scope=scope, agreement_id=agreement_id)
    row = (found.filter(no=no) if no else found).first()
    if row is None:
        raise NotFound
    return row


def item_words(row: BenefitItem) -> str:
    """An item in a sentence."""
    return benefit_words(
        Benefit(
            row.kind, Audience(row.audience), row.retired_before, row.amount, row.unit, Rhythm(row.rhythm), row.since,
            row.until, Payer(row.payer), row.basis,
        )
    )  # fmt: skip


def list_person_benefits(*, scope: Scope, retiree_id: UUID, today: date) -> list[Entitled]:
    """What the agreements of a person's enterprise give that person, where the person lives within their place.

    NotFound out of scope; nothing for overseers.
    """
    person = find_row(scope, retiree_id)
    own, heads = _answering(person.enterprise_id)
    rows = list_items(scope=scope).filter(Q(enterprise_id__in=own) | Q(enterprise_id__in=heads, covers_group=True))
    ends = {one.place_no: one.place_end for one in places().rows}
    near = [one for one in rows if one.place_no <= person.place_no < ends.get(one.place_no, 0)]
    bound = _founding_before(today)
    found = []
    for one in near:
        standing = standing_of(
            _meant(one), retired_on=person.retired_on, work_start_on=person.work_start_on, today=today,
            founding_before=bound,
        )  # fmt: skip
        if standing is not Standing.NOT_MEANT:
            found.append(Entitled(one.no, benefit_kinds()[one.kind].label, item_words(one), one.paper_no, standing))
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


def _meant(row: BenefitItem) -> Meant:
    return Meant(Audience(row.audience), row.retired_before, row.since, row.until)


def _founding_before(today: date) -> date:
    rule = rulebook().get("benefits.audience", region=settings.REGION, day=today)
    day: date = rule.parameters["founding_before"]
    return day


def list_meant_people(*, scope: Scope, item: BenefitItem, today: date) -> QuerySet[Any]:
    """Whom the community looks after within the place of an agreement and the scope, for whom its item is.

    `standing` says who is meant and whose day is not known; nobody where the enterprise names people one by one.
    """
    line = list_successor_ids(enterprise_id=item.enterprise_id)
    covered = [*line, *list_group_ids(enterprise_id=item.enterprise_id)] if item.covers_group else line
    place = places().by_no[item.place_no]
    found = people_within(scope=scope).filter(
        enterprise_id__in=covered, place_no__gte=place.place_no, place_no__lt=place.place_end,
        status=RetireeStatus.MANAGED, merged_into__isnull=True,
    ).order_by("name", "id")  # fmt: skip
    if scope.is_oversight or item.audience == Audience.NAMED:
        return found.none()
    day, bound = "", None
    if item.audience == Audience.FOUNDING:
        day, bound = "work_start_on", _founding_before(today)
    elif item.audience == Audience.RETIRED_BEFORE:
        day, bound = "retired_on", item.retired_before
    if not day:
        return found.annotate(standing=Value(Standing.MEANT.value, CharField()))
    unknown = Q(**{f"{day}__isnull": True})
    standing = Case(When(unknown, then=Value(Standing.UNKNOWN.value)), default=Value(Standing.MEANT.value))
    return found.filter(Q(**{f"{day}__lt": bound}) | unknown).annotate(standing=standing)
