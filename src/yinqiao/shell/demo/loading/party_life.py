"""Party life of the demo city: branches with their members, a year planned, meetings held, told and to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import cycle
from typing import Any
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party_life import queries, services
from yinqiao.areas.party_life.types import (
    BranchInput,
    Care,
    CareInput,
    Category,
    Form,
    Kind,
    Mark,
    MeetingInput,
    MeetingKind,
    Minutes,
    Occasion,
    Post,
    PostInput,
    Said,
    Setting,
    Whereabouts,
)
from yinqiao.kernel.periods import add_months
from yinqiao.platform.access import Actor, acting

_LED_OUTSIDE_EVERY = 3
_BEGINS = time(9, 30)
_MARKS = (Said(Mark.PRESENT), Said(Mark.PRESENT), Said(Mark.EXCUSED, "frail"), Said(Mark.PRESENT), Said(Mark.ABSENT))
_TOPICS = ("学习党章和支部工作条例", "交流学习体会，慰问困难老党员", "参观社区养老服务中心")


def load_party_life(*, city: Actor, second: Actor, at: datetime) -> None:
    """A branch at every place that has received members but the last, two theme days held in each, one told."""
    with acting(city):
        members: dict[int, list[UUID]] = {}
        for one in queries.list_unplaced(scope=city.scope):
            members.setdefault(one.place_no, []).append(one.pk)
    for number, place_no in enumerate(sorted(members)[: max(len(members) - 1, 1)]):
        _found(city, at, place_no, number, members[place_no])
        with acting(city):
            branch = queries.list_branches(scope=city.scope).filter(place_no=place_no).get()
        services.plan_year(
            actor=city, at=at, branch_id=branch.pk, year=timezone.localdate(at).year + 1, venue="社区活动室"
        )
        for back in (2, 1):
            _hold(city, second, at, branch, back, is_checked=back == 2 or number % 2 == 0)
        _tell(city, at, branch, _TOPICS[0])


def _found(city: Actor, at: datetime, place_no: int, number: int, members: list[UUID]) -> None:
    today, is_outside = timezone.localdate(at), number % _LED_OUTSIDE_EVERY == 0
    given = BranchInput(
        f"{places().label(place_no).rsplit(' · ', 1)[-1]}退休党支部", Kind.BRANCH, Setting.COMMUNITY, 5,
        add_months(today, -12 * (3 + number % 4)), "周社区" if is_outside else "",
    )  # fmt: skip
    made = services.found_branch(actor=city, at=at, place_no=place_no, given=given)
    services.place_members(actor=city, at=at, branch_id=made, member_ids=members)
    if members[2:]:
        services.change_form(actor=city, at=at, member_id=members[-1], lock_version=1, form=Form.HOME)
        errand = CareInput(Care.STUDY, today + timedelta(days=6))
        services.plan_errand(actor=city, at=at, member_id=members[-1], given=errand)
    if members[3:]:
        away = Whereabouts("广东省深圳市福田区", "莲花北社区党支部", "流动0117")
        services.change_form(
            actor=city, at=at, member_id=members[-2], lock_version=1, form=Form.MOBILE, whereabouts=away
        )
    services.give_condolence(
        actor=city,
        at=at,
        member_ids=members[:1],
        occasion=Occasion.JULY,
        category=Category.OLD,
        given_on=today - timedelta(days=20),
    )
    if is_outside:
        return
    for one, post in zip(members, (Post.SECRETARY, Post.COMMITTEE), strict=False):
        services.change_post(actor=city, at=at, member_id=one, lock_version=1, given=PostInput(post, 0))


def _meeting(city: Actor, at: datetime, branch: Any, starts: datetime, topic: str) -> Any:
    given = MeetingInput(MeetingKind.THEME, starts, "社区活动室", topic)
    made = services.add_meeting(actor=city, at=at, branch_id=branch.pk, given=given)
    services.notify_meeting(actor=city, at=at, meeting_id=made, lock_version=1)
    return made


def _hold(city: Actor, second: Actor, at: datetime, branch: Any, back: int, *, is_checked: bool) -> None:
    """A theme day of a month that is over: marked, minuted, most of them signed by another."""
    topic = _TOPICS[back]
    on = add_months(timezone.localdate(at), -back).replace(day=branch.theme_day)
    made = _meeting(city, at, branch, timezone.make_aware(datetime.combine(on, _BEGINS)), topic)
    marks: Iterator[Said] = cycle(_MARKS)
    with acting(city):
        said = {one.member_id: next(marks) for one in queries.list_roll(scope=city.scope, meeting_id=made)}
    services.mark_roll(actor=city, at=at, meeting_id=made, lock_version=2, said=said)
    minutes = Minutes(on, "社区活动室", "周社区", "吴记录", topic, "会后由支部委员入户，向行动不便的老党员送学。")
    services.write_minutes(actor=city, at=at, meeting_id=made, lock_version=3, minutes=minutes)
    if is_checked and second.scope.covers_place(branch.place_no):
        services.check_minutes(actor=second, at=at, meeting_id=made, lock_version=4)


def _tell(city: Actor, at: datetime, branch: Any, topic: str) -> None:
    """One that is told and comes in four days."""
    on = timezone.localdate(at) + timedelta(days=4)
    _meeting(city, at, branch, timezone.make_aware(datetime.combine(on, _BEGINS)), topic)
