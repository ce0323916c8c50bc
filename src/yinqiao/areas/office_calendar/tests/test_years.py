"""A year of the calendar: entered by one, approved by another; then every clock is as if it had always been so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yinqiao.areas.applications import services as applications
from yinqiao.areas.applications.models import Case
from yinqiao.areas.applications.queries import item_of
from yinqiao.areas.applications.rules import case_clock
from yinqiao.areas.applications.tests.desk import SYSTEM, Desk, days
from yinqiao.areas.applications.types import OPEN, Answer
from yinqiao.areas.office_calendar import queries, services
from yinqiao.areas.office_calendar.models import CalendarYear, Recount
from yinqiao.areas.office_calendar.tests.conftest import manager
from yinqiao.areas.office_calendar.types import YearDraft
from yinqiao.areas.office_calendar.views.today import today_entries
from yinqiao.kernel.errors import DomainError, NotFound, Refused
from yinqiao.kernel.working_days import WorkCalendar, read_spells
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.rulebook import freshen
from yinqiao.platform.workdays import Moves, Year, supply_years, work_calendar

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("_forgets")]
AT = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
TODAY = AT.date()


def draft(year: int = 2027, off: tuple[date, ...] | None = None, worked: tuple[date, ...] = ()) -> YearDraft:
    """A notice of the State Council."""
    days = (date(year, 1, 1), date(year, 10, 1)) if off is None else off
    return YearDraft(year, days, worked, "国办发明电〔2026〕8号", "按通知录入")


def publish(drafter: Actor, second: Actor, told: YearDraft, at: datetime = AT) -> UUID:
    """Both of them."""
    made = services.propose_year(actor=drafter, at=at, draft=told)
    services.decide_year(actor=second, at=at, version_id=made, is_approved=True, words="同意")
    return made


def code_of(act: Callable[[], object]) -> str:
    """With what something is refused."""
    with pytest.raises(DomainError) as refused:
        act()
    return refused.value.code


def fresh(case: Case, calendar: WorkCalendar) -> tuple[date | None, ...]:
    """The days of a case as if its clock were begun now."""
    clock = case_clock(read_spells(case.spells), item_of(case.item), case.step, calendar)
    return clock.half_on, clock.near_on, clock.due_on, clock.promised_on


def as_kept(case: Case) -> tuple[date | None, ...]:
    """The days of a case as they are kept."""
    return case.half_on, case.near_on, case.due_on, case.promised_on


def test_from_its_day_on_every_clock_is_counted_anew_and_what_moved_is_told_before_and_after(
    desk: Desk, drafter: Actor, second: Actor
) -> None:
    handling = desk.handling()
    waiting = desk.apply(who="欧阳建国")
    before = [desk.case(one).due_on for one in (handling, waiting)]
    week = tuple(date(2026, 3, 4) + timedelta(days=at) for at in range(3))
    with acting(drafter):
        held = queries.held_on(2026, days(0).date())[0]
    made = publish(drafter, second, draft(2026, (*held.off, *week), tuple(held.worked)), days(0))
    with acting(second):
        row = queries.get_version(scope=second.scope, version_id=made)
        assert row.valid_from == days(1).date()
        assert dict(queries.foresee(queries.year_of(row)))["办件"] == Moves(2, 2)
    services.recount_all(actor=SYSTEM, at=days(0))
    assert [desk.case(one).due_on for one in (handling, waiting)] == before, "today goes on as it began"
    with acting(SYSTEM):
        freshen(days(1).date())
    services.recount_all(actor=SYSTEM, at=days(1))
    after = [desk.case(one).due_on for one in (handling, waiting)]
    assert all(new is not None and old is not None and new > old for old, new in zip(before, after, strict=True))
    with acting(second):
        told = dict(queries.list_recounts(scope=second.scope, since=days(1).date(), until=days(1).date()))
        assert (told["办件"].running, told["办件"].moved) == (2, 2)
    services.recount_all(actor=SYSTEM, at=days(1) + timedelta(hours=1))
    with acting(SYSTEM):
        assert Recount.objects.get(day=days(1).date(), clocks="applications").moved == 2, "the first count is kept"


_MARCH = [date(2026, 3, 1) + timedelta(days=at) for at in range(60)]
_OFF = st.frozensets(st.sampled_from([one for one in _MARCH if one.weekday() < 5]), max_size=30)
_WORKED = st.frozensets(st.sampled_from([one for one in _MARCH if one.weekday() >= 5]), max_size=12)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(off=_OFF, worked=_WORKED)
def test_counting_anew_equals_counting_from_the_beginning_whatever_the_calendar(
    desk: Desk, off: frozenset[date], worked: frozenset[date]
) -> None:
    with transaction.atomic():
        first = desk.handling()
        second = desk.apply(who="欧阳建国", at=days(3))
        applications.ask_for_more(
            actor=desk.scene.community, at=days(4), case_id=second, answer=Answer("请补照片", materials=("id_card",))
        )
        supply_years(lambda _: (Year(2026, off, worked),))
        with acting(SYSTEM):
            freshen(date(2026, 3, 5))
            applications.recount_clocks(actor=SYSTEM, at=days(5))
            rows = list(Case.objects.filter(state__in=OPEN).select_related("item"))
            assert {one.pk for one in rows} == {first, second}
            assert [as_kept(one) for one in rows] == [fresh(one, work_calendar()) for one in rows]
            assert applications.recount_clocks(actor=SYSTEM, at=days(5)).moved == 0
        transaction.set_rollback(True)


def test_two_people_and_a_published_year_is_never_changed(drafter: Actor, second: Actor) -> None:
    at = datetime(2031, 3, 3, 2, 0, tzinfo=UTC)
    made = services.propose_year(actor=drafter, at=at, draft=draft(2032, (date(2032, 1, 1),)))
    for is_approved in (True, False):
        assert (
            code_of(
                lambda yes=is_approved: services.decide_year(actor=drafter, at=at, version_id=made, is_approved=yes)  # type: ignore[misc]
            )
            == "office_calendar.same_person"
        )
    with acting(drafter), pytest.raises(IntegrityError), transaction.atomic():
        CalendarYear.objects.filter(pk=made).update(state="published", decided_by=drafter.id, valid_from=TODAY)
    services.decide_year(actor=second, at=at, version_id=made, is_approved=True)
    with acting(second):
        for change in ("SET off = '[]'", "SET valid_from = '2031-05-01'", "SET state = 'proposed', decided_at = NULL"):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE office_calendar_calendaryear {change} WHERE id = %s", [made])
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarYear.objects.filter(pk=made).delete()
    again = lambda: services.propose_year(actor=drafter, at=at, draft=draft(2032, ()))  # noqa: E731
    assert code_of(again) == "office_calendar.already_waiting"
    services.withdraw_year(actor=second, at=at, version_id=made, reason="文号有误")
    with acting(second):
        assert queries.years_on(date(2031, 3, 4)) == ()
    late = publish(drafter, second, draft(2032, ()), at)
    begun = at + timedelta(hours=13)
    assert code_of(lambda: services.withdraw_year(actor=second, at=begun, version_id=late, reason="晚了")) == (
        "office_calendar.too_late"
    )


def test_the_year_ahead_that_nobody_entered_is_on_the_list_in_november_until_it_is(
    drafter: Actor, second: Actor
) -> None:
    with acting(second):
        assert not today_entries(second, date(2026, 10, 31))
        assert [one.label for one in today_entries(second, TODAY)] == ["2027 年工作日历还没有录入"]
    made = services.propose_year(actor=drafter, at=AT, draft=draft())
    with acting(second):
        assert [one.label for one in today_entries(second, TODAY)] == ["待批准的工作日历"]
        assert not today_entries(drafter, TODAY)
    services.decide_year(actor=second, at=AT, version_id=made, is_approved=True)
    with acting(second):
        assert not today_entries(second, TODAY)
        assert queries.held_on(2027, TODAY)[1] == "assumed"
        assert queries.held_on(2027, TODAY + timedelta(days=1))[1:] == ("city", "国办发明电〔2026〕8号")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (draft(2027, (date(2026, 1, 1),)), "office_calendar.wrong_days"),
        (draft(2027, (), (date(2027, 1, 1),)), "office_calendar.wrong_days"),
        (draft(2040, ()), "office_calendar.not_found"),
        (draft(1999, ()), "office_calendar.not_found"),
    ],
)
def test_what_no_calendar_can_be_is_refused(drafter: Actor, told: YearDraft, code: str) -> None:
    assert code_of(lambda: services.propose_year(actor=drafter, at=AT, draft=told)) == code
    with acting(drafter):
        assert not CalendarYear.objects.exists()


def test_the_same_as_holds_is_refused_and_a_notice_that_confirms_what_was_assumed_is_not(drafter: Actor) -> None:
    def same(year: int) -> Callable[[], Any]:
        with acting(drafter):
            held = queries.held_on(year, TODAY)[0]
        return lambda: services.propose_year(
            actor=drafter, at=AT, draft=draft(year, tuple(held.off), tuple(held.worked))
        )

    assert code_of(same(2026)) == "office_calendar.nothing_changed"
    assert same(2027)()


def test_only_the_citys_managers_enter_and_decide_and_no_process_does(drafter: Actor, second: Actor) -> None:
    made = services.propose_year(actor=drafter, at=AT, draft=draft())
    process = Actor(None, "city_manager", "演示载入", Scope.place(1, 100_000, "长沙市"))
    for actor in (manager("龙卫国", "district_manager"), manager("陈敏", "auditor"), process, Actor.system("夜间")):
        with pytest.raises(Refused):
            services.propose_year(actor=actor, at=AT, draft=draft(2028, ()))
        with pytest.raises(Refused):
            services.decide_year(actor=actor, at=AT, version_id=made, is_approved=True)
    with pytest.raises(NotFound):
        services.decide_year(actor=second, at=AT, version_id=uuid4(), is_approved=True)
    assert code_of(lambda: services.withdraw_year(actor=second, at=AT, version_id=made, reason="不是我的")) == (
        "office_calendar.only_own"
    )
    services.decide_year(actor=second, at=AT, version_id=made, is_approved=False, words="漏了中秋")
    assert code_of(lambda: services.decide_year(actor=second, at=AT, version_id=made, is_approved=True)) == (
        "office_calendar.not_waiting"
    )
