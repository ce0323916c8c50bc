"""The check and the submission of a list of retiring people: months by the law, bad input, changes, undo."""

from __future__ import annotations

from datetime import date

import pytest

from yinqiao.areas.handover.tests.conftest import CAST, NOW, id_number, roster
from yinqiao.areas.lists import services as lists
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.routine import services
from yinqiao.areas.routine.models import ExpectedRetiree, RetiringRow
from yinqiao.areas.routine.tests.months import (
    MAN_MARCH,
    SYSTEM,
    THREE,
    WOMAN_WORKER,
    Months,
    facts_of,
    line,
)
from yinqiao.areas.routine.types import RETIRING, ExpectedState, Postponement, PostponeReason, WithdrawReason
from yinqiao.kernel.errors import Conflict, NotFound
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_a_list_makes_one_row_per_person_with_the_month_of_the_law_and_the_place_at_home(months: Months) -> None:
    batch_id = months.expect(*THREE)
    assert months.found(batch_id) == []
    assert months.batch(batch_id).counts["ready"] == 3
    may, march, woman = (months.person(one) for one in (301, 303, 304))
    assert [one.planned_on for one in (may, march, woman)] == [date(2026, 5, 1), date(2026, 3, 1), date(2026, 9, 1)]
    assert (may.earliest_on, may.latest_on, may.due_on) == (date(2026, 1, 1), date(2029, 5, 1), date(2026, 5, 31))
    assert may.state == ExpectedState.EXPECTED and may.sex == 1 and woman.sex == 2
    assert months.steps(301) == ["expect"]
    facts = facts_of(may)
    assert (
        facts["phone"] == "13900000301"
        and facts["community_name"] == "月华社区"
        and facts["route_how"] == "declared_name"
    )
    with acting(SYSTEM):
        assert b"13900000301" not in bytes(may.facts)


CASES = [
    ([line(301, id_no="123")], [(2, "roster.id_length", "blocks")]),
    ([line(301), line(301)], [(3, "roster.duplicate_in_file", "blocks")]),
    ([line(301, name="")], [(2, "roster.required_missing", "blocks")]),
    ([line(301, sex="女")], [(2, "roster.sex_contradicts_id", "blocks")]),
    ([line(301, phone="123")], [(2, "roster.phone_invalid", "warns")]),
    ([line(301, community="天外社区", address="")], [(2, "roster.community_unknown", "warns")]),
    ([line(304, born=WOMAN_WORKER, started="")], [(2, "routine.post_missing", "blocks")]),
    ([line(304, born=WOMAN_WORKER, post="不清楚", started="")],
     [(2, "roster.code_unknown", "warns"), (2, "routine.post_missing", "blocks")]),
    ([line(301, option="提前")], [(2, "routine.month_missing", "blocks")]),
    ([line(301, special="是", approval="批1")], [(2, "routine.month_missing", "blocks")]),
    ([line(301, chosen="2027-01")], [(2, "routine.month_without_choice", "blocks")]),
    ([line(301, chosen="2026-05")], []),
    ([line(301, option="提前", chosen="2025-12")], [(2, "routine.chosen_too_early", "blocks")]),
    ([line(301, option="提前", chosen="2026-01")], []),
    ([line(301, option="延迟", chosen="2029-06")], [(2, "routine.chosen_too_late", "blocks")]),
    ([line(301, option="延迟", chosen="2029-05")], []),
    ([line(301, option="提前", chosen="2026-06")], [(2, "routine.choice_contradicts", "blocks")]),
    ([line(301, option="延迟", chosen="2026-04")], [(2, "routine.choice_contradicts", "blocks")]),
    ([line(301, special="是", chosen="2021-08")], [(2, "routine.approval_missing", "warns")]),
    ([line(301, born="19850816", started="2005-09")], [(2, "routine.far_ahead", "warns")]),
    ([line(301, born="19550816")], [(2, "routine.past_latest", "warns")]),
    ([line(301, chosen="二月三十日", option="延迟")],
     [(2, "roster.date_unreadable", "warns"), (2, "routine.month_missing", "blocks")]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), CASES)
def test_what_is_wrong_in_the_file_is_found(
    months: Months, rows: list[str], expected: list[tuple[int, str, str]]
) -> None:
    batch_id = months.check(*rows)
    assert sorted(months.found(batch_id)) == sorted(expected)
    blocked = len({row for row, _, severity in expected if severity == "blocks"})
    assert months.batch(batch_id).counts["blocked"] == blocked


def test_of_a_row_that_is_held_back_the_name_alone_is_kept(months: Months) -> None:
    row = months.rows(months.check(line(301, option="提前")))[2]
    assert (row.name, row.state, row.facts, row.id_no_index, row.planned_on) == ("赵建国", "blocked", None, None, None)


def test_who_stands_in_the_register_is_held_back_whoever_sent_them(months: Months) -> None:
    months.scene.submit(roster(CAST[0]))
    number = id_number(CAST[0].serial)
    assert (2, "routine.registered", "blocks") in months.found(months.check(line(102, id_no=number, post="工人岗位")))
    other = months.check(line(102, id_no=number, post="工人岗位"), by=months.rival)
    with acting(SYSTEM):
        assert RetiringRow.objects.get(batch_id=other).state == "blocked"


def test_a_changed_row_says_what_changed_and_a_blank_erases_nothing(months: Months) -> None:
    months.expect(*THREE)
    changed = line(301, phone="", unit="二分厂", option="延迟", chosen="2027-04", remark="")
    batch_id = months.check(changed, THREE[1], line(307, "李新"))
    rows = months.rows(batch_id)
    assert [rows[one].change for one in (2, 3, 4)] == ["changed", "unchanged", "new"]
    assert rows[2].changed_fields == ["option", "chosen_on", "former_unit"]
    assert months.found(batch_id) == [(2, "roster.phone_missing", "warns"), (2, "routine.changed", "warns")]
    months.submit(batch_id)
    person = months.person(301)
    facts = facts_of(person)
    assert (facts["phone"], facts["former_unit"], person.planned_on) == ("13900000301", "二分厂", date(2027, 4, 1))
    assert person.due_on == date(2027, 4, 30) and months.steps(301) == ["expect", "renew"]
    assert months.steps(303) == ["expect"] and months.state(307) is ExpectedState.EXPECTED
    months.expect(line(301, option="无"))
    assert months.person(301).planned_on == date(2026, 5, 1)


def test_a_postponement_stands_until_a_list_says_another_month(months: Months) -> None:
    months.expect(THREE[0])
    postponement = Postponement(date(2026, 8, 1), PostponeReason.PROCEDURE)
    services.postpone_person(actor=months.firm, at=NOW, expected_id=months.person(301).pk, postponement=postponement)
    months.expect(line(301, unit="二分厂"))
    assert (months.person(301).planned_on, months.person(301).is_postponed) == (date(2026, 8, 1), True)
    months.expect(line(301, option="延迟", chosen="2027-01"))
    assert (months.person(301).planned_on, months.person(301).is_postponed) == (date(2027, 1, 1), False)


def test_a_list_is_taken_back_and_everybody_stands_as_before(months: Months) -> None:
    months.expect(THREE[0])
    before = facts_of(months.person(301))
    batch_id = months.expect(line(301, unit="二分厂", option="延迟", chosen="2027-01"), THREE[1])
    months.undo(batch_id)
    person = months.person(301)
    assert facts_of(person) == before and person.planned_on == date(2026, 5, 1)
    assert (months.state(303), months.person(303).withdraw_reason) == (ExpectedState.WITHDRAWN, "list_taken_back")
    assert months.steps(301) == ["expect", "renew", "restore"]
    # The next list takes the person in again, in the same row.
    kept = months.person(303).pk
    months.expect(line(303, "钱卫东", MAN_MARCH, remark="补报"))
    assert months.person(303).pk == kept and months.state(303) is ExpectedState.EXPECTED


def test_a_list_with_later_work_is_not_taken_back(months: Months) -> None:
    batch_id = months.expect(*THREE)
    services.withdraw_person(actor=months.firm, at=NOW, expected_id=months.person(301).pk, reason=WithdrawReason.LEFT)
    lists.begin_undo(actor=months.firm, at=NOW, kind=RETIRING, batch_id=batch_id, reason="名单有误")
    with pytest.raises(Conflict) as refusal:
        services.undo_batch(actor=months.firm, at=NOW, batch_id=batch_id)
    assert refusal.value.code == "routine.later_work_rests_on_it"
    assert months.batch(batch_id).state == "submitted" and months.state(303) is ExpectedState.EXPECTED


def test_who_is_on_the_way_to_a_place_since_the_check_stays_behind(months: Months) -> None:
    months.expect(*THREE)
    late = months.check(line(303, "钱卫东", MAN_MARCH, unit="三分厂"), line(307, "李新"))
    months.confirm(303)
    months.hand_over(303)
    months.submit(late)
    assert (2, "routine.handed_over", "blocks") in months.found(late)
    assert facts_of(months.person(303))["former_unit"] == "一分厂" and months.state(307) is ExpectedState.EXPECTED
    again = months.check(line(303, "钱卫东", MAN_MARCH, unit="四分厂"))
    assert months.found(again) == [(2, "routine.handed_over", "blocks")]


def test_who_was_registered_or_has_died_since_the_check_stays_behind(months: Months) -> None:
    batch_id = months.check(
        line(102, id_no=id_number(CAST[0].serial), post="工人岗位"), line(104, id_no=id_number(CAST[2].serial), post="工人岗位"),
        THREE[0],
    )  # fmt: skip
    months.scene.submit(roster(CAST[0]), months.rival)
    months.scene.submit(roster(CAST[2]))
    with acting(SYSTEM):
        Retiree.objects.filter(name=CAST[2].name).update(status="deceased")
    months.submit(batch_id)
    blocked = {(row, code) for row, code, severity in months.found(batch_id) if severity == "blocks"}
    assert blocked == {(2, "routine.registered_elsewhere"), (3, "routine.recorded_dead")}
    assert months.batch(batch_id).counts["expected"] == 1


def test_a_list_of_which_nothing_is_left_is_not_submitted(months: Months) -> None:
    batch_id = months.check(line(102, id_no=id_number(CAST[0].serial), post="工人岗位"))
    months.scene.submit(roster(CAST[0]))
    with pytest.raises(Conflict) as refusal:
        months.submit(batch_id)
    assert refusal.value.code == "routine.nothing_to_submit" and months.batch(batch_id).state == "checked"


def test_two_enterprises_may_expect_the_same_person_and_see_their_own_alone(months: Months) -> None:
    months.expect(THREE[0])
    batch_id = months.expect(line(301), by=months.rival)
    with acting(months.rival):
        assert ExpectedRetiree.objects.count() == 1
    for actor in (months.community, months.street, months.city, months.elsewhere):
        with acting(actor):
            assert ExpectedRetiree.objects.count() == 0
    with pytest.raises(NotFound):
        services.submit_batch(actor=months.firm, at=NOW, batch_id=batch_id)
