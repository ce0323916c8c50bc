"""Branches, their rooms and what they offer. They hold no personal data; scope says which are near."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from yinqiao.areas.activities.models import Branch, Offering, Session
from yinqiao.areas.activities.rules import is_open, session_dates
from yinqiao.areas.activities.types import HOLDING, LIVE, State
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import find_row
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.workdays import work_calendar


def lots_rule(day: date) -> Mapping[str, Any]:
    """How lots are drawn, as the rule of the day says."""
    return rulebook().get("activities.lots", region=settings.REGION, day=day).parameters


def waiting_rule(day: date) -> Mapping[str, Any]:
    """How long somebody has to answer."""
    return rulebook().get("activities.waiting_list", region=settings.REGION, day=day).parameters


def coming_rule(day: date) -> Mapping[str, Any]:
    """How the code of a session is shown and taken."""
    return rulebook().get("activities.attendance_code", region=settings.REGION, day=day).parameters


def _near(scope: Scope) -> Q:
    """Of the places of the scope, and of those above it, which serve its people too; of nobody for enterprises."""
    if scope.is_enterprise or scope.is_oversight or scope.place_from >= scope.place_to:
        return Q(pk__in=())
    above = [one.place_no for one in places().path(scope.place_from)]
    return Q(place_no__gte=scope.place_from, place_no__lt=scope.place_to) | Q(place_no__in=above)


def list_branches(*, scope: Scope, is_own: bool = False) -> QuerySet[Branch]:
    """The branches near the scope; those that lie in it alone with `is_own`."""
    found = Branch.objects.filter(_near(scope)).prefetch_related("rooms")
    if is_own:
        found = found.filter(place_no__gte=scope.place_from, place_no__lt=scope.place_to)
    return found.order_by("place_no", "name")


def get_branch(*, scope: Scope, branch_id: UUID) -> Branch:
    """A branch near the scope; NotFound otherwise."""
    row = list_branches(scope=scope).filter(pk=branch_id).first()
    if row is None:
        raise NotFound
    return row


def list_offerings(*, scope: Scope) -> QuerySet[Offering]:
    """What is offered near the scope, the latest first; drafts of the own places alone. With how many want it."""
    found = Offering.objects.filter(_near(scope)).select_related("branch", "room")
    inside = Q(place_no__gte=scope.place_from, place_no__lt=scope.place_to)
    live, held = ([one.value for one in states] for states in (LIVE, HOLDING))
    return (
        found.exclude(~inside & Q(state=State.DRAFT))
        .annotate(
            wanted=Count("enrolments", filter=Q(enrolments__state__in=live)),
            held=Count("enrolments", filter=Q(enrolments__state__in=held)),
        )
        .order_by("-first_on", "title", "id")
    )


def get_offering(*, scope: Scope, offering_id: UUID, is_own: bool = False) -> Offering:
    """An offering near the scope (with `is_own`: that lies in it); NotFound otherwise."""
    row = list_offerings(scope=scope).filter(pk=offering_id).first()
    if row is None or (is_own and not scope.covers_place(row.place_no)):
        raise NotFound
    return row


def find_own_place(*, scope: Scope) -> int:
    """Where the person lives who is signed in to the portal; NotFound for everybody else."""
    if scope.person is None:
        raise NotFound
    return find_row(scope, scope.person).place_no


def list_for_person(*, scope: Scope, place_no: int, today: date) -> QuerySet[Offering]:
    """What somebody of a place can enrol in today, the soonest first.

    Of a place in the scope, or the own one of whoever is signed in to the portal; NotFound otherwise.
    """
    is_own = scope.person is not None and find_own_place(scope=scope) == place_no
    if not is_own and not scope.covers_place(place_no):
        raise NotFound
    chain = [one.place_no for one in places().path(place_no)]
    is_open = Q(state=State.OPEN, closes_on__gte=today) | Q(state=State.SETTLED, ends_on__gt=today)
    found = Offering.objects.filter(is_open, place_no__in=chain).select_related("branch", "room")
    return found.order_by("closes_on", "first_on", "id")


def find_served(*, scope: Scope, offering_id: UUID) -> Offering | None:
    """What serves the place of whoever is signed in to the portal, enrolled or not; None for drafts and the rest."""
    chain = [one.place_no for one in places().path(find_own_place(scope=scope))]
    found = Offering.objects.filter(pk=offering_id, place_no__in=chain).exclude(state=State.DRAFT)
    return found.select_related("branch", "room").first()


def find_session_now(*, scope: Scope, offering: Offering, at: datetime) -> Session | None:
    """The session of an offering whose code is taken at this moment; None at other times."""
    rule = coming_rule(at.date())
    found = list_sessions(scope=scope, offering=offering).filter(is_cancelled=False, ends_at__gt=at)
    return next((one for one in found if is_open(rule, one.starts_at, one.ends_at, at)), None)


def list_sessions(*, scope: Scope, offering: Offering) -> QuerySet[Session]:
    """When an offering that was read within the scope is held; of a person whom it serves, too."""
    is_near = scope.person is not None or _near(scope) != Q(pk__in=())
    found = Session.objects.filter(offering_id=offering.pk).order_by("starts_at")
    return found if is_near else found.none()


def get_session(*, scope: Scope, session_id: UUID) -> Session:
    """A session of an offering that lies in the scope; NotFound otherwise."""
    row = Session.objects.filter(pk=session_id).select_related("offering__branch", "room").first()
    if row is None:
        raise NotFound
    get_offering(scope=scope, offering_id=row.offering_id, is_own=True)
    return row


def list_room_sessions(*, scope: Scope, branch_id: UUID, begins: datetime, until: datetime) -> QuerySet[Session]:
    """What the rooms of a branch are taken for within a time, in order."""
    branch = get_branch(scope=scope, branch_id=branch_id)
    found = Session.objects.filter(room__branch_id=branch.pk, is_cancelled=False)
    return (
        found.filter(starts_at__lt=until, ends_at__gt=begins).select_related("room", "offering").order_by("starts_at")
    )


def dates_of(row: Offering) -> list[date]:
    """The days of an offering as they are planned."""
    return session_dates(row.first_on, row.times, work_calendar())


def count_to_settle(*, scope: Scope, today: date) -> int:
    """How many of the scope's own offerings are past their last day of enrolment and not settled."""
    found = Offering.objects.filter(
        place_no__gte=scope.place_from, place_no__lt=scope.place_to, state=State.OPEN, closes_on__lt=today
    )
    return 0 if scope.is_enterprise or scope.is_oversight else found.count()
