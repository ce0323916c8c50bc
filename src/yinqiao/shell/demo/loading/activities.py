"""The street's branch of the university for the elderly: a course under way, one to draw lots for, one to enrol in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.activities.queries import get_offering, list_enrolments, list_sessions, list_to_tell
from yinqiao.areas.activities.services import (
    add_room,
    draft,
    enrol,
    mark_told,
    note_attendance,
    open_branch,
    publish,
    settle,
)
from yinqiao.areas.activities.types import Kind, NewBranch, NewOffering, NewRoom, Plan, Standing
from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.cast import CAST


@dataclass(frozen=True, slots=True)
class _Course:
    """What is offered: published so many days ago, enrolment for so many days, the first time so many days after that."""

    title: str
    about: str
    teacher: str
    seats: int
    ago: int
    open_days: int
    begins: time
    times: int = 8
    kind: Kind = Kind.COURSE


_HELD = _Course("智能手机入门", "打电话、用微信、看健康码，一步一步学。", "彭老师", 12, 40, 10, time(9))
_DUE = _Course("楷书入门", "从握笔、坐姿学起，笔墨由分校准备。", "周老师", 4, 12, 11, time(14))
_OPEN = _Course("合唱团", "每周一次，学唱老歌，节日登台。", "欧阳老师", 20, 2, 12, time(9))
_OUTING = _Course("岳麓山秋色半日游", "步行约三公里，社区派人陪同。", "社区工作人员", 30, 1, 9, time(8), 1, Kind.OUTING)


def load_activities(street: Actor, community: Actor, at: datetime) -> None:
    """Draw them up, enrol some of the community's younger people, settle and hold the first."""
    place_no = street.scope.place_from
    branch = open_branch(
        actor=street, at=at, new=NewBranch(place_no, "街道快乐老人大学分校", "街道综合文化站三楼")
    )  # fmt: skip
    room = add_room(actor=street, at=at, branch_id=branch, new=NewRoom("301 教室", 40, True))
    people = _people(community)
    for course, many in ((_HELD, 8), (_DUE, 7), (_OPEN, 3), (_OUTING, 0)):
        made = _published(street, at, course, branch, room if course.kind is Kind.COURSE else None)
        for person in people[:many]:
            enrol(
                actor=community, at=at - timedelta(days=course.ago - 1), offering_id=made, retiree_id=person
            )  # fmt: skip
        if course is _HELD:
            _hold(street, at, made)


def _people(community: Actor) -> Sequence[UUID]:
    """The younger of those whom the community looks after, but for the cast."""
    with acting(community):
        found = people_within(scope=community.scope).filter(status=RetireeStatus.MANAGED, merged_into__isnull=True)
        rows = found.exclude(name__in=[one.name for one in CAST]).order_by("-born_on", "id")
        return list(rows.values_list("pk", flat=True)[10:18])


def _published(street: Actor, at: datetime, course: _Course, branch: UUID, room: UUID | None) -> UUID:
    then = at - timedelta(days=course.ago)
    closes_on = timezone.localdate(then) + timedelta(days=course.open_days)
    plan = Plan(closes_on + timedelta(days=5), course.times, course.begins, time(course.begins.hour + 1, 30))
    new = NewOffering(
        branch, course.kind, course.title, course.about, course.teacher, "零基础，本街道退休人员", course.seats, "",
        closes_on, plan, room, "" if room else "在街道门口集合上车",
    )  # fmt: skip
    made = draft(actor=street, at=then, new=new)
    publish(actor=street, at=then, offering_id=made)
    return made


def _hold(street: Actor, at: datetime, offering_id: UUID) -> None:
    """The list was settled and told; all but one came the first time."""
    then = at - timedelta(days=_HELD.ago - _HELD.open_days - 1)
    settle(actor=street, at=then, offering_id=offering_id)
    with acting(street):
        row = get_offering(scope=street.scope, offering_id=offering_id)
        seated = list(list_enrolments(scope=street.scope, offering=row).filter(state=Standing.SEATED))
        first = list_sessions(scope=street.scope, offering=row).earliest("starts_at")
        told = list(list_to_tell(scope=street.scope).values_list("pk", flat=True))
    mark_told(actor=street, at=then, enrolments=told)
    came = {one.pk for one in seated[1:]}
    note_attendance(actor=street, at=first.ends_at, session_id=first.pk, present=came)
