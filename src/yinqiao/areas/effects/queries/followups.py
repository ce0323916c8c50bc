"""Follow-ups: whose turn they are, within a scope; those about one person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from yinqiao.areas.effects.models import Followup
from yinqiao.areas.effects.rules import SETTLERS
from yinqiao.areas.effects.types import Owner, State
from yinqiao.areas.retirees.queries import people_within
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor, Scope


def turns_of(role: str) -> list[Owner]:
    """Whose turns a role takes: its own office's alone, and what is about pay the agency's alone."""
    return [owner for owner in Owner if role in SETTLERS[owner]]


def list_followups(*, scope: Scope, owners: Collection[Owner], is_open: bool = True) -> QuerySet[Followup]:
    """The follow-ups whose turn lies in the scope, of these owners, the soonest due first; none for overseers.

    Whether the reader may open the person stands with each as `is_seen`: an archive may have stayed where the person
    does not live any more.
    """
    found = Followup.objects.filter(scope.predicate(), owner__in=list(owners))
    if scope.is_oversight:
        return found.none()
    if is_open:
        found = found.filter(state=State.OPEN)
    seen = Exists(people_within(scope=scope).filter(pk=OuterRef("retiree_id")))
    return found.annotate(is_seen=seen).order_by("due_on", "id")


def count_turns(*, scope: Scope, owners: Collection[Owner], today: date) -> tuple[int, int]:
    """How many are open, and how many of these are overdue."""
    found = list_followups(scope=scope, owners=owners).order_by()
    return found.count(), found.filter(due_on__lt=today).count()


def get_followup(*, actor: Actor, scope: Scope, followup_id: UUID) -> Followup:
    """One follow-up whose turn is the actor's; NotFound otherwise, whether it exists or not."""
    found = list_followups(scope=scope, owners=turns_of(actor.role), is_open=False).filter(pk=followup_id).first()
    if found is None:
        raise NotFound
    return found


def list_person_followups(*, scope: Scope, role: str, people: Collection[UUID]) -> list[Followup]:
    """What has to be done about these people, as far as the reader may know: of an enterprise its own turns, of pay the
    agency's, of all else whoever looks after the person.
    """
    if scope.is_oversight:
        return []
    found = Followup.objects.filter(retiree_id__in=list(people)).order_by("opened_at", "id")
    own = scope.predicate()
    if scope.is_enterprise:
        return list(found.filter(own).exclude(owner=Owner.AGENCY))
    watched = Q(retiree__in=people_within(scope=scope)) & ~Q(owner=Owner.AGENCY)
    mine = own & Q(owner=Owner.AGENCY) if role in SETTLERS[Owner.AGENCY] else Q(pk__in=[])
    return list(found.filter(watched | mine))
