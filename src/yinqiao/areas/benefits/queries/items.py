"""Items of agreements, what one person is entitled to by them, and for whom an item is, in one statement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from yinqiao.areas.agreements.queries import benefit_kinds, benefit_words
from yinqiao.areas.agreements.types import Audience, Benefit, Payer, Rhythm
from yinqiao.areas.benefits.models import BenefitItem, BenefitTold
from yinqiao.areas.benefits.queries.applying import founding_before, items_of, standing_for, standing_told
from yinqiao.areas.benefits.types import Entitled, Standing, ToldState
from yinqiao.areas.organisations.queries import list_group_ids, list_successor_ids, places
from yinqiao.areas.retirees.queries import find_row, people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope

_SHOWN = (ToldState.STANDING.value, ToldState.ENDED.value)


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


def plain(amount: Decimal | None, unit: str) -> Decimal | None:
    """A number as people say it: 120.00 元, but 2 次 and not 2.00 次."""
    if amount is None or unit == "元" or amount != amount.to_integral_value():
        return amount
    return amount.quantize(Decimal(1))


def item_words(row: BenefitItem) -> str:
    """An item in a sentence."""
    amount = plain(row.amount, row.unit)
    return benefit_words(
        Benefit(
            row.kind, Audience(row.audience), row.retired_before, amount, row.unit, Rhythm(row.rhythm), row.since,
            row.until, Payer(row.payer), row.basis,
        )
    )  # fmt: skip


def list_person_benefits(*, scope: Scope, retiree_id: UUID, today: date) -> list[Entitled]:
    """What the agreements of a person's enterprise give that person, where the person lives within their place.

    NotFound out of scope; nothing for overseers.
    """
    person = find_row(scope, retiree_id)
    bound = founding_before(today)
    told = {(one.agreement_id, one.item_no) for one in standing_told([person.pk])}
    found = []
    for one in items_of([person], list_items(scope=scope))[person.pk]:
        standing = standing_for(one, person, today, bound)
        if standing is Standing.NAMED and (one.agreement_id, one.no) in told:
            standing = Standing.TOLD
        if standing is not Standing.NOT_MEANT:
            found.append(Entitled(one.no, benefit_kinds()[one.kind].label, item_words(one), one.paper_no, standing))
    return found


def list_meant_people(*, scope: Scope, item: BenefitItem, today: date) -> QuerySet[Any]:
    """Whom the community looks after within the place of an agreement and the scope, for whom its item is.

    `standing` says who is meant, whose day is not known, and whom the enterprise named; the columns `told_…` are what it
    told last of each, empty where it told nothing.
    """
    found = _covered_people(scope, item).filter(status=RetireeStatus.MANAGED).order_by("name", "id")
    if scope.is_oversight:
        return found.none()
    return _with_told(_with_standing(found, item, today), item)


def list_told_outside(*, scope: Scope, paper: Any) -> QuerySet[BenefitTold]:
    """What the enterprise told of the people whom an agreement covers, though no item of it says so; what stands or ended.

    `paper` is the agreement or any item of it. Nothing for overseers.
    """
    if scope.is_oversight:
        return BenefitTold.objects.none()
    people = _covered_people(scope, paper).values("pk")
    found = BenefitTold.objects.filter(item_no="", state__in=_SHOWN, retiree_id__in=people)
    return found.select_related("retiree").order_by("retiree__name", "-since", "id")


def _covered_people(scope: Scope, paper: Any) -> QuerySet[Any]:
    """The people of the enterprises of an agreement who live within its place, as far as the scope reaches."""
    line = list_successor_ids(enterprise_id=paper.enterprise_id)
    covered = [*line, *list_group_ids(enterprise_id=paper.enterprise_id)] if paper.covers_group else line
    place = places().by_no[paper.place_no]
    return people_within(scope=scope).filter(
        enterprise_id__in=covered, place_no__gte=place.place_no, place_no__lt=place.place_end,
        merged_into__isnull=True,
    )  # fmt: skip


def _with_standing(found: QuerySet[Any], item: BenefitItem, today: date) -> QuerySet[Any]:
    if item.audience == Audience.NAMED:
        return found.filter(Exists(_told_of(item).filter(state=ToldState.STANDING))).annotate(
            standing=Value(Standing.TOLD.value, CharField())
        )
    day, bound = "", None
    if item.audience == Audience.FOUNDING:
        day, bound = "work_start_on", founding_before(today)
    elif item.audience == Audience.RETIRED_BEFORE:
        day, bound = "retired_on", item.retired_before
    if not day:
        return found.annotate(standing=Value(Standing.MEANT.value, CharField()))
    unknown = Q(**{f"{day}__isnull": True})
    standing = Case(When(unknown, then=Value(Standing.UNKNOWN.value)), default=Value(Standing.MEANT.value))
    return found.filter(Q(**{f"{day}__lt": bound}) | unknown).annotate(standing=standing)


def _told_of(item: BenefitItem) -> QuerySet[BenefitTold]:
    return BenefitTold.objects.filter(
        retiree_id=OuterRef("pk"), agreement_id=item.agreement_id, item_no=item.no,
        state__in=_SHOWN,
    ).order_by("-since", "-told_at")  # fmt: skip


def _with_told(found: QuerySet[Any], item: BenefitItem) -> QuerySet[Any]:
    wanted = ("amount", "since", "in_kind", "unit", "state", "over_on")
    return found.annotate(**{f"told_{one}": Subquery(_told_of(item).values(one)[:1]) for one in wanted})
