"""Month by month: confirmed, postponed, withdrawn; what is late rises, and what the places learn of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.routine import queries, services
from yinqiao.areas.routine.models import ExpectedRetiree, RoutineEntry
from yinqiao.areas.routine.rules import LEVELS, level_of
from yinqiao.areas.routine.services.retention import EXPECTED
from yinqiao.areas.routine.tests.months import SYSTEM, THREE, Months, at, line
from yinqiao.areas.routine.types import (
    ExpectedState,
    Level,
    Postponement,
    PostponeReason,
    Retirement,
    View,
    WithdrawReason,
)
from yinqiao.areas.routine.views.today import today_entries
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.access.types import Scope
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NIGHT = Actor.system("常态化移交逾期上报")


def _code(refusal: pytest.ExceptionInfo[DomainError]) -> str:
    return refusal.value.code


def test_many_are_confirmed_at_once_and_the_handover_is_due_in_the_month_after(months: Months) -> None:
    months.expect(*THREE)
    assert months.confirm(301, 303, on=date(2026, 2, 27)) == 2
    person = months.person(301)
    assert (person.state, person.due_on, person.decision_no) == ("confirmed", date(2026, 3, 31), "长退审〔2026〕18号")
    assert months.steps(301) == ["expect", "confirm"]
    with acting(SYSTEM):
        told = Event.objects.get(type="routine.confirmed")
    assert told.data == {"people": 2} and told.enterprise_id == months.scene.enterprise_id


@pytest.mark.parametrize(
    ("on", "number", "code"),
    [
        (date(2026, 3, 3), "文1", "routine.retired_ahead"),
        (date(2026, 3, 1), "  ", "routine.number_required"),
        (date(2025, 6, 30), "文1", "routine.retired_too_early"),
    ],
)
def test_a_retirement_that_cannot_be_is_refused_and_nobody_is_confirmed(
    months: Months, on: date, number: str, code: str
) -> None:
    months.expect(*THREE)
    with pytest.raises(Invalid) as refusal:
        months.confirm(301, 303, on=on, number=number)
    assert _code(refusal) == code
    assert months.state(301) is months.state(303) is ExpectedState.EXPECTED


def test_who_is_confirmed_already_is_left_out_and_nobody_at_all_is_refused(months: Months) -> None:
    months.expect(*THREE)
    months.confirm(303)
    assert months.confirm(301, 303) == 1
    with pytest.raises(Conflict) as refusal:
        months.confirm(301, 303)
    assert _code(refusal) == "routine.nobody_open"


def test_special_trades_are_confirmed_before_the_age_of_everybody_else(months: Months) -> None:
    months.expect(line(301, born="19700816", special="是", approval="批1", chosen="2026-03"))
    assert months.confirm(301) == 1


def test_a_confirmation_is_taken_back(months: Months) -> None:
    months.expect(*THREE)
    months.confirm(303)
    services.unconfirm_person(actor=months.firm, at=NOW, expected_id=months.person(303).pk)
    person = months.person(303)
    assert (person.state, person.retired_on, person.due_on) == ("expected", None, date(2026, 3, 31))
    with pytest.raises(Conflict):
        services.unconfirm_person(actor=months.firm, at=NOW, expected_id=person.pk)


@pytest.mark.parametrize(
    ("month", "reason", "note", "code"),
    [
        (date(2026, 5, 1), PostponeReason.PROCEDURE, "", "routine.month_not_later"),
        (date(2026, 2, 1), PostponeReason.PROCEDURE, "", "routine.month_not_later"),
        (date(2029, 6, 1), PostponeReason.AGREED_LATER, "", "routine.month_past_latest"),
        (date(2026, 9, 1), PostponeReason.OTHER, " ", "routine.note_required"),
    ],
)
def test_a_month_that_is_no_postponement_is_refused(
    months: Months, month: date, reason: PostponeReason, note: str, code: str
) -> None:
    months.expect(THREE[0])
    with pytest.raises(Invalid) as refusal:
        services.postpone_person(
            actor=months.firm, at=NOW, expected_id=months.person(301).pk,
            postponement=Postponement(month, reason, note),
        )  # fmt: skip
    assert _code(refusal) == code and months.person(301).planned_on == date(2026, 5, 1)


def test_who_is_postponed_waits_for_the_new_month(months: Months) -> None:
    months.expect(THREE[0])
    services.postpone_person(
        actor=months.firm, at=NOW, expected_id=months.person(301).pk,
        postponement=Postponement(date(2026, 9, 15), PostponeReason.CONTRIBUTION),
    )  # fmt: skip
    person = months.person(301)
    assert (person.planned_on, person.due_on, person.is_postponed) == (date(2026, 9, 1), date(2026, 9, 30), True)
    with acting(SYSTEM):
        assert RoutineEntry.objects.get(step="postpone").reason == "contribution"


def test_who_is_withdrawn_has_a_coded_reason_and_is_late_no_more(months: Months) -> None:
    months.expect(*THREE)
    months.confirm(303)
    for serial in (301, 303):
        services.withdraw_person(
            actor=months.firm,
            at=NOW,
            expected_id=months.person(serial).pk,
            reason=WithdrawReason.TRANSFERRED,
            note="调往外省",
        )
        assert (months.state(serial), months.person(serial).due_on) == (ExpectedState.WITHDRAWN, None)
    with pytest.raises(Conflict):
        months.confirm(303)


def test_another_enterprise_and_a_place_reach_nobody(months: Months) -> None:
    months.expect(*THREE)
    one = months.person(301).pk
    for actor in (months.rival, months.street, months.city):
        with pytest.raises(NotFound):
            services.withdraw_person(actor=actor, at=NOW, expected_id=one, reason=WithdrawReason.LEFT)
        with pytest.raises(Conflict):
            services.confirm_people(actor=actor, at=NOW, ids=[one], retirement=Retirement(date(2026, 3, 1), "文1"))
    assert months.state(301) is ExpectedState.EXPECTED


@pytest.mark.parametrize("days", [0, 1, 14, 15, 29, 30, 44, 45, 90])
def test_what_is_late_rises_as_the_rule_says(months: Months, days: int) -> None:
    months.expect(THREE[1])
    moment = at(2026, 3, 31).replace(day=31)
    today = date.fromordinal(date(2026, 3, 31).toordinal() + days)
    services.raise_late_people(actor=NIGHT, at=moment.replace(year=today.year, month=today.month, day=today.day))
    level = level_of(date(2026, 3, 31), today, {"street_days": 15, "district_days": 30, "city_days": 45})
    assert months.person(303).risen_to == (LEVELS.index(level) if level else 0)


def test_a_rise_is_told_once_and_ends_with_the_confirmation(months: Months) -> None:
    months.expect(THREE[1])
    night = at(2026, 4, 20)
    assert services.raise_late_people(actor=NIGHT, at=night) == 1
    assert services.raise_late_people(actor=NIGHT, at=night) == 0
    with acting(SYSTEM):
        told = Event.objects.get(type="routine.risen")
    assert told.data == {"level": "street", "people": 1} and told.retiree_id is None
    months.confirm(303, on=date(2026, 4, 1), now=night)
    assert (months.person(303).risen_to, months.person(303).due_on) == (0, date(2026, 5, 31))


def test_the_places_learn_figures_by_enterprise_of_their_own_people_and_of_no_others(months: Months) -> None:
    elsewhere = line(305, "周文", address="开福区望麓园街道富雅坪社区8栋", community="富雅坪社区")
    months.expect(*THREE, elsewhere)
    months.confirm(303)
    today = date(2026, 4, 20)
    with acting(months.street):
        (row,) = queries.list_figures(scope=months.street.scope, today=today, level=Level.STREET)
    assert (row.next_month, row.to_confirm, row.confirmed, row.handed_over, row.late) == (1, 0, 1, 0, 0)
    with acting(months.city):
        (whole,) = queries.list_figures(scope=months.city.scope, today=date(2026, 6, 20), level=Level.CITY)
    assert (whole.late, whole.risen, whole.oldest_due) == (3, 0, date(2026, 4, 30))
    # The arguments narrow what the transaction may see, they never widen it.
    with acting(months.elsewhere):
        (row,) = queries.list_figures(scope=Scope.everything(), today=today, level=Level.STREET)
    assert row.next_month == 1
    with acting(months.firm):
        assert queries.list_figures(scope=Scope.everything(), today=today, level=Level.STREET) == []


def test_today_counts_what_the_lists_hold(months: Months) -> None:
    months.expect(*THREE)
    months.confirm(303, on=date(2026, 2, 2))
    today = date(2026, 4, 20)
    with acting(months.firm):
        entries = {one.label: one.count for one in today_entries(months.firm, today)}
        late = queries.list_expected(scope=months.firm.scope).filter(queries.of_view(View.LATE, today))
        assert late.count() == 1
    assert entries == {"常态化移交逾期的人员": 1, "已办退休、等待移交的人员": 1, "下月到龄的人员": 1}
    services.raise_late_people(actor=NIGHT, at=at(2026, 4, 20))
    with acting(months.street):
        assert [one.count for one in today_entries(months.street, today)] == [1]
    with acting(months.district):
        assert today_entries(months.district, today) == []
    with acting(months.community):
        assert today_entries(months.community, today) == []


@pytest.mark.parametrize(
    "change",
    [
        "state = 'confirmed'",
        "state = 'handed_over', retired_on = '2026-03-01', due_on = NULL",
        "withdraw_reason = 'left'",
        "state = 'withdrawn', due_on = NULL, ended_on = '2026-03-01'",
        "due_on = NULL",
        "planned_on = '2026-04-02'",
    ],
)
def test_the_database_refuses_the_impossible(months: Months, change: str) -> None:
    months.expect(THREE[0])
    with pytest.raises(IntegrityError), acting(SYSTEM), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE routine_expectedretiree SET {change}")  # noqa: S608


def test_what_was_done_stays_as_it_was_written(months: Months) -> None:
    months.expect(THREE[0])
    with acting(SYSTEM):
        assert RoutineEntry.objects.update(step="confirm") == 0
    with acting(months.firm):
        assert RoutineEntry.objects.all().delete()[0] == 0
    assert months.steps(301) == ["expect"]


def test_whose_handover_has_ended_goes_when_the_period_is_over(months: Months) -> None:
    months.expect(*THREE)
    services.withdraw_person(
        actor=months.firm, at=NOW, expected_id=months.person(301).pk, reason=WithdrawReason.DECEASED
    )
    with acting(SYSTEM):
        assert EXPECTED.find_due(date(2026, 3, 2)) == []
        (due,) = EXPECTED.find_due(date(2026, 3, 3))
        assert "赵" not in due.label
        everybody = list(ExpectedRetiree.objects.values_list("pk", flat=True))
        assert EXPECTED.destroy(everybody, NOW, months.person(303).pk) == 1
        assert ExpectedRetiree.objects.count() == 2 and RoutineEntry.objects.count() == 2
