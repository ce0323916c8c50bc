"""Volunteers of the community: hours that are confirmed, hours that wait, a task to arrange and one to take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.areas.volunteers.queries import list_of_person
from yinqiao.areas.volunteers.services import confirm, note_training, open_task, sign_up, take
from yinqiao.areas.volunteers.types import Free, Grade, NewTask, NewTraining, Served, SignUp, Skill
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.cast import CAST

_WHO: Sequence[tuple[Sequence[Skill], Sequence[Free], bool]] = (
    ((Skill.HAIRCUT,), (Free.WORKDAY_MORNING,), True),
    ((Skill.REPAIR, Skill.PATROL), (Free.WORKDAY_MORNING, Free.WORKDAY_AFTERNOON), True),
    ((Skill.COMPANY,), (Free.WORKDAY_AFTERNOON,), False),
    ((Skill.ARTS, Skill.TEACHING), (Free.WEEKEND_MORNING,), False),
    ((Skill.PHONE, Skill.ERRANDS), (Free.WORKDAY_MORNING, Free.EVENING), True),
)


def load_volunteers(officer: Actor, at: datetime) -> None:
    """Register them two months ago, let them serve, call for more."""
    start, people = at - timedelta(days=60), _people(officer)
    if len(people) < len(_WHO):
        return
    for person, (skills, times, insured) in zip(people, _WHO, strict=True):
        until = timezone.localdate(at) + timedelta(days=200) if insured else None
        sign_up(actor=officer, at=start, retiree_id=person, new=SignUp(skills, times, until))
    training = NewTraining("上门服务的安全和礼仪", timezone.localdate(start), 90)
    note_training(actor=officer, at=start, retiree_id=people[0], new=training)
    for ago, who in ((30, people[:2]), (16, people[:1])):
        task = _task(officer, at, -ago, "独居老人上门理发", Skill.HAIRCUT)
        for person in who:
            _serve(officer, task, person, at - timedelta(days=ago))
    waiting = _task(officer, at, -3, "教邻居用手机", Skill.PHONE)
    _take(officer, waiting, people[4], at - timedelta(days=5))
    _task(officer, at, 6, "楼道灯具检修", Skill.REPAIR)
    _task(officer, at, 9, "社区联欢会排练", Skill.ARTS)


def _people(officer: Actor) -> Sequence[UUID]:
    """Some of the younger whom the community looks after, but for the cast and who takes courses."""
    with acting(officer):
        found = people_within(scope=officer.scope).filter(status=RetireeStatus.MANAGED, merged_into__isnull=True)
        rows = found.exclude(name__in=[one.name for one in CAST]).order_by("-born_on", "id")
        return list(rows.values_list("pk", flat=True)[20 : 20 + len(_WHO)])


def _task(officer: Actor, at: datetime, days: int, title: str, skill: Skill) -> UUID:
    day = timezone.localdate(at) + timedelta(days=days)
    begins, ends = (datetime.combine(day, time(hour), timezone.get_current_timezone()) for hour in (9, 11))
    new = NewTask(
        officer.scope.place_from, title, "请提前十分钟到，带身份证。", "社区服务中心", begins, ends, 2, skill,
        needs_insurance=skill in (Skill.HAIRCUT, Skill.REPAIR),
    )  # fmt: skip
    return open_task(actor=officer, at=min(at, begins - timedelta(days=3)), new=new)


def _take(officer: Actor, task: UUID, person: UUID, at: datetime) -> UUID:
    with acting(officer):
        entry = list_of_person(scope=officer.scope, retiree_id=person)[0].pk
    return take(actor=officer, at=at, task_id=task, volunteer_id=entry)


def _serve(officer: Actor, task: UUID, person: UUID, at: datetime) -> None:
    part = _take(officer, task, person, at - timedelta(days=2))
    day = timezone.localdate(at)
    begins, ends = (datetime.combine(day, one, timezone.get_current_timezone()) for one in (time(9, 10), time(10, 40)))
    confirm(
        actor=officer, at=ends + timedelta(days=1), part_id=part, served=Served(begins, ends, 0, Grade.GOOD)
    )  # fmt: skip
