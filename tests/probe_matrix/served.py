"""Services due of the matrix: on each side a visit that is due to the accepted, and an attempt that met nobody, and a round, the plan of the next week."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from tests.probe_matrix.city import HOMES, City, holder
from yinqiao.areas.duties.models import Duty
from yinqiao.areas.duties.services import record_delivery, sweep_duties
from yinqiao.areas.duties.types import Delivery, Outcome, Way
from yinqiao.areas.rounds.models import Item, PlanVisit
from yinqiao.areas.rounds.services import make_plan, take_round
from yinqiao.areas.rounds.types import NewPlan
from yinqiao.platform.access import Actor, acting


def lay_duties(city: City) -> None:
    """Called when civil affairs have recognised a hardship of the accepted: the standards ask for a visit."""
    system, today = Actor.system("matrix"), timezone.localdate(city.at)
    sweep_duties(actor=system, at=city.at)
    for side in HOMES:
        person = city.targets["accepted_person"][side]
        with acting(system):
            due = list(Duty.objects.filter(retiree_id=person, standard="duties.hardship_visit", state="open"))
        city.put("duty", side, due[0].pk)
        tried = Delivery(Way.VISIT, Outcome.NOT_HOME, today, next_on=today + timedelta(days=2))
        made = record_delivery(
            actor=holder(side), at=city.at, retiree_id=person, delivery=tried, duties=[due[0].pk]
        )  # fmt: skip
        city.put("service_delivery", side, made)
        taken = take_round(actor=holder(side), at=city.at, duties=[due[0].pk], purpose="季度走访")
        city.put("door_round", side, taken)
        _plan(city, side)
        with acting(system):
            city.put("door_item", side, Item.objects.get(round_id=taken).pk)


def next_monday(city: City) -> date:
    """Of the next week: this one may have no working day left."""
    today = timezone.localdate(city.at)
    return today + timedelta(days=7 - today.weekday())


def slot_of(city: City, plan: UUID) -> str:
    """An officer's day of a plan on which somebody is to be visited."""
    with acting(Actor.system("matrix")):
        visit = PlanVisit.objects.filter(plan_id=plan, day__isnull=False).first()
    return f"{visit.officer_no}:{visit.day}" if visit else f"1:{next_monday(city)}"


def _plan(city: City, side: str) -> None:
    who, monday = holder(side), next_monday(city)
    new = NewPlan(who.scope.place_from, monday, ((None, "布景员"),), 360, monday + timedelta(days=400))
    made = make_plan(actor=who, at=city.at, new=new)
    city.put("week_plan", side, made)
    with acting(Actor.system("matrix")):
        city.put(
            "planned_visit",
            side,
            PlanVisit.objects.get(plan_id=made, retiree_id=city.targets["accepted_person"][side]).pk,
        )
