"""Enrolling, leaving, the waiting list that moves by itself, and what becomes of it when people die, move or are merged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from yinqiao.areas.activities import services
from yinqiao.areas.activities.models import Enrolment
from yinqiao.areas.activities.queries import list_enrolments, list_for_person, list_guests, list_of_person, list_to_tell
from yinqiao.areas.activities.tests.school import AFTER, SYSTEM, School, day, enrolments, own, row_of, states
from yinqiao.areas.activities.types import MATTER
from yinqiao.areas.authorisations.services import authorise
from yinqiao.areas.authorisations.types import NewAuthorisation, Way
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import merge_entries, record_death, split_entries
from yinqiao.areas.retirees.tests.small_city import AT, TODAY
from yinqiao.areas.retirees.types import ActRule, Death, RetireeStatus, Source
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.acts import perform

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _refused(kind: type[DomainError], act: Any, **given: Any) -> str:
    with pytest.raises(kind) as refusal:
        act(**given)
    return refusal.value.code


def test_a_person_enrols_once_for_what_serves_the_own_place(school: School) -> None:
    made, person = school.course(), school.person()
    given = {"actor": school.community, "at": AT, "offering_id": made, "retiree_id": person}
    services.enrol(**given)
    assert _refused(Conflict, services.enrol, **given) == "activities.enrolled_already"
    with pytest.raises(NotFound):
        services.enrol(**{**given, "retiree_id": school.person("远处人", place_no=school.city.far)})
    city = school.city.actor("city_manager")
    far = {**given, "actor": city, "retiree_id": school.person("远处人", place_no=school.city.far)}
    assert _refused(Refused, services.enrol, **far) == "activities.not_for_here"
    waits = school.register(name="未接收", status=RetireeStatus.OFFERED)
    assert _refused(Refused, services.enrol, **{**given, "retiree_id": waits}) == "activities.not_managed"
    late = {**given, "retiree_id": school.person("迟到人"), "at": AFTER}
    assert _refused(Conflict, services.enrol, **late) == "activities.closed"
    with pytest.raises(NotFound):
        services.enrol(**{**given, "retiree_id": school.person("另一人"), "offering_id": uuid4()})


def test_of_a_draft_nobody_can_enrol(school: School) -> None:
    made, person = school.draft(), school.person()
    with pytest.raises(NotFound):
        services.enrol(actor=school.community, at=AT, offering_id=made, retiree_id=person)
    with pytest.raises(NotFound):
        services.enrol_own(actor=own(person), at=AT, offering_id=made)
    services.publish(actor=school.officer, at=AT, offering_id=made)
    assert services.enrol_own(actor=own(person), at=AT, offering_id=made)


def test_the_person_enrols_and_leaves_in_the_portal_and_sees_nobody_else(school: School) -> None:
    made, person, other = school.course(), school.person(), school.person("李秀英")
    services.enrol_own(actor=own(person), at=AT, offering_id=made)
    school.enrol(made, other)
    with acting(own(person)):
        assert Enrolment.objects.count() == 1
        assert [one.pk for one in list_for_person(scope=own(person).scope, place_no=school.city.near, today=TODAY)] == [
            made
        ]
        with pytest.raises(NotFound):
            list_for_person(scope=own(person).scope, place_no=school.city.far, today=TODAY)
    services.withdraw_own(actor=own(person), at=AT, offering_id=made)
    with pytest.raises(NotFound):
        services.withdraw_own(actor=own(person), at=AT, offering_id=made)
    assert services.enrol_own(actor=own(person), at=AT, offering_id=made)


def test_a_couple_draws_together_by_the_number_of_the_first_and_a_third_may_not(school: School) -> None:
    made = school.course()
    school.enrol(made, school.person("李建国"))
    (first,) = enrolments(made)
    wife, third = school.person("刘秀英"), school.person("第三人")
    given = {"actor": school.officer, "at": AT, "offering_id": made}
    wrong = {**given, "retiree_id": wife, "together_with": "000000"}
    assert _refused(Invalid, services.enrol, **wrong) == "activities.no_such_code"
    school.enrol(made, wife, together=f"{first.code[:3]} {first.code[3:]}")
    assert {one.team for one in enrolments(made)} == {first.code}
    surplus = {**given, "retiree_id": third, "together_with": first.code}
    assert _refused(Invalid, services.enrol, **surplus) == "activities.no_such_code"
    assert len(enrolments(made)) == 2


def test_a_seat_that_is_left_is_offered_to_the_next_who_takes_it_or_lets_it_go_on(school: School) -> None:
    made, (seated, second, third) = school.full(seats=1, people=3)
    services.withdraw(actor=school.officer, at=AFTER, enrolment_id=seated.pk)
    assert states(made) == ["left", "asked", "waiting"]
    services.answer_own(actor=own(second.retiree_id), at=day(AFTER, 1), offering_id=made, takes=False)
    assert states(made) == ["left", "declined", "asked"]
    services.answer(actor=school.officer, at=day(AFTER, 2), enrolment_id=third.pk, takes=True)
    assert states(made) == ["left", "declined", "seated"]
    given = {"actor": school.officer, "at": day(AFTER, 2), "enrolment_id": third.pk, "takes": True}
    assert _refused(Conflict, services.answer, **given) == "activities.nothing_to_answer"


def test_whoever_does_not_answer_in_time_lets_the_seat_go_on(school: School) -> None:
    made, (seated, second, _) = school.full(seats=1, people=3)
    services.withdraw(actor=school.officer, at=AFTER, enrolment_id=seated.pk)
    assert services.sweep(actor=SYSTEM, at=day(AFTER, 3)) == 0
    late = {"actor": school.officer, "at": day(AFTER, 4), "enrolment_id": second.pk, "takes": True}
    assert _refused(Conflict, services.answer, **late) == "activities.nothing_to_answer"
    # The course goes on until 2026-04-08.
    assert services.sweep(actor=SYSTEM, at=day(AFTER, 4)) == 1
    assert states(made) == ["left", "lapsed", "asked"]


def test_after_the_list_is_settled_one_comes_at_its_end(school: School) -> None:
    made, drawn = school.full(seats=2, people=3)
    school.enrol(made, school.person("后来人"), at=AFTER)
    assert states(made) == ["seated", "seated", "waiting", "waiting"]
    roomy = school.course(title="合唱", room_id=None, where="广场")
    school.settle(roomy)
    school.enrol(roomy, drawn[0].retiree_id, at=AFTER)
    assert states(roomy) == ["seated"]


def test_a_death_ends_the_enrolment_and_the_seat_goes_on(school: School) -> None:
    made, (seated, *_) = school.full(seats=1, people=2)
    with acting(SYSTEM):
        version = Retiree.objects.get(pk=seated.retiree_id).lock_version
    death = Death(TODAY, Source.RELATIVE, "死亡医学证明", version)
    record_death(actor=school.community, at=AFTER, retiree_id=seated.retiree_id, death=death)
    assert states(made) == ["deceased", "asked"]


def _settled_by_night(school: School, *people: UUID, **facts: Any) -> int:
    with acting(SYSTEM):
        Retiree.objects.filter(pk__in=people).update(**facts)
    return services.sweep(actor=SYSTEM, at=AFTER)


def test_who_moves_keeps_a_seat_to_the_end_and_waits_no_longer_where_the_offering_serves_others(school: School) -> None:
    made, drawn = school.full(seats=1, people=3)
    assert _settled_by_night(school, drawn[0].retiree_id, drawn[1].retiree_id, place_no=school.city.far) == 1
    found = [(one.state, one.to_tell, one.is_guest) for one in enrolments(made)]
    assert found == [("seated", "kept", True), ("moved", "moved", False), ("waiting", "waiting", False)]
    assert services.sweep(actor=SYSTEM, at=AFTER) == 0
    with acting(school.officer):
        row = row_of(made)
        assert list_guests(scope=school.officer.scope, offering=row) == [drawn[0].code]
        assert drawn[0].pk not in {one.pk for one in list_enrolments(scope=school.officer.scope, offering=row)}
    with acting(school.community):
        assert list_guests(scope=school.community.scope, offering=row) == []
    services.cancel(actor=school.officer, at=AFTER, offering_id=made, why="教室漏水")
    assert [one.to_tell for one in enrolments(made)] == ["cancelled", "moved", "cancelled"]


def test_who_comes_back_is_a_guest_no_longer(school: School) -> None:
    made, (seated, *_) = school.full(seats=1, people=2)
    assert _settled_by_night(school, seated.retiree_id, place_no=school.city.far) == 0
    assert _settled_by_night(school, seated.retiree_id, place_no=school.city.near) == 0
    (first, _) = enrolments(made)
    assert (first.state, first.is_guest, first.to_tell) == ("seated", False, "")


def test_who_is_in_nobodys_care_here_lets_the_seat_go_on(school: School) -> None:
    made, (seated, *_) = school.full(seats=1, people=2)
    assert _settled_by_night(school, seated.retiree_id, status="moved_away") == 1
    assert states(made) == ["moved", "asked"]


def test_of_two_entries_of_one_person_one_seat_stays_and_what_was_entered_goes_back_with_the_entry(
    school: School,
) -> None:
    both, only = school.course(), school.course(title="合唱", room_id=None, where="广场")
    kept, gone = school.person("王桂英"), school.person("王桂英")
    for offering, who in ((both, kept), (both, gone), (only, gone)):
        school.enrol(offering, who)
    manager = school.city.actor("city_manager")
    rule = ActRule("test", "合并", frozenset({manager.role}))
    with perform(actor=manager, action="test.merge", at=AT) as act:
        merge_entries(act=act, rule=rule, keep_id=kept, gone_id=gone)
    assert sorted(states(both)) == ["applied", "merged"]
    with acting(school.community):
        found = list_of_person(scope=school.community.scope, retiree_id=kept)
        assert {one.offering_id for one in found if one.state == "applied"} == {both, only}
    with perform(actor=manager, action="test.split", at=AT) as act:
        split_entries(act=act, ids=(kept, gone))
    assert [one.retiree_id for one in enrolments(only)] == [gone]


def test_whom_the_person_has_authorised_in_this_matter_enrols_and_nobody_else(school: School) -> None:
    made, person = school.course(), school.person()

    def proxy(*matters: str, phone: str) -> Actor:
        new = NewAuthorisation("王小妹", "女儿", phone, matters, (), TODAY + timedelta(days=90), Way.SIGNED, TODAY)
        warrant = authorise(actor=school.community, at=AT, retiree_id=person, new=new)
        return Actor(person, "proxy", "代办", Scope.of_warrant(person, warrant), "长辈版")

    other = proxy("certificates", phone="13900000001")
    assert _refused(Refused, services.enrol_own, actor=other, at=AT, offering_id=made) == "authorisations.not_within"
    daughter = proxy(MATTER, phone="13900000002")
    services.enrol_own(actor=daughter, at=AT, offering_id=made)
    (row,) = enrolments(made)
    assert row.by == "proxy"
    # The wall asks by the day of the database, on which an authorisation of March has run out: neither reads the row.
    with acting(other):
        assert not Enrolment.objects.exists()
    services.withdraw_own(actor=own(person), at=AT, offering_id=made)
    assert states(made) == ["left"]


def test_the_last_seat_after_the_list_goes_to_one_and_the_other_waits(school: School) -> None:
    made, people = school.course(seats=1), [school.person("学员甲"), school.person("学员乙")]
    school.settle(made, value="")
    for person in people:
        services.enrol_own(actor=own(person), at=AFTER, offering_id=made)
    assert states(made) == ["seated", "waiting"]


def test_a_move_settles_the_seat_in_its_own_act_and_asks_whoever_waits(school: School) -> None:
    made, drawn = school.full(seats=1, people=2)
    other = school.course(title="合唱", room_id=None, where="广场")
    school.enrol(other, drawn[0].retiree_id)
    with acting(SYSTEM):
        Retiree.objects.filter(pk=drawn[0].retiree_id).update(place_no=school.city.far)
    with perform(actor=school.city.actor("community_officer", "far"), action="test.accept", at=AFTER) as act:
        services.follow_moves(act=act, people=[drawn[0].retiree_id])
    assert states(made) == ["seated", "waiting"] and states(other) == ["moved"]
    with acting(school.city.actor("community_officer", "far")) as _:
        told = list_to_tell(scope=school.city.actor("community_officer", "far").scope)
        assert {one.to_tell for one in told} == {"kept", "moved"}
