"""Who is responsible for the party relations of many people at once, and which the city has not received yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from yinqiao.areas.organisations.queries import enterprise_names, holder_words
from yinqiao.areas.party.models import Custody, Member
from yinqiao.areas.party.types import HeldRelation, MemberState
from yinqiao.areas.retirees.queries import find_row, people_within, with_merged
from yinqiao.platform.access.types import Scope


def list_held(*, scope: Scope, retiree_ids: Sequence[UUID]) -> list[HeldRelation]:
    """The party relations of people in scope with who is responsible now; none for who does not read content."""
    if not scope.sees_content:
        return []
    people = people_within(scope=scope).filter(pk__in=retiree_ids).values("pk")
    held = Custody.objects.filter(until__isnull=True, member__retiree_id__in=people)
    held = held.annotate(
        letter=FilteredRelation("member__letters", condition=Q(member__letters__voided_at__isnull=True))
    )
    held = held.annotate(letter_no=F("letter__number"), letter_on=F("letter__issued_on"))
    rows: list[Any] = list(held.select_related("member__organisation").order_by("since", "member_id"))
    names = enterprise_names({one.holder_enterprise_id for one in rows if one.holder_enterprise_id})
    return [
        HeldRelation(
            one.member.retiree_id, one.member.political_status, one.member.organisation.name, one.member.joined_on,
            one.member.full_on, one.member.dues_paid_to, one.letter_no or "", one.letter_on, holder_words(one, names),
        )
        for one in rows
    ]  # fmt: skip


def relations_away() -> QuerySet[Member]:
    """Relations for which no place of the city is responsible, for a read of a higher room to narrow."""
    here = Custody.objects.filter(member_id=OuterRef("pk"), until__isnull=True, holder_place_no__isnull=False)
    return Member.objects.filter(~Exists(here), retiree_id__isnull=False)


def list_received(*, scope: Scope) -> QuerySet[Member]:
    """The members in scope whom a place of it has received; none for who oversees or for an enterprise."""
    found = Member.objects.filter(scope.predicate(), state=MemberState.RECEIVED)
    return found if scope.sees_content else found.none()


def list_moved_out(*, scope: Scope) -> QuerySet[Custody]:
    """The relations of received members in scope that another city holds now, with since when."""
    return Custody.objects.filter(until__isnull=True, member__in=list_received(scope=scope)).exclude(holder_city="")


def list_memberships(*, scope: Scope, retiree_id: UUID) -> QuerySet[Member]:
    """What each enterprise handed over of a person's party relation, the newest first; none for who reads no content.

    NotFound for a person out of scope.
    """
    find_row(scope, retiree_id)
    found = Member.objects.filter(retiree_id__in=with_merged(scope, retiree_id))
    found = found.select_related("organisation", "enterprise").order_by("-state_on", "id")
    return found if scope.sees_content else found.none()
