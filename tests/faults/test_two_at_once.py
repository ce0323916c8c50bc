"""Two people with the same thing in their hands at the same moment: one of them is first, the other is told, nothing is half."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from tests.faults.at_once import DONE, overtaken, queued
from yinqiao.areas.activities import services as activities
from yinqiao.areas.activities.models import Attendance as CameTo
from yinqiao.areas.activities.models import Enrolment, Offering
from yinqiao.areas.activities.queries import find_code
from yinqiao.areas.activities.tests.school import AFTER, School, enrolments, open_school, own, row_of, sessions, states
from yinqiao.areas.aid import services as aid
from yinqiao.areas.aid.models import Relief, ReliefMember, ReliefPayment
from yinqiao.areas.aid.tests.tellers import SIGNED
from yinqiao.areas.aid.types import Household, Member, NewPayment, NewRelief, Opinion, Origin
from yinqiao.areas.duties.models import Delivery, Duty
from yinqiao.areas.duties.tests.serving import Serving
from yinqiao.areas.intake.tests.offices import NUMBER
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.tests.small_city import AT, City, build_city, register_many
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.fault, pytest.mark.usefixtures("keys")]
SYSTEM = Actor.system("测试")
HUSBAND = "430999194603113119"


@pytest.fixture
def city(keys: None) -> City:
    """The small city of the register's tests."""
    return build_city()


@pytest.fixture
def school(city: City) -> School:
    """A branch of the street with a room."""
    return open_school(city, partial(_register, city))


def _register(city: City, **facts: Any) -> UUID:
    return register_many(city, [facts], RetireeStatus.MANAGED)[0]


def _count(model: Any, **narrowed: Any) -> int:
    with acting(SYSTEM):
        return int(model.objects.filter(**narrowed).count())


# Services due.


def test_of_two_officers_at_one_door_the_second_is_told_who_was_first(city: City) -> None:
    serving = Serving(city, _register(city, born_on=Serving.BORN))
    serving.sweep()
    due = serving.open_ids()
    told = queued(
        Retiree.objects.filter(pk=serving.person),
        lambda: serving.deliver(due, words="开门的是老伴"),
        lambda: serving.deliver(due, role="street_officer"),
    )
    assert told == [DONE, "duties.done_already"]
    assert _count(Delivery) == 1


def test_the_sweep_of_a_night_and_an_officer_who_notes_a_visit_do_not_block_each_other(city: City) -> None:
    serving = Serving(city, _register(city, born_on=Serving.BORN))
    serving.sweep()
    due = serving.open_ids()
    # So late that the visit of the last quarter is given up, and that of this one opened.
    serving.at = AT + timedelta(days=70)
    told = queued(
        Duty.objects.filter(pk__in=due), lambda: serving.sweep(70), lambda: serving.deliver(due, day=serving.at.date())
    )
    assert told == [DONE, "duties.done_already"]
    assert [state for _, _, state in serving.duties()] == ["missed", "open"]


# Courses.


def test_lots_are_drawn_once(school: School) -> None:
    made = school.course(seats=2)
    for name in ("学员甲", "学员乙", "学员丙"):
        school.enrol(made, school.person(name))
    told = queued(
        Offering.objects.filter(pk=made),
        lambda: school.settle(made, value="3888.60"),
        lambda: school.settle(made, value="3888.61"),
    )
    assert told == [DONE, "activities.state_forbids"]
    assert row_of(made).public_value == "3888.60"
    assert states(made) == ["seated", "seated", "waiting"]


def test_at_two_counters_a_person_enrols_once(school: School) -> None:
    made, person = school.course(), school.person()
    at_community = partial(activities.enrol, actor=school.community, at=AT, offering_id=made, retiree_id=person)
    told = queued(Retiree.objects.filter(pk=person), lambda: school.enrol(made, person), at_community)
    assert told == [DONE, "activities.enrolled_already"]
    assert len(enrolments(made)) == 1


def test_the_last_seat_is_given_once(school: School) -> None:
    made = school.course(seats=1)
    school.settle(made, value="")
    first, second = school.person("学员甲"), school.person("学员乙")
    told = queued(
        Offering.objects.filter(pk=made),
        lambda: school.enrol(made, first, at=AFTER),
        lambda: school.enrol(made, second, at=AFTER),
    )
    assert told == [DONE, DONE]
    assert states(made) == ["seated", "waiting"]


def test_of_two_lists_of_who_came_one_stands_as_a_whole(school: School) -> None:
    made, (one, other, _) = school.full(3, 3)
    session = sessions(made)[0]
    note = partial(activities.note_attendance, actor=school.officer, at=session.ends_at, session_id=session.pk)
    assert overtaken(lambda: note(present={one.pk}), lambda: note(present={other.pk})) == [DONE, DONE]
    assert _count(CameTo) == 3
    with acting(SYSTEM):
        assert list(CameTo.objects.filter(was_present=True).values_list("enrolment_id", flat=True)) == [other.pk]


def test_who_enters_the_code_while_the_list_is_noted_is_not_lost(school: School) -> None:
    made, (one, other) = school.full(2, 2)
    session = sessions(made)[0]
    with acting(school.officer):
        shown = find_code(scope=school.officer.scope, session_id=session.pk, at=session.starts_at)
    assert shown is not None
    come = partial(activities.come, actor=own(one.retiree_id), at=session.starts_at, offering_id=made, code=shown.code)
    note = partial(activities.note_attendance, actor=school.officer, at=session.starts_at, session_id=session.pk)
    told = queued(Offering.objects.filter(pk=made), come, lambda: note(present={other.pk}))
    assert told == [DONE, DONE] and _count(CameTo, was_present=True) == 2


def test_one_room_is_taken_by_one_of_two_courses(school: School) -> None:
    one, other = school.draft(), school.draft(title="国画入门")
    publish = partial(activities.publish, actor=school.officer, at=AT)
    told = overtaken(lambda: publish(offering_id=one), lambda: publish(offering_id=other))
    assert told == [DONE, "activities.room_taken"]
    assert (row_of(one).state, row_of(other).state) == ("open", "draft")


def test_a_seat_is_not_kept_for_who_leaves_while_lots_are_drawn(school: School) -> None:
    made = school.course(seats=1)
    for name in ("学员甲", "学员乙"):
        school.enrol(made, school.person(name))
    leaves = enrolments(made)[0].pk
    withdraw = partial(activities.withdraw, actor=school.officer, at=AFTER, enrolment_id=leaves)
    assert queued(Offering.objects.filter(pk=made), lambda: school.settle(made), withdraw) == [DONE, DONE]
    assert _count(Enrolment, state__in=("seated", "asked")) == 1 and _count(Enrolment, state="left") == 1


# Relief of a household.


def _home(*numbers: str) -> Household:
    members = (Member("王桂英", "本人", numbers[0], 0), *(Member("老伴", "配偶", one, 0) for one in numbers[1:]))
    return Household(members, 0)


def _applied(city: City, place: str, who: UUID) -> tuple[Actor, UUID]:
    officer = city.actor("community_officer", place)
    case = aid.apply_relief(actor=officer, at=AT, retiree_id=who, new=NewRelief("temporary", Origin.SELF))
    aid.consent_to_check(actor=officer, at=AT, relief_id=case, consent=SIGNED)
    return officer, case


def test_a_household_asks_in_one_of_two_communities(city: City) -> None:
    here = _applied(city, "near", _register(city, id_no=NUMBER))
    there = _applied(city, "far", _register(city, name="张三", place_no=city.far))
    checks = [
        partial(aid.check_household, actor=officer, at=AT, relief_id=case, household=_home(own, HUSBAND))
        for (officer, case), own in ((here, NUMBER), (there, "430999195203113130"))
    ]
    assert overtaken(*checks) == [DONE, "aid.applied_elsewhere"]
    assert _count(ReliefMember) == 2


def test_who_is_named_in_one_community_does_not_apply_in_another_meanwhile(city: City) -> None:
    officer, case = _applied(city, "near", _register(city, id_no=NUMBER))
    wife, there = _register(city, id_no=HUSBAND, place_no=city.far), city.actor("community_officer", "far")
    check = partial(aid.check_household, actor=officer, at=AT, relief_id=case, household=_home(NUMBER, HUSBAND))
    apply = partial(
        aid.apply_relief, actor=there, at=AT, retiree_id=wife, new=NewRelief("temporary", Origin.SELF)
    )  # fmt: skip
    assert overtaken(check, apply) == [DONE, "aid.applied_elsewhere"]
    assert _count(Relief) == 1


def test_a_month_is_paid_once(city: City) -> None:
    officer, case = _applied(city, "near", _register(city, id_no=NUMBER))
    civil, later = city.actor("city_manager"), AT + timedelta(days=8)
    aid.check_household(actor=officer, at=AT, relief_id=case, household=_home(NUMBER))
    aid.submit_opinion(actor=city.actor("street_officer"), at=AT, relief_id=case, opinion=Opinion(60_000))
    decide = partial(
        aid.decide_relief, actor=civil, at=later, relief_id=case, opinion=Opinion(60_000, None, "长民救1号")
    )  # fmt: skip
    rows = Relief.objects.filter(pk=case)
    assert queued(rows, decide, decide) == [DONE, "aid.relief_step"]
    new = NewPayment(later.date(), 60_000, "临时救助资金", "")
    pay = partial(aid.note_payment, actor=civil, at=later, relief_id=case, new=new)
    assert queued(rows, pay, pay) == [DONE, "aid.relief_step"]
    assert _count(ReliefPayment) == 1
