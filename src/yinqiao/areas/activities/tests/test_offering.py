"""An offering from its draft to its end: what it must say, the room that it takes, the promise, the list, the seats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from django.utils import timezone

from yinqiao.areas.activities import services
from yinqiao.areas.activities.models import Offering
from yinqiao.areas.activities.queries import count_to_settle, count_to_tell, find_attendance, list_offerings
from yinqiao.areas.activities.rules import Entry, commitment_of, draw, seed_of
from yinqiao.areas.activities.tests.school import (
    AFTER,
    SYSTEM,
    VALUE,
    School,
    day,
    enrolments,
    row_of,
    sessions,
    states,
)
from yinqiao.areas.activities.types import NewBranch, Plan, Slot
from yinqiao.areas.retirees.tests.small_city import AT
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _refused(kind: type[DomainError], act: Any, **given: Any) -> str:
    with pytest.raises(kind) as refusal:
        act(**given)
    return refusal.value.code


def test_a_branch_is_of_ones_own_place_and_named_once(school: School) -> None:
    new = NewBranch(school.city.street, "望月湖快乐老人大学", "别处")
    given = {"actor": school.officer, "at": AT}
    assert _refused(Conflict, services.open_branch, **given, new=new) == "activities.name_taken"
    assert _refused(Invalid, services.open_branch, **given, new=replace(new, name=" ")) == "activities.not_complete"
    with pytest.raises(NotFound):
        services.open_branch(**given, new=replace(new, name="远处分校", place_no=school.city.far))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"), ({"seats": 0}, "seats"), ({"seats": 31}, "seats"), ({"room_id": None}, "where"),
        ({"closes_on": date(2026, 3, 4)}, "closes_on"),
        ({"plan": Plan(date(2026, 3, 20), 1, time(9), time(10))}, "first_on"),
        ({"plan": Plan(date(2026, 3, 25), 1, time(9), time(9))}, "ends"),
        ({"plan": Plan(date(2026, 3, 25), 61, time(9), time(10))}, "times"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_draft_is_said_beside_the_field(school: School, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        school.draft(**wrong)
    assert list(refusal.value.fields) == [field]
    assert school.draft()


def test_a_draft_is_seen_by_its_own_place_alone_and_changed_until_it_is_published(school: School) -> None:
    made = school.draft()
    with acting(school.community):
        assert not list_offerings(scope=school.community.scope).exists()
    services.redraft(actor=school.officer, at=AT, offering_id=made, new=replace(school.new, title="行书"))
    with pytest.raises(NotFound):
        services.publish(actor=school.community, at=AT, offering_id=made)
    services.publish(actor=school.officer, at=AT, offering_id=made)
    with acting(school.community):
        assert [one.title for one in list_offerings(scope=school.community.scope)] == ["行书"]
    given = {"actor": school.officer, "at": AT, "offering_id": made}
    assert _refused(Conflict, services.redraft, **given, new=school.new) == "activities.state_forbids"
    assert _refused(Conflict, services.publish, **given) == "activities.state_forbids"


def test_publishing_keeps_the_dates_without_holidays_and_promises_the_lots(school: School) -> None:
    # 2026-04-06 is a day off for the tomb-sweeping festival, a Monday.
    made = school.course(plan=Plan(date(2026, 3, 30), 3, time(9), time(10, 30)))
    days = [timezone.localdate(one.starts_at) for one in sessions(made)]
    assert days == [date(2026, 3, 30), date(2026, 4, 13), date(2026, 4, 20)]
    row = row_of(made)
    assert len(row.commitment) == 64 and row.shown_secret == "" and row.secret
    assert row.ends_on == days[-1]


def test_a_room_is_never_taken_twice_at_a_time_but_is_free_when_what_took_it_is_cancelled(school: School) -> None:
    first, second = school.course(), school.draft(title="国画")
    beside = school.draft(title="合唱", plan=Plan(date(2026, 3, 25), 3, time(10, 30), time(11, 30)))
    services.publish(actor=school.officer, at=AT, offering_id=beside)
    given = {"actor": school.officer, "at": AT, "offering_id": second}
    assert _refused(Conflict, services.publish, **given) == "activities.room_taken"
    assert row_of(second).state == "draft" and row_of(second).commitment == ""
    services.cancel(actor=school.officer, at=AT, offering_id=first, why="教师生病")
    services.publish(**given)


def test_the_list_is_settled_after_the_last_day_and_without_lots_where_there_is_room_for_all(school: School) -> None:
    made = school.course()
    school.enrol(made, school.person())
    given = {"actor": school.officer, "offering_id": made, "public_value": ""}
    assert _refused(Conflict, services.settle, **given, at=AT) == "activities.not_yet_closed"
    with acting(school.officer):
        assert count_to_settle(scope=school.officer.scope, today=date(2026, 3, 21)) == 1
    services.settle(**given, at=AFTER)
    row = row_of(made)
    assert states(made) == ["seated"] and row.drawn == [] and commitment_of(row.shown_secret) == row.commitment
    assert row.secret is None
    assert _refused(Conflict, services.settle, **given, at=AFTER) == "activities.state_forbids"
    with acting(school.officer):
        assert count_to_settle(scope=school.officer.scope, today=date(2026, 3, 21)) == 0


def test_lots_need_the_public_value_and_can_be_drawn_again_by_anybody(school: School) -> None:
    made = school.course(seats=2)
    for name in ("学员甲", "学员乙", "学员丙", "学员丁"):
        school.enrol(made, school.person(name))
    given = {"actor": school.officer, "at": AFTER, "offering_id": made}
    assert _refused(Invalid, services.settle, **given, public_value=" ") == "activities.public_value_missing"
    assert row_of(made).shown_secret == ""
    services.settle(**given, public_value=VALUE)
    row = row_of(made)
    entries = [Entry(one["code"], one["team"], one["missed"]) for one in sorted(row.drawn, key=lambda one: one["code"])]
    again = draw(entries, row.seats, seed_of(row.shown_secret, row.public_value), missed_first=row.missed_first)
    assert [one.code for one in again] == [one["code"] for one in row.drawn]
    assert [one.code for one in enrolments(made)] == [one.code for one in again]
    assert states(made) == ["seated", "seated", "waiting", "waiting"]
    with acting(school.officer):
        assert count_to_tell(scope=school.officer.scope) == 4


def test_who_missed_out_last_term_goes_first(school: School) -> None:
    _, drawn = school.full(seats=1, people=3)
    unlucky = [one.retiree_id for one in drawn if one.state == "waiting"]
    later = replace(school.new.plan, first_on=date(2026, 3, 26))
    made = school.course(title="行书", seats=2, plan=later)
    for who in [*unlucky, *(school.person(f"新学员{at}") for at in range(5))]:
        school.enrol(made, who)
    school.settle(made)
    assert {one.retiree_id for one in enrolments(made)[:2]} == set(unlucky)
    assert [one["missed"] for one in row_of(made).drawn] == [True, True, False, False, False, False, False]


def test_a_cancelled_one_tells_those_who_had_enrolled_and_a_draft_leaves_nothing(school: School) -> None:
    made, draft = school.course(), school.draft(title="国画")
    school.enrol(made, school.person())
    given = {"actor": school.officer, "at": AT}
    assert _refused(Invalid, services.cancel, **given, offering_id=made, why=" ") == "activities.not_complete"
    services.cancel(**given, offering_id=made, why="教室漏水")
    services.cancel(**given, offering_id=draft, why="不办了")
    (one,) = enrolments(made)
    assert (one.state, one.to_tell) == ("cancelled", "cancelled")
    assert all(session.is_cancelled for session in sessions(made))
    with acting(SYSTEM):
        assert not Offering.objects.filter(pk=draft).exists()
    assert _refused(Conflict, services.cancel, **given, offering_id=made, why="再来") == "activities.state_forbids"
    with acting(school.community):
        assert count_to_tell(scope=school.community.scope) == 1
    assert services.mark_told(actor=school.community, at=AT, enrolments=[one.pk]) == 1
    with acting(school.community):
        assert count_to_tell(scope=school.community.scope) == 0


def test_who_came_is_noted_on_the_day_and_put_right_afterwards(school: School) -> None:
    made = school.course()
    for name in ("学员甲", "学员乙"):
        school.enrol(made, school.person(name))
    school.settle(made)
    first, second = enrolments(made)
    session = sessions(made)[0]
    given = {"actor": school.officer, "session_id": session.pk}
    assert _refused(Conflict, services.note_attendance, **given, at=AFTER, present=()) == "activities.not_held_yet"
    assert services.note_attendance(**given, at=day(AFTER, 4), present={first.pk}) == 1
    assert services.note_attendance(**given, at=day(AFTER, 5), present={first.pk, second.pk}) == 2
    with acting(school.officer):
        assert find_attendance(scope=school.officer.scope, session_id=session.pk) == {first.pk: True, second.pk: True}
    with pytest.raises(NotFound):
        services.note_attendance(actor=school.community, at=day(AFTER, 5), session_id=session.pk, present=())


def test_one_time_is_moved_or_dropped_and_whoever_has_a_seat_is_to_be_told(school: School) -> None:
    made, other = school.course(), school.course(title="国画", plan=Plan(date(2026, 3, 25), 3, time(14), time(15)))
    school.enrol(made, school.person())
    school.settle(made)
    (enrolled,) = enrolments(made)
    first, second, last = sessions(made)
    given = {"actor": school.officer, "at": AFTER}
    taken, free = Slot(date(2026, 3, 25), time(14, 30), time(15, 30)), Slot(date(2026, 4, 10), time(14), time(15))
    assert _refused(Conflict, services.reschedule, **given, session_id=last.pk, to=taken) == "activities.room_taken"
    for wrong in (replace(free, ends=time(14)), replace(free, day=date(2026, 3, 20))):
        assert (
            _refused(Invalid, services.reschedule, **given, session_id=last.pk, to=wrong) == "activities.not_complete"
        )
    # Whoever has yet to be told of the seat is told of the seat, with the days as they are then.
    services.reschedule(**given, session_id=last.pk, to=free)
    assert enrolments(made)[0].to_tell == "seated" and row_of(made).ends_on == date(2026, 4, 10)
    services.mark_told(**given, enrolments=[enrolled.pk])
    services.reschedule(**given, session_id=last.pk, to=None)
    assert enrolments(made)[0].to_tell == "changed"
    assert row_of(made).ends_on == timezone.localdate(second.starts_at)
    assert _refused(Conflict, services.reschedule, **given, session_id=last.pk, to=free) == "activities.state_forbids"
    late = {**given, "at": day(AFTER, 10)}
    assert _refused(Conflict, services.reschedule, **late, session_id=first.pk, to=free) == "activities.state_forbids"
    early = {"actor": school.officer, "at": AT, "session_id": sessions(other)[0].pk}
    assert (
        _refused(Invalid, services.reschedule, **early, to=replace(free, day=date(2026, 3, 20)))
        == "activities.not_complete"
    )
    services.reschedule(**early, to=replace(free, day=date(2026, 3, 26)))
    assert row_of(other).first_on == date(2026, 3, 26)
    with pytest.raises(NotFound):
        services.reschedule(actor=school.community, at=AFTER, session_id=sessions(other)[0].pk, to=free)
