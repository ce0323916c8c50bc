"""Reads of relief: the cases of a scope or a person, a household in the open, what is public now."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from yinqiao.areas.aid.models import Relief, ReliefMember, ReliefPayment
from yinqiao.areas.aid.rules import DECIDERS, STREETS, relief_kinds
from yinqiao.areas.aid.types import MATTER, Household, Member, ReliefState
from yinqiao.areas.authorisations.queries import require_warrant
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import find_row, with_merged
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal, reveal_many

_S = ReliefState
# What waits for whom: the community asks, notes consent and checks; the street says; civil affairs decide.
_COLLECTING = (_S.PROPOSED, _S.APPLIED)


def list_reliefs(*, scope: Scope) -> QuerySet[Relief]:
    """The cases of the scope's people, the soonest due first; none for enterprises and overseers."""
    found = Relief.objects.filter(scope.predicate(place="retiree__place_no", enterprise="retiree__enterprise_id"))
    if not scope.sees_content:
        return found.none()
    person = {one: Coalesce(F(f"retiree__merged_into__{one}"), F(f"retiree__{one}")) for one in ("name", "place_no")}
    stays = Coalesce(F("retiree__merged_into_id"), F("retiree_id"))
    due = Coalesce("review_on", "due_on", "opened_on")
    return found.annotate(**person, person_id=stays, next_on=due).order_by("next_on", "id")


def turn_of(role: str, today: date) -> Q:
    """The cases that wait for a role: which step is its own."""
    turn = Q(state=_S.GRANTED, review_on__lte=today) if role not in DECIDERS else Q(pk__in=())
    if role in DECIDERS:
        # While something is public nobody can decide.
        turn |= Q(state=_S.SUBMITTED) & (Q(published_until__isnull=True) | Q(published_until__lt=today))
    elif role in STREETS:
        turn |= Q(state=_S.CHECKED)
    else:
        turn |= Q(state__in=_COLLECTING)
    return turn


def count_relief_turns(*, scope: Scope, role: str, today: date) -> tuple[int, int]:
    """How many cases wait for the role, and how many of these are late."""
    found = list_reliefs(scope=scope).filter(turn_of(role, today)).order_by()
    late = Q(due_on__lt=today, state__in=[_S.APPLIED, _S.CHECKED, _S.SUBMITTED]) | Q(review_on__lt=today)
    return found.count(), found.filter(late).count()


def list_person_reliefs(*, scope: Scope, retiree_id: UUID) -> QuerySet[Relief]:
    """The cases of a person, newest first; NotFound out of scope, nothing where content is not read."""
    person = find_row(scope, retiree_id)
    found = Relief.objects.filter(retiree_id__in=with_merged(scope, person.pk))
    return found.order_by("-opened_on", "-id") if scope.sees_content else found.none()


def list_own_reliefs(*, scope: Scope, today: date) -> list[Relief]:
    """What the person of the scope has applied for, newest first; a proposal is nobody's before it was asked about.

    Refused `authorisations.not_within` for whoever acts for the person in other matters.
    """
    if scope.person is None:
        raise NotFound
    require_warrant(scope, MATTER, today)
    found = Relief.objects.filter(retiree_id=find_row(scope, scope.person).pk).exclude(state=_S.PROPOSED)
    # What ended as a proposal was never applied for.
    return list(found.filter(applied_on__isnull=False).order_by("-applied_on", "-id"))


def list_own_payments(*, scope: Scope) -> dict[UUID, list[ReliefPayment]]:
    """What was paid to the person of the scope, case by case, newest first."""
    if scope.person is None:
        raise NotFound
    paid: dict[UUID, list[ReliefPayment]] = {}
    for one in ReliefPayment.objects.filter(retiree_id=scope.person).order_by("-month"):
        paid.setdefault(one.relief_id, []).append(one)
    return paid


def told_of(row: Relief) -> dict[str, str]:
    """What was filled in in the portal, as it was told: nothing of it was checked."""
    told: dict[str, str] = json.loads(reveal(row, "told") or "{}") if row.told is not None else {}
    return told


def get_relief(*, scope: Scope, relief_id: UUID) -> Relief:
    """One case within the scope; NotFound otherwise."""
    found = list_reliefs(scope=scope).filter(pk=relief_id).first()
    if found is None:
        raise NotFound
    return found


def household_of(row: Relief) -> tuple[Household, list[str]] | None:
    """Who lives together and what there is, with the reckoning in words; None before the check."""
    if row.sealed is None:
        return None
    told = json.loads(reveal(row, "sealed") or "{}")
    rows = list(ReliefMember.objects.filter(relief=row).order_by("id"))
    members = [json.loads(text or "{}") for text in reveal_many(rows, "sealed")] if rows else []
    shown = tuple(Member(one["name"], one["relation"], one["id_no"], one["income"]) for one in members)
    return Household(shown, told["assets"]), told["lines"]


def list_payments(*, scope: Scope, relief_id: UUID) -> QuerySet[ReliefPayment]:
    """What was paid in a case, newest first; NotFound out of scope."""
    row = get_relief(scope=scope, relief_id=relief_id)
    return ReliefPayment.objects.filter(relief=row).order_by("-month")


def asked_elsewhere(*, numbers: Sequence[bytes], but: UUID) -> str:
    """Whether a household with one of these numbers asks already under another's name: `here`, in the same community,
    `elsewhere`, or an empty word. A word across scopes, never a row.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT aid_asked_elsewhere(%s, %s)", [b"".join(numbers), but])
        (told,) = cursor.fetchone() or (None,)
    return str(told or "")


def public_reliefs(today: date) -> list[tuple[str, str, str, int, date]]:
    """What the law has public today: place, masked name, kind, sum in fen, last day. Asked by nobody who signed in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT place_no, masked, kind, fen, until FROM aid_public_reliefs(%s)", [today])
        rows = cursor.fetchall()
    return [
        (places().label(place_no), masked, relief_kinds()[kind].title, fen, until)
        for place_no, masked, kind, fen, until in rows
    ]
