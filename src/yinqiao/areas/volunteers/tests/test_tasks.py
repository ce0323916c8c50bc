"""Tasks: who is proposed and why, who may take one, what is refused, how hours come about."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from yinqiao.areas.retirees.tests.small_city import AT
from yinqiao.areas.volunteers import queries, services
from yinqiao.areas.volunteers.models import Part
from yinqiao.areas.volunteers.tests.club import AFTER, BEGINS, ENDS, SYSTEM, Club, own, part_of, refused
from yinqiao.areas.volunteers.types import Grade, Served, Skill
from yinqiao.kernel.errors import Invalid, NotFound
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_who_can_lives_near_and_has_time_is_proposed_first_and_each_with_why(club: Club) -> None:
    near = club.volunteer("近而会", Skill.HAIRCUT)
    club.volunteer("远而会", Skill.HAIRCUT, place_no=club.city.beside)
    club.volunteer("近而不会", Skill.LAW)
    busy = club.volunteer("没空的", Skill.HAIRCUT)
    club.take(club.task(title="巡逻"), busy)
    club.register(name="不是志愿者")
    task = club.task(skill=Skill.HAIRCUT, place_no=club.city.street)
    with acting(club.street):
        row = queries.get_task(scope=club.street.scope, task_id=task)
        found = queries.list_proposals(scope=club.street.scope, task=row)
    assert [one.name for one in found] == ["近而会", "远而会", "近而不会"]
    assert found[0].reasons == ("会理发", "住在同一个街道", "周一至周五上午有空") and found[0].retiree_id == near
    own_task = club.task(place_no=club.city.near, title="陪诊")
    with acting(club.street):
        row = queries.get_task(scope=club.street.scope, task_id=own_task)
        nearby = queries.list_proposals(scope=club.street.scope, task=row)
    assert {one.name for one in nearby} == {"近而会", "近而不会"}
    assert nearby[0].reasons[0] == "住在同一个社区"


def test_a_task_that_needs_insurance_is_refused_to_who_has_none_on_its_day(club: Club) -> None:
    late = club.volunteer("到期早", insured_until=date(2026, 3, 9))
    good = club.volunteer("有保险", insured_until=date(2026, 3, 10))
    task = club.task(needs_insurance=True)
    with acting(club.street):
        row = queries.get_task(scope=club.street.scope, task_id=task)
        found = queries.list_proposals(scope=club.street.scope, task=row)
    assert [(one.name, bool(one.lacks)) for one in found] == [("有保险", False), ("到期早", True)]
    assert refused(club.take, task=task, person=late) == "volunteers.not_insured"
    assert refused(services.take_own, actor=own(late), at=AT, task_id=task) == "volunteers.not_insured"
    assert part_of(club.take(task, good)).state == "taken"


def test_a_task_is_taken_by_as_many_as_are_wanted_of_its_place_before_it_begins(club: Club) -> None:
    first, second, far = club.volunteer("甲"), club.volunteer("乙"), club.volunteer("丙", place_no=club.city.beside)
    task = club.task(wanted=1, place_no=club.city.near)
    assert refused(services.take_own, actor=own(far), at=AT, task_id=task) == "volunteers.not_for_here"
    part = services.take_own(actor=own(first), at=AT, task_id=task)
    assert refused(services.take_own, actor=own(second), at=AT, task_id=task) == "volunteers.full"
    services.withdraw_own(actor=own(first), at=AT, task_id=task)
    assert part_of(part).state == "left"
    assert refused(services.take_own, actor=own(second), at=BEGINS, task_id=task) == "volunteers.closed"
    assert part_of(services.take_own(actor=own(second), at=AT, task_id=task)).by == "self"
    assert services.cancel_task(actor=club.street, at=AT, task_id=task, why="下雨") == 1
    assert refused(services.take_own, actor=own(first), at=AT, task_id=task) == "volunteers.closed"


def test_nobody_serves_at_two_places_at_one_time_not_even_past_the_rules(club: Club) -> None:
    person = club.volunteer()
    club.take(club.task(), person)
    other = club.task(title="巡逻", starts_at=BEGINS + timedelta(minutes=30))
    assert refused(club.take, task=other, person=person) == "volunteers.busy_then"
    with acting(SYSTEM):
        entry = club.entry(person)
        with pytest.raises(IntegrityError), transaction.atomic():
            Part.objects.create(
                task_id=other, volunteer=entry, retiree_id=person, by="officer", starts_at=BEGINS, ends_at=ENDS
            )
    # What begins when the other ends is no clash.
    assert club.take(club.task(title="巡逻", starts_at=ENDS, ends_at=AFTER), person)


def test_hours_are_confirmed_by_another_after_the_service_and_put_right_with_a_trace(club: Club) -> None:
    person = club.volunteer()
    part = club.take(club.task(), person)
    assert refused(club.confirm, part=part, at=BEGINS - timedelta(hours=1)) == "volunteers.not_held_yet"
    served = Served(BEGINS, ENDS, 0, Grade.GOOD)
    by_oneself = {"actor": own(person), "at": AFTER, "part_id": part, "served": served}
    assert refused(services.confirm, **by_oneself) == "volunteers.not_by_oneself"
    assert club.confirm(part, break_minutes=20) == 70
    for wrong, field in (
        ({"ends_at": AFTER + timedelta(days=1)}, "ends"), ({"break_minutes": 90}, "break_minutes"),
        ({"starts_at": BEGINS - timedelta(days=1)}, "begins"), ({"starts_at": BEGINS}, "why"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as found:
            club.confirm(part, **wrong)
        assert field in found.value.fields
    assert club.confirm(part, why="没有休息") == 90
    services.note_absent(actor=club.officer, at=AFTER, part_id=part, why="记错了人")
    assert (part_of(part).state, part_of(part).minutes) == ("absent", None)
    with acting(club.officer):
        row = queries.get_part(scope=club.officer.scope, part_id=part)
        trace = list(row.confirmations.order_by("at", "id").values_list("minutes", "why"))
    assert trace == [(70, ""), (90, "没有休息"), (0, "记错了人")]


def test_a_task_says_what_is_wrong_with_it_beside_each_field(club: Club) -> None:
    for wrong, field in (
        ({"title": " "}, "title"), ({"where": ""}, "where"), ({"ends_at": BEGINS}, "ends"), ({"wanted": 0}, "wanted"),
        ({"starts_at": AT - timedelta(days=1)}, "day"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as found:
            club.task(**wrong)
        assert list(found.value.fields) == [field]
    with pytest.raises(NotFound):
        club.task(place_no=club.city.far)
