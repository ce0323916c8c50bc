"""The plan of a week is made, changed by hand, made anew when somebody falls ill, and confirmed. The officer decides."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from yinqiao.areas.duties.queries import list_duties
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.rounds import errors
from yinqiao.areas.rounds.models import Plan, PlanShift, PlanVisit
from yinqiao.areas.rounds.queries import (
    buildings_of,
    get_plan,
    get_visit,
    list_to_plan,
    plan_limits_on,
    travel_on,
    working_days,
)
from yinqiao.areas.rounds.rules.solving import propose
from yinqiao.areas.rounds.rules.week import Routes, Slot, Stop, Week, legs, ordered
from yinqiao.areas.rounds.types import NewPlan, PlanState, Unplaced
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

_FRIDAY = timedelta(days=6)


def make_plan(*, actor: Actor, at: datetime, new: NewPlan) -> UUID:
    """Plan a week of a community: whoever is due until the chosen day, by the officers who take part; returns the plan.

    NotFound out of scope; Conflict `rounds.week_planned`, `rounds.week_over`; Invalid `rounds.nobody_goes`,
    `rounds.nobody_to_plan`.
    """
    today = timezone.localdate(at)
    days = [day for day in working_days(new.monday) if day >= today]
    with perform(actor=actor, action="rounds.make_plan", at=at) as act:
        _require_place(actor, new.place_no)
        if not days:
            raise errors.week_over()
        if not new.officers:
            raise errors.nobody_goes()
        plan = _created(act, new)
        PlanShift.objects.bulk_create(
            PlanShift(plan=plan, officer_no=no, officer_id=key, officer_name=name[:64], day=day, minutes=new.minutes)
            for no, (key, name) in enumerate(new.officers, 1)
            for day in days
        )
        if not _lay_out(act, plan):
            raise errors.nobody_to_plan()
        act.about("plan", plan.pk, people=plan.visits.count())
    return plan.pk


def _require_place(actor: Actor, place_no: int) -> None:
    if place_no not in places().by_no or not actor.scope.place_from <= place_no < actor.scope.place_to:
        raise NotFound


def _created(act: Act, new: NewPlan) -> Plan:
    monday = new.monday - timedelta(days=new.monday.weekday())
    try:
        with transaction.atomic():
            return Plan.objects.create(
                place_no=new.place_no, monday=monday, until=new.until, made_at=act.at, made_name=act.actor.name[:64]
            )  # fmt: skip
    except IntegrityError:
        raise errors.week_planned() from None


def replan(*, actor: Actor, at: datetime, plan_id: UUID) -> None:
    """Lay out anew what lies ahead: what is done stays, what was put by hand stays, what fell due since comes in."""
    with perform(actor=actor, action="rounds.replan", at=at) as act:
        plan = _lock(actor, plan_id)
        if timezone.localdate(at) > plan.monday + _FRIDAY:
            raise errors.week_over()
        _lay_out(act, plan)
        act.about("plan", plan.pk, people=plan.visits.count())


def set_hours(
    *, actor: Actor, at: datetime, plan_id: UUID, officer_no: int, days: Collection[date], minutes: int
) -> None:  # fmt: skip
    """Somebody is away on these days (0 minutes), or is out for longer or shorter; what lies ahead is laid out anew.

    Who had been put by hand on a day that falls away is planned like anybody else again. Invalid `rounds.slot_missing`.
    """
    with perform(actor=actor, action="rounds.set_hours", at=at) as act:
        plan, today = _lock(actor, plan_id), timezone.localdate(at)
        chosen = PlanShift.objects.filter(plan=plan, officer_no=officer_no, day__in=days, day__gte=today)
        if not days or chosen.update(minutes=minutes) != len(set(days)):
            raise errors.slot_missing()
        if minutes == 0:
            freed = PlanVisit.objects.filter(plan=plan, officer_no=officer_no, day__in=days)
            freed.update(is_pinned=False)
        _lay_out(act, plan)
        act.about("plan", plan.pk, people=0)
        act.note(days=len(set(days)), minutes=minutes)


def move_visit(*, actor: Actor, at: datetime, visit_id: UUID, slot: Slot | None) -> UUID:
    """Put somebody with an officer on a day, where later layings-out leave the visit; None takes it out of the week.

    Hours may be overrun by hand: the page says so. Returns the plan. Invalid `rounds.slot_missing`.
    """
    with perform(actor=actor, action="rounds.move_visit", at=at) as act:
        plan = _lock(actor, get_visit(scope=actor.scope, visit_id=visit_id).plan_id)
        row = PlanVisit.objects.get(pk=visit_id)
        before = (row.officer_no, row.day)
        if slot is not None and (slot[1] < timezone.localdate(at) or not _has_slot(plan, slot)):
            raise errors.slot_missing()
        row.officer_no, row.day = slot or (None, None)
        row.is_pinned, row.reason, row.ordinal = True, "" if slot else Unplaced.TAKEN_OUT, 999
        row.save(update_fields=["officer_no", "day", "is_pinned", "reason", "ordinal"])
        for one in (before, slot):
            if one is not None and one[0] is not None and one[1] is not None:
                _count_ways(act, plan, (one[0], one[1]))
        act.about("plan", plan.pk, people=1)
    return plan.pk


def free_visit(*, actor: Actor, at: datetime, visit_id: UUID) -> UUID:
    """What was put by hand is the next laying-out's to decide again; returns the plan."""
    with perform(actor=actor, action="rounds.free_visit", at=at) as act:
        plan = _lock(actor, get_visit(scope=actor.scope, visit_id=visit_id).plan_id)
        PlanVisit.objects.filter(pk=visit_id).update(is_pinned=False)
        act.about("plan", plan.pk, people=1)
    return plan.pk


def confirm_plan(*, actor: Actor, at: datetime, plan_id: UUID) -> None:
    """From now on it stands on each officer's list of the day. Conflict when it was confirmed before."""
    with perform(actor=actor, action="rounds.confirm_plan", at=at) as act:
        plan = _lock(actor, plan_id)
        if plan.state == PlanState.CONFIRMED:
            raise errors.plan_as_it_is()
        plan.state, plan.confirmed_at, plan.confirmed_name = PlanState.CONFIRMED, at, actor.name[:64]
        plan.save(update_fields=["state", "confirmed_at", "confirmed_name"])
        act.about("plan", plan.pk, people=plan.visits.count())


def _lock(actor: Actor, plan_id: UUID) -> Plan:
    return Plan.objects.select_for_update().get(pk=get_plan(scope=actor.scope, plan_id=plan_id).pk)


def _count_ways(act: Act, plan: Plan, slot: Slot) -> None:
    """Put a day that was changed by hand in order, estate by estate, and reckon its ways anew."""
    rows = {one.retiree_id: one for one in PlanVisit.objects.filter(plan=plan, officer_no=slot[0], day=slot[1])}
    where = buildings_of(scope=act.actor.scope, ids=list(rows))
    stops = ordered(Stop(key, where.get(key, ""), row.minutes, row.due_on) for key, row in rows.items())
    ways = legs(stops, travel_on(timezone.localdate(act.at)))
    for no, (one, way) in enumerate(zip(stops, ways, strict=True), 1):
        rows[one.key].ordinal, rows[one.key].way_minutes = no, way
    PlanVisit.objects.bulk_update(rows.values(), ["ordinal", "way_minutes"])


def _has_slot(plan: Plan, slot: Slot) -> bool:
    return PlanShift.objects.filter(plan=plan, officer_no=slot[0], day=slot[1], minutes__gt=0).exists()


def _lay_out(act: Act, plan: Plan) -> int:
    """Propose for what lies ahead and write it; returns how many people stand in the plan."""
    today = timezone.localdate(act.at)
    kept = _kept(act, plan, today)
    rows = PlanVisit.objects.filter(plan=plan, is_pinned=True, day__gte=today).exclude(pk__in=kept)
    pins = {one.retiree_id: (one.officer_no or 0, one.day) for one in rows if one.day is not None}
    out = set(
        PlanVisit.objects.filter(plan=plan, is_pinned=True, day__isnull=True).values_list("retiree_id", flat=True)
    )
    settled = out | set(PlanVisit.objects.filter(pk__in=kept).values_list("retiree_id", flat=True))
    found = list_to_plan(scope=act.actor.scope, plan=plan, pins=pins, today=today)
    found = [one for one in found if one[0].key not in settled]
    most = plan_limits_on(today).most_people
    plan.left_out = max(0, len(found) - most)
    plan.save(update_fields=["left_out"])
    found = found[:most]
    week = Week(_shifts_ahead(plan, kept, today), [stop for stop, _ in found], travel_on(today))
    routes = propose(week, today, plan.monday + _FRIDAY)
    PlanVisit.objects.filter(plan=plan).exclude(pk__in=kept).exclude(retiree_id__in=out).delete()
    PlanVisit.objects.bulk_create(_rows(plan, week, routes, {stop.key: duties for stop, duties in found}))
    return PlanVisit.objects.filter(plan=plan).count()


def _kept(act: Act, plan: Plan, today: date) -> list[UUID]:
    """Visits that are over: nothing of what they were for is due any more, though they stood on a day up to today."""
    placed = list(PlanVisit.objects.filter(plan=plan, day__lte=today))
    wanted = [duty for one in placed for duty in one.duties]
    waiting = list_duties(scope=act.actor.scope, today=today).filter(pk__in=wanted)
    still_open = set(waiting.order_by().values_list("id", flat=True))
    return [one.pk for one in placed if not still_open & set(one.duties)]


def _shifts_ahead(plan: Plan, kept: Collection[UUID], today: date) -> dict[Slot, int]:
    """What is left of each officer's hours from today on; a visit of today that is over has taken its time."""
    spent: dict[Slot, int] = {}
    for one in PlanVisit.objects.filter(pk__in=kept, day=today):
        slot = (one.officer_no or 0, today)
        spent[slot] = spent.get(slot, 0) + one.minutes + one.way_minutes
    rows = PlanShift.objects.filter(plan=plan, day__gte=today)
    shifts = {(one.officer_no, one.day): one.minutes for one in rows}
    return {slot: max(0, minutes - spent.get(slot, 0)) for slot, minutes in shifts.items()}


def _rows(plan: Plan, week: Week, routes: Routes, duties: dict[UUID, list[UUID]]) -> list[PlanVisit]:
    rows = []
    for (officer_no, day), stops in routes.placed.items():
        ways = legs(stops, week.travel)
        for no, (one, way) in enumerate(zip(stops, ways, strict=True), 1):
            row = _row(plan, one, duties)
            row.officer_no, row.day, row.ordinal, row.way_minutes = officer_no, day, no, way
            rows.append(row)
    for one in week.stops:
        if one.key in routes.unplaced:
            row = _row(plan, one, duties)
            row.reason = routes.unplaced[one.key]
            rows.append(row)
    return rows


def _row(plan: Plan, stop: Stop, duties: dict[UUID, list[UUID]]) -> PlanVisit:
    return PlanVisit(
        plan=plan, retiree_id=stop.key, duties=duties[stop.key], due_on=stop.due_on, early_on=stop.early_on,
        minutes=stop.minutes, is_pinned=stop.pin is not None, ordinal=0, way_minutes=0, reason="",
    )  # fmt: skip
