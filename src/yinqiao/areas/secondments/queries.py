"""Reads of the room: key communities and secondments of a scope, what was done, what is open; how to reach a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from yinqiao.areas.contacts.queries import list_contact_people
from yinqiao.areas.retirees.queries import facts_of, find_row, people_within, profile_of
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.areas.secondments.models import Deed, KeyCommunity, Proposal, Secondment
from yinqiao.areas.secondments.rules import TERMS, may_answer, warned_from
from yinqiao.areas.secondments.types import Asked, Calling, Counted, ProposalState, Standing
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Scope
from yinqiao.platform.rulebook import rulebook

_COUNTED = "SELECT secondment_id, visits, calls, errands, phones, people, waiting FROM secondments_counted(%s)"
OPEN = Q(closed_on__isnull=True) & ~Q(follow_up="")
_TOLD = ("spouse", "contact1", "contact2")


def terms(today: date) -> Mapping[str, Any]:
    """Rights, longest time and reminders, as the rule of the day says."""
    return rulebook().get(TERMS, region=settings.REGION, day=today).parameters


def _with_standing(found: QuerySet[Any], today: date) -> QuerySet[Any]:
    """With `standing`, as `rules.standing_on` says it."""
    warned = today + (today - warned_from(today, int(terms(today)["warn_days"])))
    return found.annotate(
        standing=Case(
            When(Q(ended_at__isnull=False) | Q(until_on__lte=today), then=Value(Standing.ENDED.value)),
            When(from_on__gt=today, then=Value(Standing.COMING.value)),
            When(until_on__lte=warned, then=Value(Standing.ENDING.value)),
            default=Value(Standing.STANDING.value),
            output_field=CharField(),
        )
    )


def list_communities(*, scope: Scope, today: date) -> QuerySet[Any]:
    """The key communities of a scope with how many are seconded there now, the soonest to end first."""
    standing = Q(secondments__ended_at__isnull=True, secondments__from_on__lte=today, secondments__until_on__gt=today)
    found = KeyCommunity.objects.filter(scope.predicate()).annotate(officers=Count("secondments", filter=standing))
    return _with_standing(found, today).order_by("ended_at", "until_on", "id")


def get_community(*, scope: Scope, community_id: UUID, today: date) -> Any:
    """One key community with `standing`; NotFound out of scope."""
    found = list_communities(scope=scope, today=today).filter(pk=community_id).first()
    if found is None:
        raise NotFound
    return found


def list_secondments(*, scope: Scope, today: date) -> QuerySet[Any]:
    """Who is or was seconded to the communities of a scope with how much is open, the soonest to end first."""
    found = Secondment.objects.filter(scope.predicate()).select_related("community")
    waiting = Count("deeds", filter=Q(deeds__closed_on__isnull=True) & ~Q(deeds__follow_up=""))
    return _with_standing(found.annotate(waiting=waiting, done=Count("deeds")), today).order_by(
        F("ended_at").desc(nulls_first=True), "until_on", "id"
    )


def get_secondment(*, scope: Scope, secondment_id: UUID, today: date) -> Any:
    """One secondment with `standing`; NotFound out of scope."""
    found = list_secondments(scope=scope, today=today).filter(pk=secondment_id).first()
    if found is None:
        raise NotFound
    return found


def count_ending(*, scope: Scope, today: date) -> tuple[int, int]:
    """How many end within the days of the first reminder, and how many of them within those of the second."""
    rule = terms(today)
    ending = list_secondments(scope=scope, today=today).filter(standing=Standing.ENDING)
    urgent = today + (today - warned_from(today, int(rule["urgent_days"])))
    return ending.count(), ending.filter(until_on__lte=urgent).count()


def count_deeds(*, scope: Scope, ids: Collection[UUID]) -> dict[UUID, Counted]:
    """What these officers of the scope's enterprises did, counted: of whom is the community's to know. None elsewhere."""
    if not scope.is_enterprise or not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, [list(ids)])
        return {key: Counted(*counts) for key, *counts in cursor.fetchall()}


def list_proposals(*, scope: Scope) -> QuerySet[Any]:
    """What enterprises proposed within a scope; those that wait first, then the latest."""
    found = Proposal.objects.filter(scope.predicate()).select_related("community", "secondment")
    waits = Case(When(state=ProposalState.OPEN, then=Value(0)), default=Value(1))
    return found.order_by(waits, F("proposed_at").desc(), "id")


def get_proposal(*, scope: Scope, proposal_id: UUID) -> Any:
    """One proposal; NotFound out of scope."""
    found = list_proposals(scope=scope).filter(pk=proposal_id).first()
    if found is None:
        raise NotFound
    return found


def count_to_answer(*, scope: Scope, role: str) -> int:
    """How many wait for an answer of this role."""
    kinds = [one for one in Asked if may_answer(role, one)]
    return list_proposals(scope=scope).filter(state=ProposalState.OPEN, kind__in=kinds).count()


def get_own(*, scope: Scope) -> Secondment:
    """The secondment by whose grant somebody works; NotFound for everybody else."""
    found = Secondment.objects.filter(grant_id=scope.stay.grant).first() if scope.stay is not None else None
    if found is None:
        raise NotFound
    return found


def list_people(*, scope: Scope) -> QuerySet[Any]:
    """Who is looked after in a stay, by name: accepted or waiting, alive."""
    if scope.stay is None:
        raise NotFound
    living = (RetireeStatus.MANAGED, RetireeStatus.OFFERED)
    return people_within(scope=scope).filter(status__in=living).order_by("name", "id")


def calling_of(*, scope: Scope, retiree_id: UUID) -> Calling:
    """How to reach a person in full: for a caller that has noted the reading. Of everything else that is sealed nothing."""
    known = facts_of([find_row(scope, retiree_id)])[0]
    profile = profile_of(known)
    told = [
        (
            profile[f"{key}_name"],
            profile.get(f"{key}_relation", "配偶" if key == "spouse" else ""),
            profile[f"{key}_phone"],
        )
        for key in _TOLD
        if profile.get(f"{key}_name") and profile.get(f"{key}_phone")
    ]
    entered = list_contact_people(scope=scope, retiree_id=retiree_id, in_full=True)
    listed = [(one.name, one.relation_label, one.phone) for one in entered]
    return Calling(
        known.get("phone", ""), known.get("address", ""), known.get("building", ""), tuple(dict.fromkeys(listed + told))
    )


def list_deeds(*, scope: Scope) -> QuerySet[Any]:
    """What seconded officers did for the people of a scope with the `name` of each, the latest first."""
    within = scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id")
    found = Deed.objects.filter(within).annotate(name=F("retiree__name"), place_no=F("retiree__place_no"))
    return found.select_related("secondment").order_by("-occurred_on", "-recorded_at", "id")


def list_open(*, scope: Scope) -> QuerySet[Any]:
    """What is still to be done, the soonest due first."""
    return list_deeds(scope=scope).filter(OPEN).order_by("due_on", "id")


def list_passed(*, scope: Scope) -> QuerySet[Any]:
    """What is still to be done by the communities of a scope, for the secondment is over."""
    return list_open(scope=scope).filter(passed_on__isnull=False)


def list_handed_over(*, scope: Scope, secondment_id: UUID) -> QuerySet[Any]:
    """What the officer left to the community, closed since or not; before the end what would be left."""
    of_one = list_deeds(scope=scope).filter(secondment_id=secondment_id)
    return of_one.filter(OPEN | Q(passed_on__isnull=False)).order_by("due_on", "id")


def deeds_of_person(*, scope: Scope, retiree_id: UUID) -> list[Any]:
    """What seconded officers did for one person; for the copy of the own data and the page in a stay."""
    return list(list_deeds(scope=scope).filter(retiree_id=retiree_id))
