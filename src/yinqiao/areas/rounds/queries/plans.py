"""Reads of the plans of a week: those of a place, whom one visits when, and who could be planned. Nobody is ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from yinqiao.areas.duties.queries import list_duties, list_round, standards_on
from yinqiao.areas.duties.types import Service
from yinqiao.areas.organisations.queries import narrow_work_list
from yinqiao.areas.retirees.queries import facts_of, find_row, list_rows, with_merged
from yinqiao.areas.rounds import errors
from yinqiao.areas.rounds.models import Plan, PlanShift, PlanVisit
from yinqiao.areas.rounds.rules.week import Slot, Stop, Travel
from yinqiao.areas.rounds.types import PlanLimits
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.workdays import work_calendar

_WEEK = 7
# A call needs nobody at the door.
_AT_THE_DOOR = [one.value for one in Service if one is not Service.CALL]


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """Somebody of a plan as a page shows it; an empty name is out of the scope by now. `is_open`: still to be done."""

    visit: PlanVisit
    name: str
    building: str
    services: tuple[str, ...]
    is_open: bool


def plan_limits_on(day: date) -> PlanLimits:
    """The values that hold on a day."""
    return PlanLimits(**rulebook().get("rounds.week_plan", region=settings.REGION, day=day).parameters)


def travel_on(day: date) -> Travel:
    """The minutes of the way that hold on a day."""
    found = plan_limits_on(day)
    return Travel(found.building_minutes, found.estate_minutes, found.other_minutes)


def working_days(monday: date) -> list[date]:
    """The days of a week on which offices work, by the office calendar. No personal data."""
    week = [monday + timedelta(days=step) for step in range(_WEEK)]
    return [day for day in week if work_calendar().is_working(day)]


def _within(scope: Scope) -> QuerySet[Plan]:
    found = Plan.objects.filter(place_no__gte=scope.place_from, place_no__lt=scope.place_to)
    return found.none() if scope.is_enterprise or not scope.sees_content else found


def list_plans(*, scope: Scope, state: str = "") -> QuerySet[Any]:
    """The plans of a scope, the newest week first, with how many are placed and how many are not."""
    found = _within(scope)
    found = found.filter(state=state) if state else found
    counted = {
        "placed": Count("visits", filter=Q(visits__day__isnull=False)),
        "unplaced": Count("visits", filter=Q(visits__day__isnull=True)),
    }
    return found.annotate(**counted).order_by("-monday", "place_no", "id")


def get_plan(*, scope: Scope, plan_id: UUID) -> Plan:
    """One plan; NotFound when absent or out of scope."""
    found = _within(scope).filter(pk=plan_id).first()
    if found is None:
        raise errors.plan_not_found()
    return found


def get_visit(*, scope: Scope, visit_id: UUID) -> PlanVisit:
    """One visit of a plan; NotFound when absent or out of scope."""
    found = PlanVisit.objects.filter(plan__in=_within(scope), pk=visit_id).select_related("plan").first()
    if found is None:
        raise errors.plan_not_found()
    return found


def list_shifts(*, scope: Scope, plan_id: UUID) -> list[PlanShift]:
    """Who has how many minutes on which day, day by day."""
    plan = get_plan(scope=scope, plan_id=plan_id)
    return list(PlanShift.objects.filter(plan=plan).order_by("day", "officer_no"))


def list_planned(*, scope: Scope, plan_id: UUID, today: date) -> list[PlannedRow]:
    """The visits of a plan in their order, those that are not placed last. The caller leaves an audit entry."""
    plan = get_plan(scope=scope, plan_id=plan_id)
    visits = list(PlanVisit.objects.filter(plan=plan).order_by("day", "officer_no", "ordinal", "due_on", "id"))
    people = list_rows(scope=scope, ids=[one.retiree_id for one in visits])
    named = {row.pk: (row.name, facts.get("building", "")) for row, facts in zip(people, facts_of(people), strict=True)}
    wanted = [duty for one in visits for duty in one.duties]
    due = {one["id"]: one["service"] for one in list_duties(scope=scope, today=today).filter(pk__in=wanted)}
    rows = []
    for one in visits:
        name, building = named.get(one.retiree_id, ("", ""))
        services = dict.fromkeys(Service(due[duty]).label for duty in one.duties if duty in due)
        rows.append(PlannedRow(one, name, building, tuple(services), bool(services)))
    return rows


def buildings_of(*, scope: Scope, ids: Sequence[UUID]) -> dict[UUID, str]:
    """In which building each of these people lives; who is out of scope is left out."""
    people = list_rows(scope=scope, ids=ids)
    return {row.pk: facts.get("building", "") for row, facts in zip(people, facts_of(people), strict=True)}


def list_person_plans(*, scope: Scope, retiree_id: UUID) -> list[tuple[PlanVisit, str]]:
    """In which plans a person stood, newest first, with who was to go; NotFound out of scope."""
    person = find_row(scope, retiree_id)
    found = PlanVisit.objects.filter(retiree_id__in=with_merged(scope, person.pk), plan__in=_within(scope))
    rows = list(found.select_related("plan").order_by("-plan__monday", "id"))
    shifts = PlanShift.objects.filter(plan__in={one.plan_id for one in rows})
    names = {(plan, no): name for plan, no, name in shifts.values_list("plan_id", "officer_no", "officer_name")}
    return [(one, names.get((one.plan_id, one.officer_no or 0), "")) for one in rows]


def find_own_day(*, scope: Scope, officer_id: UUID | None, day: date) -> tuple[Plan, int, int] | None:
    """The confirmed plan in which this account goes out on a day, the number of the officer in it, how many are to be visited."""
    if officer_id is None:
        return None
    mine = PlanShift.objects.filter(plan__in=_within(scope), plan__state="confirmed", officer_id=officer_id, day=day)
    for shift in mine.select_related("plan").order_by("plan__place_no"):
        visits = PlanVisit.objects.filter(plan=shift.plan, officer_no=shift.officer_no, day=day)
        wanted = [duty for one in visits for duty in one.duties]
        waiting = list_duties(scope=scope, today=day).filter(pk__in=wanted).order_by()
        if people := waiting.values("retiree_id").distinct().count():
            return shift.plan, shift.officer_no, people
    return None


def list_to_plan(*, scope: Scope, plan: Plan, pins: dict[UUID, Slot], today: date) -> list[tuple[Stop, list[UUID]]]:
    """Whom a plan could visit, the soonest due first, each with what is due: due or appointed until the plan's last day.

    Who is placed in another confirmed plan from today on is planned already; who is appointed for later is not asked
    before. Whoever was pinned stays in.
    """
    narrowed = narrow_work_list(list_duties(scope=scope, today=today), {"place": plan.place_no}, today)
    sunday = plan.monday + timedelta(days=_WEEK - 1)
    found = narrowed.filter(Q(due_on__lte=plan.until) | Q(next_on__lte=sunday), service__in=_AT_THE_DOOR)
    others = PlanVisit.objects.filter(plan__state="confirmed", day__gte=today).exclude(plan=plan)
    found = found.exclude(next_on__gt=sunday).exclude(retiree_id__in=others.values("retiree_id"))
    rows = {one["id"]: one for one in found}
    minutes = {one.id: one.numbers.get("minutes", 0) for one in standards_on(today) if _holds(one, plan.place_no)}
    stops = []
    for person in list_round(scope=scope, ids=list(rows)):
        mine = [rows[one.pk] for one in person.duties if one.pk in rows]
        appointed = [one["next_on"] for one in mine if one["next_on"]]
        stop = Stop(
            person.id, person.building, max(minutes.get(one["standard"], 0) for one in mine) or 30,
            min(one["due_on"] for one in mine), min(appointed) if appointed else None, pins.get(person.id),
        )  # fmt: skip
        stops.append((stop, [one.pk for one in person.duties]))
    return sorted(stops, key=lambda one: (one[0].pin is None, one[0].due_on, str(one[0].key)))


def _holds(standard: Any, place_no: int) -> bool:
    return bool(standard.place_from <= place_no < standard.place_to)
