"""Activities of the matrix: each community has a branch with a draft, one to enrol in, one to settle, one that was held."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from tests.probe_matrix.city import COMMUNITIES, SIDES, City, holder
from yinqiao.areas.activities.models import Session
from yinqiao.areas.activities.services import add_room, draft, enrol, open_branch, publish, settle
from yinqiao.areas.activities.types import Kind, NewBranch, NewOffering, NewRoom, Plan
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, acting


def lay_activities(city: City) -> None:
    """The accepted person of each side came to what was held, and waits for the list of what is to be settled."""
    for side in SIDES:
        place_no = places().by_code[COMMUNITIES[side]].place_no
        new = NewBranch(place_no, "快乐老人大学", "社区服务中心")
        branch = open_branch(actor=holder(side), at=city.at, new=new)
        add_room(actor=holder(side), at=city.at, branch_id=branch, new=NewRoom("书画室", 30, True))
        city.put("activity_branch", side, branch)
        city.put("draft_offering", side, _drawn_up(city, side, "合唱", city.at))
        city.put("own_offering", side, _open(city, side, "书法", city.at))
        person = city.targets["accepted_person"][side]
        due = _open(city, side, "太极", city.at - timedelta(days=3))
        enrolled = enrol(actor=holder(side), at=city.at - timedelta(days=3), offering_id=due, retiree_id=person)
        city.put("due_offering", side, due)
        city.put("activity_enrolment", side, enrolled)
        city.put("activity_session", side, _held(city, side, person))


def _drawn_up(city: City, side: str, title: str, at: datetime) -> UUID:
    """Twice, from the day after tomorrow, enrolment until tomorrow."""
    today = timezone.localdate(at)
    plan = Plan(today + timedelta(days=2), 2, time(9), time(10))
    new = NewOffering(
        city.targets["activity_branch"][side], Kind.COURSE, title, "从头学起。", "周老师", "零基础", 20, "",
        today + timedelta(days=1), plan, where="小区广场",
    )  # fmt: skip
    return draft(actor=holder(side), at=at, new=new)


def _open(city: City, side: str, title: str, at: datetime) -> UUID:
    made = _drawn_up(city, side, title, at)
    publish(actor=holder(side), at=at, offering_id=made)
    return made


def _held(city: City, side: str, person: UUID) -> UUID:
    """The first time of something whose list was settled."""
    at = city.at - timedelta(days=6)
    made = _open(city, side, "国画", at)
    enrol(actor=holder(side), at=at, offering_id=made, retiree_id=person)
    settle(actor=holder(side), at=at + timedelta(days=2), offering_id=made)
    with acting(Actor.system("matrix")):
        return Session.objects.filter(offering_id=made).earliest("starts_at").pk
