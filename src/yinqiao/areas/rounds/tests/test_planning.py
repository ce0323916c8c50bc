"""The plan of a week as acts: made once, held to scope, made anew around what is done, by hand, when somebody is ill."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from yinqiao.areas.duties.tests.serving import SYSTEM, Serving
from yinqiao.areas.duties.types import Outcome
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, Register
from yinqiao.areas.rounds import queries, services
from yinqiao.areas.rounds.models import PlanShift, PlanVisit
from yinqiao.areas.rounds.rules.week import Slot
from yinqiao.areas.rounds.types import NewPlan, Unplaced
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import Actor, acting

# TODAY is a Thursday; the plan of this week has two days left.
MONDAY = TODAY - timedelta(days=TODAY.weekday())
FRIDAY = MONDAY + timedelta(days=4)
pytestmark = [pytest.mark.db, pytest.mark.django_db]


class Planning:
    """Four people to whom a visit is due until the end of March, and their officer."""

    def __init__(self, serving: Serving, register: Register) -> None:
        self.serving = serving
        self.people = [serving.person]
        for no in range(3):
            self.people.append(register(name=f"周秀{no}", born_on=Serving.BORN, building=f"锦湖小区{no // 2 + 1}栋"))
        serving.sweep()
        self.officer = serving.city.actor("community_officer")
        self.plan_id = UUID(int=0)

    def make(self, minutes: int = 300, *, at: datetime = AT, actor: Actor | None = None, **told: Any) -> UUID:
        """For this week, by the officer and a colleague without an account."""
        usual: dict[str, Any] = {
            "place_no": self.serving.city.near, "monday": MONDAY, "minutes": minutes, "until": date(2026, 3, 31),
            "officers": ((self.officer.id, "谭芳"), (None, "李敏")),
        }  # fmt: skip
        self.plan_id = services.make_plan(actor=actor or self.officer, at=at, new=NewPlan(**{**usual, **told}))
        return self.plan_id

    def places(self) -> dict[UUID, Slot | str]:
        """Where each stands, or why nowhere."""
        with acting(SYSTEM):
            rows = list(PlanVisit.objects.filter(plan_id=self.plan_id))
        return {one.retiree_id: (one.officer_no or 0, one.day) if one.day else one.reason for one in rows}

    def visit(self, person: UUID) -> UUID:
        """The row of a person."""
        with acting(SYSTEM):
            return PlanVisit.objects.get(plan_id=self.plan_id, retiree_id=person).pk


@pytest.fixture
def planning(serving: Serving, register: Register) -> Planning:
    """Nothing planned yet."""
    return Planning(serving, register)


def test_a_week_is_planned_from_today_on_and_a_second_time_is_refused(planning: Planning) -> None:
    planning.make()
    found = planning.places()
    assert set(found) == set(planning.people) and all(one[1] >= TODAY for one in found.values() if one)  # type: ignore[misc,operator]
    with acting(SYSTEM):
        assert {one.day for one in PlanShift.objects.all()} == {TODAY, FRIDAY}
    with pytest.raises(Conflict) as refused:
        planning.make()
    assert refused.value.code == "rounds.week_planned"


def test_a_plan_without_anybody_who_goes_or_is_due_or_in_a_week_that_is_over_is_refused(planning: Planning) -> None:
    for told, code in (
        ({"officers": ()}, "rounds.nobody_goes"),
        ({"until": date(2026, 3, 30)}, "rounds.nobody_to_plan"),
        ({"monday": MONDAY - timedelta(days=7)}, "rounds.week_over"),
    ):
        with pytest.raises((Invalid, Conflict)) as refused:
            planning.make(**told)  # type: ignore[arg-type]
        assert refused.value.code == code
    assert planning.places() == {}


def test_a_place_and_a_plan_out_of_scope_are_not_found_and_overseers_see_none(planning: Planning) -> None:
    city = planning.serving.city
    with pytest.raises(NotFound):
        planning.make(place_no=city.far)
    planning.make()
    stranger = city.actor("community_officer", "far")
    for act in (
        lambda: services.replan(actor=stranger, at=AT, plan_id=planning.plan_id),
        lambda: services.confirm_plan(actor=stranger, at=AT, plan_id=planning.plan_id),
        lambda: services.move_visit(actor=stranger, at=AT, visit_id=planning.visit(planning.people[0]), slot=None),
        lambda: services.free_visit(actor=stranger, at=AT, visit_id=planning.visit(planning.people[0])),
        lambda: services.set_hours(
            actor=stranger, at=AT, plan_id=planning.plan_id, officer_no=1, days=[TODAY], minutes=0
        ),
    ):
        with pytest.raises(NotFound):
            act()
    auditor = city.actor("auditor")
    with acting(auditor):
        assert list(queries.list_plans(scope=auditor.scope)) == []


def test_what_does_not_fit_stands_with_its_reason(planning: Planning) -> None:
    planning.make(minutes=100, officers=((None, "谭芳"),))
    reasons = [one for one in planning.places().values() if isinstance(one, str)]
    assert 1 <= len(reasons) <= 3 and set(reasons) == {Unplaced.NO_ROOM.value}
    services.set_hours(
        actor=planning.officer, at=AT, plan_id=planning.plan_id, officer_no=1, days=[TODAY, FRIDAY], minutes=40
    )
    assert set(planning.places().values()) == {Unplaced.TOO_LONG.value}
    with pytest.raises(Invalid) as refused:
        services.set_hours(
            actor=planning.officer, at=AT, plan_id=planning.plan_id, officer_no=1, days=[MONDAY], minutes=0
        )
    assert refused.value.code == "rounds.slot_missing"


def test_who_falls_ill_goes_nowhere_and_what_was_put_by_hand_with_others_stays(planning: Planning) -> None:
    planning.make()
    first, second, *_ = planning.people
    for person, officer_no in ((first, 1), (second, 2)):
        services.move_visit(actor=planning.officer, at=AT, visit_id=planning.visit(person), slot=(officer_no, FRIDAY))
    services.set_hours(
        actor=planning.officer, at=AT, plan_id=planning.plan_id, officer_no=1, days=[TODAY, FRIDAY], minutes=0
    )
    found = planning.places()
    assert found[second] == (2, FRIDAY)
    assert {one[0] for one in found.values()} == {2}
    with pytest.raises(Invalid) as refused:
        services.move_visit(actor=planning.officer, at=AT, visit_id=planning.visit(first), slot=(1, FRIDAY))
    assert refused.value.code == "rounds.slot_missing"


def test_a_visit_that_is_done_stays_where_it_was_and_is_not_planned_again(planning: Planning) -> None:
    planning.make()
    person = planning.people[0]
    services.move_visit(actor=planning.officer, at=AT, visit_id=planning.visit(person), slot=(1, TODAY))
    planning.serving.deliver()
    services.replan(actor=planning.officer, at=AT + timedelta(hours=3), plan_id=planning.plan_id)
    assert planning.places()[person] == (1, TODAY)
    services.replan(actor=planning.officer, at=AT + timedelta(days=1), plan_id=planning.plan_id)
    found = planning.places()
    assert found.pop(person) == (1, TODAY)
    assert {one[1] for one in found.values()} == {FRIDAY}  # type: ignore[misc]


def test_who_was_taken_out_stays_out_until_the_system_may_decide_again(planning: Planning) -> None:
    planning.make()
    person = planning.people[0]
    services.move_visit(actor=planning.officer, at=AT, visit_id=planning.visit(person), slot=None)
    services.replan(actor=planning.officer, at=AT, plan_id=planning.plan_id)
    assert planning.places()[person] == Unplaced.TAKEN_OUT
    services.free_visit(actor=planning.officer, at=AT, visit_id=planning.visit(person))
    services.replan(actor=planning.officer, at=AT, plan_id=planning.plan_id)
    assert not isinstance(planning.places()[person], str)


def test_who_was_not_at_home_is_planned_again_on_the_day_that_was_agreed(planning: Planning) -> None:
    planning.make()
    planning.serving.deliver(outcome=Outcome.NOT_HOME, condition="", next_on=FRIDAY)
    services.replan(actor=planning.officer, at=AT, plan_id=planning.plan_id)
    found = planning.places()[planning.people[0]]
    assert not isinstance(found, str) and found[1] == FRIDAY
    planning.serving.deliver(outcome=Outcome.NOT_HOME, condition="", next_on=FRIDAY + timedelta(days=5))
    services.replan(actor=planning.officer, at=AT, plan_id=planning.plan_id)
    assert planning.people[0] not in planning.places()


def test_a_confirmed_plan_is_told_to_whoever_goes_and_its_people_are_in_no_other_week(planning: Planning) -> None:
    planning.make()
    officer = planning.officer
    for person in planning.people[:2]:
        services.move_visit(actor=officer, at=AT, visit_id=planning.visit(person), slot=(1, TODAY))
    with acting(officer):
        assert queries.find_own_day(scope=officer.scope, officer_id=officer.id, day=TODAY) is None
    services.confirm_plan(actor=officer, at=AT, plan_id=planning.plan_id)
    with acting(officer):
        found = queries.find_own_day(scope=officer.scope, officer_id=officer.id, day=TODAY)
        assert found is not None and found[1] == 1 and found[2] >= 2
        assert queries.find_own_day(scope=officer.scope, officer_id=uuid4(), day=TODAY) is None
    with pytest.raises(Conflict):
        services.confirm_plan(actor=officer, at=AT, plan_id=planning.plan_id)
    with pytest.raises(Invalid) as refused:
        planning.make(monday=MONDAY + timedelta(days=7))
    assert refused.value.code == "rounds.nobody_to_plan"


def test_a_plan_reckons_with_the_office_calendar() -> None:
    assert [day.day for day in queries.working_days(date(2026, 3, 2))] == [2, 3, 4, 5, 6]
    assert date(2026, 10, 1) not in queries.working_days(date(2026, 9, 28))
