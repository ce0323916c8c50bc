"""A joint meeting: agenda, decisions that become steps, the one that nobody owns, what is refused, its pages."""

from __future__ import annotations

from datetime import date
from html import unescape
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.cases import queries, services
from yinqiao.areas.cases.models import CaseStep, Decision, Meeting
from yinqiao.areas.cases.services import CASES
from yinqiao.areas.cases.tests.offices import (
    COMMUNITY,
    COMPLAINANT,
    SOLVED,
    STREET,
    SYSTEM,
    TODAY,
    Offices,
    code_of,
    days,
    place_no,
)
from yinqiao.areas.cases.types import Held, NewDecision, NewMeeting, StepAct
from yinqiao.areas.cases.views.today import today_entries
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
HELD = Held(("望月湖街道 彭辉", "月华社区 李红霞"), "先修后结，街道牵头。")


def _called(offices: Offices, case: UUID) -> UUID:
    new = NewMeeting("三号楼漏水协调会", TODAY, (offices.case(case).number,), ("月华社区",))
    return services.plan_meeting(actor=offices.scene.street, at=NOW, new=new)


def test_every_decision_becomes_a_step_with_an_owner_and_what_nobody_owns_is_the_conveners(offices: Offices) -> None:
    street, community, case = offices.scene.street, offices.scene.community, offices.led()
    meeting = _called(offices, case)
    decide = {"actor": street, "at": NOW, "meeting_id": meeting}
    services.decide(new=NewDecision(case, "社区安排临时住处", 3, place_no=place_no(COMMUNITY)), **decide)
    services.decide(new=NewDecision(case, "物业出具报价", 5, office="某物业公司"), **decide)
    services.decide(new=NewDecision(case, "落实维修资金", 10), **decide)
    with acting(SYSTEM):
        assert not CaseStep.objects.exists()
    services.record_meeting(actor=street, at=NOW, meeting_id=meeting, held=HELD)
    with acting(SYSTEM):
        steps = {one.days: one for one in CaseStep.objects.all()}
    assert [steps[one].place_no for one in (3, 5, 10)] == [place_no(COMMUNITY), None, place_no(STREET)]
    assert steps[5].unit == "某物业公司" and steps[3].due_on == date(2026, 3, 5)
    services.do_step(actor=community, at=days(1), step_id=steps[3].pk, done=StepAct.ANSWER, words="已安排")
    with acting(street):
        (row,) = queries.list_meetings(scope=street.scope, today=TODAY)
        assert (row.cases, row.decided, row.waiting) == (1, 3, 2)
        assert [
            one.pk for one in queries.list_meetings(scope=street.scope, today=date(2026, 3, 12), standing="late")
        ] == [meeting]
        late = {one.label: one.count for one in today_entries(street, date(2026, 3, 12))}
        assert late["专题协调会决定逾期"] == 1
    # No case is over while a decision about it waits.
    over = {"actor": street, "at": days(2), "case_id": case, "outcome": SOLVED}
    assert code_of(Conflict, services.close, **over) == "cases.steps_open"
    # Whoever was given a decision reads its step, not the meeting.
    with acting(community):
        assert not Meeting.objects.exists() and not Decision.objects.exists()
    record = {"actor": street, "at": NOW, "meeting_id": meeting, "held": HELD}
    assert code_of(Conflict, services.record_meeting, **record) == "cases.not_now"
    assert code_of(Conflict, services.decide, new=NewDecision(case, "再加一条", 3), **decide) == "cases.not_now"


def test_a_meeting_is_about_open_cases_of_the_own_scope_and_names_no_caller(offices: Offices) -> None:
    street, case = offices.scene.street, offices.led(caller=COMPLAINANT)
    meeting = _called(offices, case)
    for number in ("LD-2026-09999", ""):
        new = NewMeeting("协调会", TODAY, (number,))
        assert code_of(Invalid, services.plan_meeting, actor=street, at=NOW, new=new) == "cases.words_missing"
    new = NewMeeting("协调会", TODAY, (offices.case(case).number,))
    given = {"actor": offices.scene.elsewhere, "at": NOW, "new": new}
    assert code_of(Invalid, services.plan_meeting, **given) == "cases.words_missing"
    named = NewDecision(case, "请周大姐到场", 3)
    decide = {"actor": street, "at": NOW, "meeting_id": meeting}
    assert code_of(Invalid, services.decide, new=named, **decide) == "cases.words_missing"
    with pytest.raises(NotFound):
        services.decide(new=NewDecision(offices.open(), "不在议题", 3), **decide)
    with pytest.raises(NotFound):
        services.record_meeting(actor=offices.scene.community, at=NOW, meeting_id=meeting, held=HELD)
    assert (
        code_of(Refused, services.record_meeting, actor=offices.district, at=NOW, meeting_id=meeting, held=HELD)
        == "cases.not_yours"
    )
    nobody = Held((), "纪要")
    assert (
        code_of(Invalid, services.record_meeting, actor=street, at=NOW, meeting_id=meeting, held=nobody)
        == "cases.words_missing"
    )


def test_a_case_that_is_over_meanwhile_takes_no_decision_and_nothing_is_recorded(offices: Offices) -> None:
    street, case = offices.scene.street, offices.led()
    meeting = _called(offices, case)
    services.decide(actor=street, at=NOW, meeting_id=meeting, new=NewDecision(case, "维修", 3))
    services.close(actor=street, at=NOW, case_id=case, outcome=SOLVED)
    record = {"actor": street, "at": NOW, "meeting_id": meeting, "held": HELD}
    assert code_of(Conflict, services.record_meeting, **record) == "cases.not_now"
    with acting(SYSTEM):
        assert Meeting.objects.get().state == "planned" and not CaseStep.objects.exists()
        assert CASES.destroy([case], NOW, case) == 1 and not Meeting.objects.exists()


def test_a_meeting_is_called_decided_and_recorded_by_its_pages(offices: Offices) -> None:
    street, case = Browser(offices.scene.street), offices.led()
    number = offices.case(case).number
    page = unescape(text_of(street.ask(reverse("cases:meeting_new") + f"?number={number}")))
    assert number in page
    wrong = street.ask(reverse("cases:meeting_new"), {"title": "协调会", "held_on": "2026-03-02", "numbers": "LD-1"})
    assert wrong.status_code == 422 and "一行一个" in unescape(text_of(wrong))
    told = {"title": "漏水协调会", "held_on": f"{timezone.localdate()}", "numbers": number, "invited": "月华社区"}
    assert street.ask(reverse("cases:meeting_new"), told).status_code == 302
    with acting(SYSTEM):
        meeting = Meeting.objects.get().pk
    decision = {"case": str(case), "task": "社区安排临时住处", "place": "月华社区", "days": "3"}
    assert street.ask(reverse("cases:decide", args=[meeting]), decision).status_code == 302
    assert (
        street.ask(reverse("cases:decide", args=[meeting]), {"case": str(case), "task": "落实资金"}).status_code == 302
    )
    assert "还没有" in unescape(text_of(street.ask(reverse("cases:meeting", args=[meeting]))))
    record = {"present": "月华社区 李红霞", "minutes": "先修后结"}
    assert street.ask(reverse("cases:record", args=[meeting]), record).status_code == 302
    page = unescape(text_of(street.ask(reverse("cases:meeting", args=[meeting]))))
    assert "先修后结" in page and "没有责任单位，由召集单位负责" in page and "待接收" in page
    assert "漏水协调会" in unescape(text_of(street.ask(reverse("cases:meetings"))))
