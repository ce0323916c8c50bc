"""Reads of what is to be done after a death; each states its scope."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from yinqiao.areas.bereavement.models import Condolence, FamilyPass, File, Item
from yinqiao.areas.bereavement.rules import BY_PERSON, SETTLERS, digest_of, kinds, kinds_of, rule_of
from yinqiao.areas.bereavement.types import FamilyLine, FileState, ItemState, Kind, Owner
from yinqiao.areas.retirees.queries import find_row, people_within, with_merged
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.rulebook import rulebook

WAITING = (ItemState.OPEN, ItemState.TO_CORRECT)
_PERSON = {"place": "retiree__place_no", "enterprise": "retiree__enterprise_id"}


def list_files(*, scope: Scope, today: date) -> QuerySet[File]:
    """The files of the scope's dead, the newest first, with how many items wait and how many of these are overdue.

    What the party organisation has to do is its own and is not counted. None for enterprises and overseers.
    """
    found = File.objects.filter(scope.predicate(**_PERSON))
    if not scope.sees_content:
        return found.none()
    waiting = Q(items__state__in=WAITING) & ~Q(items__owner=Owner.PARTY)
    counted = found.annotate(
        waiting=Count("items", filter=waiting), overdue=Count("items", filter=waiting & Q(items__due_on__lt=today)),
        place_no=Coalesce(F("retiree__merged_into__place_no"), F("retiree__place_no")),
        person_id=Coalesce(F("retiree__merged_into_id"), F("retiree_id")),
    )  # fmt: skip
    return counted.order_by("-opened_on", "-id")


def list_person_files(*, scope: Scope, retiree_id: UUID) -> QuerySet[File]:
    """The files of a person and of entries that gave way, newest first; NotFound out of scope."""
    person = find_row(scope, retiree_id)
    found = File.objects.filter(retiree_id__in=with_merged(scope, person.pk))
    return found.order_by("-opened_on", "-id") if scope.sees_content else found.none()


def find_file(*, scope: Scope, retiree_id: UUID) -> File | None:
    """The file that stands, else the last one that was withdrawn."""
    found = list(list_person_files(scope=scope, retiree_id=retiree_id))
    return next((one for one in found if one.state != FileState.WITHDRAWN), found[0] if found else None)


def list_items(*, actor: Actor, scope: Scope, files: Collection[UUID]) -> list[Item]:
    """The items of files, the soonest due first; of those of a party organisation its own alone."""
    found = Item.objects.filter(file_id__in=files).order_by("due_on", "id")
    if not scope.sees_content:
        return []
    return list(found.filter(~Q(owner=Owner.PARTY) | _turn(scope, [Owner.PARTY])))


def list_condolences(*, scope: Scope, retiree_id: UUID) -> QuerySet[Condolence]:
    """The visits of condolence to a person's family, newest first; NotFound out of scope."""
    person = find_row(scope, retiree_id)
    found = Condolence.objects.filter(retiree_id__in=with_merged(scope, person.pk))
    return found.order_by("-visited_on", "-id") if scope.sees_content else found.none()


def turns_of(role: str) -> list[Owner]:
    """Whose turns a role takes."""
    return [owner for owner in Owner if role in SETTLERS[owner]]


def list_turns(*, scope: Scope, role: str, is_waiting: bool = True) -> QuerySet[Item]:
    """The items whose turn is the reader's, the soonest due first; none for overseers."""
    # No join: who has a turn may not see the register, and a row whose person is hidden would be lost.
    home = people_within(scope=scope).filter(pk=OuterRef("retiree_id")).values("place_no")[:1]
    found = Item.objects.filter(_turn(scope, turns_of(role))).annotate(home_no=Subquery(home))
    if scope.is_oversight:
        return found.none()
    if is_waiting:
        found = found.filter(state__in=WAITING)
    return found.order_by("due_on", "id")


def get_turn(*, actor: Actor, scope: Scope, item_id: UUID) -> Item:
    """One item whose turn is the actor's; NotFound otherwise, whether it exists or not."""
    found = list_turns(scope=scope, role=actor.role, is_waiting=False).filter(pk=item_id).first()
    if found is None:
        raise NotFound
    return found


def count_turns(*, scope: Scope, role: str, today: date) -> tuple[int, int]:
    """How many wait, and how many of these are overdue."""
    found = list_turns(scope=scope, role=role).order_by()
    return found.count(), found.filter(due_on__lt=today).count()


def _turn(scope: Scope, owners: Collection[Owner]) -> Q:
    """Items that go with the person by who looks after the person; a party organisation's by exactly its own place."""
    named = set(owners) - {*BY_PERSON, Owner.PARTY}
    turn = Q(owner__in=named) & scope.predicate()
    if by_person := set(owners) & set(BY_PERSON):
        turn |= Q(owner__in=by_person, retiree__in=people_within(scope=scope))
    if Owner.PARTY in owners:
        turn |= Q(owner=Owner.PARTY) & (Q(place_no=scope.place_from) | Q(enterprise_id__in=scope.enterprises))
    return turn


def find_pass(*, scope: Scope, file: File) -> FamilyPass | None:
    """The code that a family has, if one stands; the code itself is known to nobody here."""
    if not scope.sees_content:
        return None
    return FamilyPass.objects.filter(file=file, ended_on__isnull=True).first()


def family_lines(*, code: str, today: date) -> list[FamilyLine] | None:
    """What a code opens, the soonest due first; None for one that is none, is over, or whose death was taken back.

    Across scopes, asked by nobody who signed in: items alone, none of a party organisation, no person and no place.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, due_on, state FROM bereavement_family_lines(%s, %s)", [digest_of(code), today])
        rows = cursor.fetchall()
    known = [(kinds().get(code), due_on, state) for code, due_on, state in rows]
    found = [FamilyLine(kind, due_on, member_of(ItemState, state)) for kind, due_on, state in known if kind]
    return found or None


def family_guide(*, today: date) -> list[tuple[Kind, str]]:
    """What a family has to do after a death, about nobody: each item with until when, in words."""
    found = []
    for kind in kinds_of(Owner.FAMILY):
        told = rulebook().get(rule_of(kind.code), region=settings.REGION, day=today).parameters
        unit = "个工作日" if told["counting"] == "working" else "天"
        since = "去世" if told["reckoned_from"] == "death" else "社区得知"
        found.append((kind, f"{since}后 {told['days']} {unit}以内"))
    return found
