"""Packages, their people and their files, within a scope; the public keys of cities, which hold no personal data."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from yinqiao.areas.othercity.models import Arrival, Package, Paper, PublicKeys, Transfer
from yinqiao.areas.othercity.types import ArrivalState, RegisterMark, Side, TransferState
from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope

_MARKS = {RetireeStatus.OFFERED: RegisterMark.OFFERED, RetireeStatus.MANAGED: RegisterMark.MANAGED}


def of_places(scope: Scope) -> Q:
    """Twin of the policy: what belongs to an office of the scope; an enterprise and an overseer see none of it."""
    if not scope.sees_content:
        return Q(pk__in=[])
    return Q(place_no__gte=scope.place_from, place_no__lt=scope.place_to)


def list_packages(*, scope: Scope) -> QuerySet[Any]:
    """Packages of desks in scope, and for the city those that came in; with `open`, `accepted`, `returned` counted."""
    out, came = TransferState, ArrivalState

    def people(state: str, arrived: str) -> Any:
        both = Count("transfers", filter=Q(transfers__state=state), distinct=True)
        return both + Count("arrivals", filter=Q(arrivals__state=arrived), distinct=True)

    found = Package.objects.filter(of_places(scope))
    counts = {
        "open": people(out.OFFERED, came.WAITING),
        "accepted": people(out.ACCEPTED, came.ACCEPTED),
        "returned": people(out.RETURNED, came.RETURNED),
    }
    return found.annotate(**counts).order_by("-made_on", "-sequence", "id")


def get_package(*, scope: Scope, package_id: UUID) -> Any:
    """One package; NotFound when absent or out of scope."""
    row = list_packages(scope=scope).filter(pk=package_id).first()
    if row is None:
        raise NotFound
    return row


def risen_filter(today: date) -> Q:
    """Packages that went out and whose answer is late: they have risen to the city."""
    return Q(side=Side.OUT, due_on__lt=today, ended_on__isnull=True)


def list_transfers(*, scope: Scope, package_id: UUID) -> QuerySet[Transfer]:
    """The people of a package that went out, by name."""
    found = Transfer.objects.filter(of_places(scope), package_id=package_id)
    return found.order_by("name", "id")


def list_arrivals(*, scope: Scope) -> QuerySet[Any]:
    """Whom packages of other cities bring, those who wait first; `mark` says where each stands in our register."""
    known = people_within(scope=scope).filter(id_no_index=OuterRef("id_no_index"), merged_into__isnull=True)
    marks = [When(status=status.value, then=Value(mark.value)) for status, mark in _MARKS.items()]
    mark = known.annotate(
        mark=Case(*marks, default=Value(RegisterMark.OTHER.value), output_field=CharField())
    )  # fmt: skip
    found = Arrival.objects.filter(of_places(scope)).defer("facts").select_related("package")
    found = found.annotate(
        mark=Coalesce(Subquery(mark.values("mark")[:1]), Value(RegisterMark.ABSENT.value)),
        is_over=Exists(Package.objects.filter(pk=OuterRef("package_id"), ended_on__isnull=False)),
    )
    return found.order_by("is_over", "-package__made_on", "name", "id")


def list_papers(*, scope: Scope, package_id: UUID) -> QuerySet[Paper]:
    """The files of a package in the order in which they were stored."""
    return Paper.objects.filter(of_places(scope), package_id=package_id).order_by("stored_at", "id")


def list_sealed(*, scope: Scope, since: datetime) -> QuerySet[Paper]:
    """The files that we made since a moment, the oldest first, with their packages: what goes to other cities."""
    found = Paper.objects.filter(of_places(scope), is_ours=True, stored_at__gte=since)
    return found.select_related("package").order_by("stored_at", "id")


def get_paper(*, scope: Scope, paper_id: UUID) -> Paper:
    """One file; NotFound when absent or out of scope."""
    found = Paper.objects.filter(of_places(scope), pk=paper_id).select_related("package")
    row = found.first()
    if row is None:
        raise NotFound
    return row


def public_keys() -> QuerySet[PublicKeys]:
    """The public keys of other cities, the newest first."""
    return PublicKeys.objects.order_by("-registered_at", "-id")


def keys_named(*, keys_id: UUID) -> PublicKeys:
    """One city's keys; NotFound when absent."""
    row = public_keys().filter(pk=keys_id).first()
    if row is None:
        raise NotFound
    return row
