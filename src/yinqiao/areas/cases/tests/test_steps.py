"""Steps of other offices in parallel: each reads its own, answers in time, sends back once; what no one of them learns."""

from __future__ import annotations

from datetime import date

import pytest

from yinqiao.areas.cases import queries, services
from yinqiao.areas.cases.models import Case, CaseCaller, CasePassage, CasePerson, CaseStep
from yinqiao.areas.cases.tests.offices import (
    COMMUNITY,
    COMPLAINANT,
    SOLVED,
    SYSTEM,
    TODAY,
    Offices,
    code_of,
    days,
    place_no,
)
from yinqiao.areas.cases.types import NewCase, NewStep, StepAct
from yinqiao.areas.handover.tests.conftest import NOW, id_number
from yinqiao.areas.retirees.events import REGISTRATION_UNDONE
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries import subject
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.kernel.working_days import WorkCalendar
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform
from yinqiao.platform.workdays import work_calendar

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _do(who: Actor, step: object, done: StepAct, words: str = "", at: object = NOW) -> None:
    services.do_step(actor=who, at=at, step_id=step, done=done, words=words)  # type: ignore[arg-type]


def _own(who: Actor) -> list[object]:
    with acting(who):
        return [one.pk for one in queries.list_steps(scope=who.scope, today=TODAY)]


def test_offices_work_in_parallel_each_within_its_own_limit_and_sees_nothing_else(offices: Offices) -> None:
    case = offices.led(caller=COMPLAINANT)
    steps = {
        offices.scene.community: offices.give(case),
        offices.scene.officer: offices.give(case, enterprise_id=offices.scene.enterprise_id, days=3),
        offices.department: offices.give(case, office_id=offices.department.scope.office, days=10),
    }
    assert [offices.step(one).due_on for one in steps.values()] == [
        date(2026, 3, 9), date(2026, 3, 5), date(2026, 3, 16),
    ]  # fmt: skip
    for who, step in steps.items():
        assert _own(who) == [step]
        for other in [one for one in steps if one is not who]:
            with acting(other), pytest.raises(NotFound):
                queries.get_step(scope=other.scope, step_id=step)
    # An enterprise and a department read their step and its lines; no case, no person, no caller, no other's words.
    for who in (offices.scene.officer, offices.department):
        with acting(who):
            assert [one.pk for one in CaseStep.objects.all()] == [steps[who]]
            for table in (Case, CasePerson, CaseCaller, CasePassage):
                assert not table.objects.exists()
        _do(who, steps[who], StepAct.TAKE)
        _do(who, steps[who], StepAct.ANSWER, "已查看，屋面防水失效")
        with acting(who):
            assert CasePassage.objects.count() == 2
        assert offices.step(steps[who]).state == "answered"
        assert code_of(Conflict, _do, who=who, step=steps[who], done=StepAct.TAKE) == "cases.not_now"
    with acting(offices.scene.street):
        told = [
            queries.step_words(one)["answer"]
            for one in queries.steps_of(scope=offices.scene.street.scope, case_id=case)
        ]
    assert told == ["", "已查看，屋面防水失效", "已查看，屋面防水失效"]


def test_what_another_office_reads_names_no_caller(offices: Offices) -> None:
    case = offices.led(caller=COMPLAINANT)
    for words in ("请联系周大姐", "电话 13911112222"):
        named = NewStep(words, place_no=place_no(COMMUNITY))
        give = {"actor": offices.scene.street, "at": NOW, "case_id": case, "new": named}
        assert code_of(Invalid, services.give, **give) == "cases.words_missing"


def test_an_office_asks_is_told_sends_back_once_and_is_bound_the_second_time(offices: Offices) -> None:
    community, street, case = offices.scene.community, offices.scene.street, offices.led()
    step = offices.give(case)
    twice = {"actor": street, "at": NOW, "case_id": case, "new": NewStep("再请", place_no=place_no(COMMUNITY))}
    assert code_of(Conflict, services.give, **twice) == "cases.not_now"
    _do(community, step, StepAct.TAKE)
    _do(community, step, StepAct.ASK, "哪一栋？")
    settle = {"actor": street, "at": NOW, "step_id": step}
    assert code_of(Refused, services.settle_step, done=StepAct.ANSWER, words="代答", **settle) == "cases.not_yours"
    services.settle_step(done=StepAct.TELL, words="3栋", **settle)
    assert offices.step(step).state == "taken"
    services.settle_step(done=StepAct.CANCEL, words="本人说已修好", **settle)
    assert offices.step(step).state == "cancelled"
    step = offices.give(case)
    assert code_of(Invalid, _do, who=community, step=step, done=StepAct.RETURN) == "cases.words_missing"
    _do(community, step, StepAct.RETURN, "归物业")
    again = offices.give(case)
    assert offices.step(again).is_designated
    assert code_of(Refused, _do, who=community, step=again, done=StepAct.RETURN) == "cases.designated"


def test_an_office_without_accounts_is_written_to_and_its_answer_noted(offices: Offices) -> None:
    case = offices.led()
    step = offices.give(case, office="某某物业公司")
    services.settle_step(
        actor=offices.scene.street, at=days(2), step_id=step, done=StepAct.ANSWER, words="某物函8号：已维修"
    )
    assert offices.step(step).state == "answered"
    for unit in ({}, {"office": "甲", "place_no": place_no(COMMUNITY)}):
        give = {"actor": offices.scene.street, "at": NOW, "case_id": case, "new": NewStep("请办理", **unit)}  # type: ignore[arg-type]
        assert code_of(Invalid, services.give, **give) == "cases.unit_missing"


def test_an_enterprise_asks_about_its_own_people_and_reads_the_answer_that_is_for_it(offices: Offices) -> None:
    officer = offices.scene.officer
    asked = NewCase("liaison_ceremony", "工会要去慰问，请社区带路", numbers=(id_number(102),))
    made = services.open_case(actor=officer, at=NOW, new=asked)
    assert offices.case(made).place_no == place_no(COMMUNITY)
    for new in (NewCase("petition", "x", numbers=(id_number(102),)), NewCase("liaison_visit", "x")):
        assert code_of(Refused, services.open_case, actor=officer, at=NOW, new=new) == "cases.not_for_enterprises"
    services.accept(actor=offices.scene.community, at=NOW, case_id=made)
    services.close(actor=offices.scene.community, at=days(1), case_id=made, outcome=SOLVED)
    with acting(officer):
        row = queries.get_request(scope=officer.scope, case_id=made)
        assert queries.request_words(row) == ("工会要去慰问，请社区带路", SOLVED.reply)
        assert not CasePerson.objects.exists() and not CasePassage.objects.exists()
    with acting(offices.scene.rival), pytest.raises(NotFound):
        queries.get_request(scope=offices.scene.rival.scope, case_id=made)
    with acting(officer), pytest.raises(NotFound):
        queries.get_case(scope=officer.scope, case_id=made)


def test_a_corrected_calendar_moves_limits_of_working_days_alone(offices: Offices) -> None:
    case, petition = offices.led(), offices.open("petition")
    offices.give(case)
    with acting(SYSTEM):
        plain = work_calendar()
        off = WorkCalendar(plain.off | {date(2026, 3, 4)}, plain.worked)
        assert (services.CLOCKS.foresee(off).running, services.CLOCKS.foresee(off).moved) == (2, 2)
    moved = services.recount_limits(actor=SYSTEM, at=NOW)
    assert (moved.running, moved.moved) == (2, 0) and offices.case(petition).due_on == date(2026, 3, 17)


def test_of_whoever_leaves_the_register_no_case_says_anything_more(offices: Offices) -> None:
    case, person = offices.open(), offices.person()
    with acting(SYSTEM):
        row = Retiree.objects.get(pk=person)
    with perform(actor=SYSTEM, action="test.undo", at=NOW) as act:
        act.emit(REGISTRATION_UNDONE, [subject(row)])
    with acting(SYSTEM):
        assert not CasePerson.objects.exists() and Case.objects.filter(pk=case).exists()
