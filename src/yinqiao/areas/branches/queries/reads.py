"""Reads of party organisations. Scope is a required argument; a place sees what was offered to it, an overseer nothing."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q, QuerySet

from yinqiao.areas.branches.models import Custody, Organisation, OrganisationStep
from yinqiao.areas.branches.rules import RECEIVING_KINDS
from yinqiao.areas.branches.types import AT_HOME, Side, State
from yinqiao.areas.organisations.queries import enterprise_names, holder_words, places, standing_names
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import PLACE_MAX, Scope
from yinqiao.platform.events.models import Event

_S = State
_OPEN = [_S.OFFERED, _S.UNDER_WAY]
# States and conditions by which organisations are listed and counted: figures and the lists they open use the same.
FILTERS: Mapping[str, Q] = {
    "listed": Q(state=_S.LISTED),
    "sent": ~Q(state__in=AT_HOME),
    "pending": Q(state__in=_OPEN),
    "received": Q(state=_S.RECEIVED),
    "signed": Q(state__in=[_S.RECEIVED, _S.SETTLED]),
    "settled": Q(state=_S.SETTLED),
    "kept": Q(state=_S.KEPT),
    "returned": Q(state=_S.RETURNED),
    "open": ~Q(state__in=[_S.SETTLED, _S.DROPPED]),
    "dropped": Q(state=_S.DROPPED),
    "": ~Q(state=_S.DROPPED),
}


def organisations_in(scope: Scope) -> Q:
    """Twin of the policy: the enterprise's own, and what was offered to a place of the scope."""
    if scope.is_oversight:
        return Q(pk__in=[])
    if scope.is_enterprise or scope.place_to == PLACE_MAX:
        return scope.predicate()
    return scope.predicate() & ~Q(state__in=AT_HOME)


def list_organisations(*, scope: Scope, wanted: str = "", owed_by: str = "") -> QuerySet[Organisation]:
    """Organisations in scope under one of `FILTERS`, those whose next step a side has, or all; the most urgent first."""
    found = Organisation.objects.filter(organisations_in(scope), FILTERS[wanted])
    if owed_by:
        found = found.filter(owed_by=owed_by)
    return found.select_related("enterprise", "parent").defer("secretary", "phone").order_by("due_on", "name", "id")


def get_organisation(*, scope: Scope, organisation_id: UUID) -> Organisation:
    """One organisation, dropped or not; NotFound when absent or out of scope."""
    found = Organisation.objects.filter(organisations_in(scope), pk=organisation_id)
    row = found.select_related("enterprise", "parent").first()
    if row is None:
        raise NotFound
    return row


def list_steps(*, scope: Scope, organisation_id: UUID) -> QuerySet[OrganisationStep]:
    """Every step and correction of an organisation in scope, in the order in which they were recorded."""
    get_organisation(scope=scope, organisation_id=organisation_id)
    found = OrganisationStep.objects.filter(organisation_id=organisation_id)
    return found.select_related("corrects", "corrected").order_by("id")


def get_step(*, scope: Scope, step_id: UUID) -> OrganisationStep:
    """One step that was done; NotFound when absent or out of scope."""
    row = OrganisationStep.objects.filter(pk=step_id).select_related("organisation").first()
    if row is None:
        raise NotFound
    get_organisation(scope=scope, organisation_id=row.organisation_id)
    return row


def list_below(*, scope: Scope, organisation_id: UUID) -> QuerySet[Organisation]:
    """The organisations in scope that stand directly under this one."""
    return list_organisations(scope=scope).filter(parent_id=organisation_id).order_by("name")


def list_happenings(*, scope: Scope, organisation_id: UUID) -> list[Event]:
    """What happened to an organisation, newest first."""
    get_organisation(scope=scope, organisation_id=organisation_id)
    return list(Event.objects.filter(scope.predicate(), subject_id=organisation_id).order_by("-id"))


def find_holder(*, scope: Scope, organisation_id: UUID) -> str:
    """Which side is responsible for an organisation now, in words."""
    get_organisation(scope=scope, organisation_id=organisation_id)
    held = Custody.objects.get(organisation_id=organisation_id, until__isnull=True)
    return holder_words(held, enterprise_names({held.holder_enterprise_id or 0}))


def receivers() -> dict[str, int]:
    """Name → number of every place whose party committee or branch can take an organisation over."""
    tree = places()
    return tree.named(row for row in tree.rows if row.kind in RECEIVING_KINDS)


def listing_enterprises(scope: Scope) -> dict[int, str]:
    """Id → name of the enterprises of a scope under which organisations may be listed: those that stand."""
    return standing_names(scope.enterprises)


def side_in(scope: Scope) -> Side:
    """The side of somebody who acts: an enterprise's people have an enterprise's scope."""
    return Side.ENTERPRISE if scope.is_enterprise else Side.PLACE
