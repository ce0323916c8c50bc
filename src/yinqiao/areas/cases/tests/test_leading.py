"""A case from its opening to its end: who leads, who sends back, hands up, extends, ends, calls back; what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from yinqiao.areas.cases import queries, services
from yinqiao.areas.cases.models import Case, CasePerson
from yinqiao.areas.cases.tests.offices import (
    CITY,
    COMMUNITY,
    DISTRICT,
    SOLVED,
    STREET,
    SYSTEM,
    Offices,
    code_of,
    days,
    place_no,
)
from yinqiao.areas.cases.types import Caller, Grade, NewCase, Outcome, Result, StepAct
from yinqiao.areas.handover.tests.conftest import NOW, id_number, place_actor
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import acting
from yinqiao.platform.audit.models import Entry

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_the_list_names_who_leads_and_the_clock_of_its_kind_begins(offices: Offices) -> None:
    case = offices.case(offices.open())
    assert (case.number, case.place_no, case.state) == ("LD-2026-00001", place_no(STREET), "new")
    assert (case.origin_place_no, case.due_on) == (place_no(COMMUNITY), date(2026, 3, 30))
    own = offices.case(offices.open("missing_person"))
    assert (own.number, own.place_no, own.state) == ("LD-2026-00002", place_no(COMMUNITY), "open")
    petition = offices.case(offices.open("petition"))
    # The list names no lead, so the city's desk has it, and 15 days to say whether it takes it.
    assert (petition.place_no, petition.due_on, petition.days) == (place_no(CITY), date(2026, 3, 17), 60)
    with acting(SYSTEM):
        assert CasePerson.objects.filter(case=case).count() == 1


def test_a_case_is_led_asked_about_closed_with_its_cause_and_called_back(offices: Offices) -> None:
    street, case = offices.scene.street, offices.led()
    step = offices.give(case)
    outcome = {"actor": street, "at": days(3), "case_id": case, "outcome": SOLVED}
    assert code_of(Conflict, services.close, **outcome) == "cases.steps_open"
    services.do_step(actor=offices.scene.community, at=days(1), step_id=step, done=StepAct.ANSWER, words="已修好")
    no_cause = {**outcome, "outcome": Outcome(Result.SOLVED, "修好了", " ")}
    assert code_of(Invalid, services.close, **no_cause) == "cases.words_missing"
    services.close(**outcome)
    row = offices.case(case)
    assert (row.state, row.result, row.closed_on) == ("closed", "solved", date(2026, 3, 5))
    assert bytes(row.outcome or b"").find("漏水".encode()) == -1
    back = {"at": days(4), "case_id": case, "grade": Grade.GOOD, "words": ""}
    assert code_of(Refused, services.call_back, actor=street, **back) == "cases.own_work"
    services.call_back(actor=offices.scene.community, **back)
    assert offices.case(case).grade == "good"
    assert code_of(Conflict, services.call_back, actor=offices.scene.community, **back) == "cases.not_now"
    assert offices.done(case) == [
        "提出", "接收，牵头办理", "交办协助单位", "答复办理结果（岳麓区 · 望月湖街道 · 月华社区）", "办结并告知", "回访：满意",
    ]  # fmt: skip
    with acting(SYSTEM):
        assert "漏水" not in str(list(Entry.objects.values_list("detail", flat=True)))


def test_who_is_not_content_has_the_case_reopened_with_a_new_limit(offices: Offices) -> None:
    case = offices.led()
    services.close(actor=offices.scene.street, at=days(3), case_id=case, outcome=SOLVED)
    back = {"actor": offices.district, "at": days(7), "case_id": case, "grade": Grade.WORST}
    assert code_of(Invalid, services.call_back, words="", **back) == "cases.words_missing"
    services.call_back(words="又漏了", **back)
    row = offices.case(case)
    assert (row.state, row.reworks, row.grade, row.closed_on) == ("open", 1, "", None)
    assert (row.counts_from, row.due_on) == (date(2026, 3, 9), date(2026, 4, 7))
    services.close(actor=offices.scene.street, at=days(8), case_id=case, outcome=SOLVED)
    services.reopen(actor=offices.scene.street, at=days(9), case_id=case, words="本人来电，没有修好")
    assert offices.case(case).reworks == 2


def test_not_ours_goes_to_the_city_and_whoever_is_designated_is_bound(offices: Offices) -> None:
    street, city, case = offices.scene.street, offices.scene.city, offices.open()
    given = {"at": NOW, "case_id": case}
    assert code_of(Invalid, services.send_back, actor=street, words=" ", **given) == "cases.words_missing"
    assert code_of(Refused, services.send_back, actor=offices.scene.community, words="x", **given) == "cases.not_yours"
    services.send_back(actor=street, words="物业问题由区里办", **given)
    assert offices.case(case).place_no == place_no(CITY)
    assert offices.listed(street, standing="mine") == [] and offices.listed(city, standing="mine") == [case]
    assert code_of(Refused, services.accept, actor=street, **given) == "cases.not_yours"
    services.assign(actor=city, place_no=place_no(STREET), words="按清单", **given)
    assert offices.case(case).is_designated
    assert code_of(Refused, services.send_back, actor=street, words="还是不归我", **given) == "cases.designated"
    services.accept(actor=street, **given)
    assert offices.case(case).state == "open"


def test_a_case_is_handed_up_step_by_step_or_taken_up_from_above(offices: Offices) -> None:
    case = offices.led()
    services.hand_up(actor=offices.scene.street, at=days(1), case_id=case, words="产权不清")
    row = offices.case(case)
    assert (row.place_no, row.state, row.due_on) == (place_no(DISTRICT), "new", date(2026, 3, 30))
    services.hand_up(actor=offices.scene.city, at=days(2), case_id=case, words="市里协调")
    assert offices.case(case).place_no == place_no(CITY)
    up = {"actor": offices.scene.city, "at": days(3), "case_id": case, "words": "再上交"}
    assert code_of(Conflict, services.hand_up, **up) == "cases.no_office_above"
    # Whoever opened it follows it all the way.
    assert offices.listed(offices.scene.community) == [case]


def test_more_time_is_asked_once_and_given_by_whoever_stands_above(offices: Offices) -> None:
    street, case = offices.scene.street, offices.led()
    ask = {"actor": street, "at": days(1), "case_id": case, "words": "等鉴定"}
    assert code_of(Invalid, services.ask_extension, days=11, **ask) == "cases.too_long"
    services.ask_extension(days=10, **ask)
    assert offices.case(case).due_on == date(2026, 3, 30)
    decide = {"at": days(2), "case_id": case, "is_agreed": True, "words": ""}
    assert code_of(Refused, services.decide_extension, actor=street, **decide) == "cases.not_yours"
    assert offices.listed(offices.district, standing="extensions") == [case]
    services.decide_extension(actor=offices.district, **decide)
    row = offices.case(case)
    # Ten working days more: 清明 2026-04-05 and 04-06 are off.
    assert (row.extended_days, row.due_on, row.asked_days) == (10, date(2026, 4, 14), None)
    assert code_of(Conflict, services.ask_extension, days=1, **ask) == "cases.asked_already"


def test_in_the_city_a_colleague_answers_a_wish_for_more_time(offices: Offices) -> None:
    city, case = offices.scene.city, offices.open("petition")
    services.accept(actor=city, at=NOW, case_id=case)
    services.ask_extension(actor=city, at=NOW, case_id=case, days=30, words="案情复杂")
    decide = {"at": NOW, "case_id": case, "is_agreed": True, "words": ""}
    assert code_of(Refused, services.decide_extension, actor=city, **decide) == "cases.own_work"
    services.decide_extension(actor=place_actor("city_manager", CITY), **decide)
    assert offices.case(case).due_on == date(2026, 5, 31)


def test_a_late_case_rises_and_a_lead_that_nobody_mans_is_told_of(offices: Offices) -> None:
    case = offices.led()
    assert offices.listed(offices.district, date(2026, 3, 31), standing="risen") == []
    assert offices.listed(offices.district, date(2026, 4, 2), standing="risen") == [case]
    assert offices.listed(offices.scene.street, date(2026, 4, 2), standing="risen") == []
    assert offices.listed(offices.scene.street, date(2026, 4, 2), standing="overdue") == [case]
    # Nobody of the tests holds a grant: the street's superiors see that nobody is there.
    assert offices.listed(offices.district, standing="unmanned") == [case]
    assert offices.listed(offices.scene.street, standing="unmanned") == []


def test_whoever_is_complained_of_neither_leads_nor_learns_who_complained(offices: Offices) -> None:
    caller = Caller("周大姐", "13911112222", is_hidden=True)
    case = offices.open(
        by=offices.district, against_place_no=place_no(STREET), caller=caller, people=(), place_no=place_no(COMMUNITY)
    )
    assert offices.case(case).place_no == place_no(DISTRICT)
    assert offices.listed(offices.scene.street) == []

    with acting(offices.district):
        assert queries.caller_of(Case(pk=case)) == caller
    # Hidden: not even who stands above whoever leads.
    for who in (offices.scene.city, offices.scene.street, offices.scene.community, offices.scene.officer):
        with acting(who):
            assert queries.caller_of(Case(pk=case)) is None
    services.hand_up(actor=offices.district, at=NOW, case_id=case, words="要市里协调")
    assign = {"actor": offices.scene.city, "at": NOW, "case_id": case, "place_no": place_no(STREET), "words": ""}
    assert code_of(Refused, services.assign, **assign) == "cases.complained_of"


def test_people_are_found_by_number_within_the_own_scope_alone(offices: Offices) -> None:
    both = offices.open(people=(), numbers=(id_number(102), id_number(103)))
    with acting(SYSTEM):
        assert CasePerson.objects.filter(case_id=both).count() == 2
    wrong = NewCase("other", "情况", numbers=(id_number(102), id_number(106)))
    given = {"actor": offices.scene.community, "at": NOW}
    assert code_of(Invalid, services.open_case, new=wrong, **given) == "cases.person_not_found"
    assert code_of(Invalid, services.open_case, new=NewCase("other", " "), **given) == "cases.words_missing"
    assert (
        code_of(Invalid, services.open_case, new=NewCase("other", "x", place_no=999_999), **given)
        == "cases.place_missing"
    )
    with pytest.raises(NotFound):
        services.open_case(new=NewCase("unheard_of", "x"), **given)
    with pytest.raises(NotFound):
        services.open_case(
            actor=place_actor("auditor", DISTRICT).within(offices.district.scope.for_oversight()),
            at=NOW,
            new=NewCase("other", "x"),
        )
