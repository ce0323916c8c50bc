"""The pages and papers of outcomes: told on its page, seen on the case's, printed, rated in the portal."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.case_results.models import Telling
from yinqiao.areas.case_results.services import tell
from yinqiao.areas.case_results.types import NewTelling, Way
from yinqiao.areas.case_results.views.copied import COPIED
from yinqiao.areas.case_results.views.papers import MINUTES, RESULT, STEP
from yinqiao.areas.case_results.views.results import today_entries
from yinqiao.areas.cases import services as cases
from yinqiao.areas.cases.models import CasePerson
from yinqiao.areas.cases.tests.offices import (
    COMMUNITY,
    COMPLAINANT,
    SOLVED,
    STREET,
    SYSTEM,
    TODAY,
    Offices,
    days,
    place_no,
)
from yinqiao.areas.cases.types import Held, NewDecision, NewMeeting
from yinqiao.areas.handover.tests.conftest import NOW, place_actor
from yinqiao.areas.papers.models import Paper
from yinqiao.areas.papers.services import print_paper
from yinqiao.areas.ratings.models import Rating
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _page(actor: Actor, name: str, *args: Any, query: str = "", data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(name, args=args) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def _row(case: Any) -> Any:
    """The row that names the person of a case."""
    with acting(SYSTEM):
        return CasePerson.objects.get(case_id=case).pk


def _over(offices: Offices, **told: Any) -> Any:
    case = offices.led(**told)
    cases.close(actor=offices.scene.street, at=NOW, case_id=case, outcome=SOLVED)
    return case


def test_an_outcome_is_told_on_its_page_and_stands_on_the_cases(offices: Offices) -> None:
    street, person, case = offices.scene.street, offices.person(), _over(offices)
    assert "还没有告知" in _page(street, "cases:case", case) and "告知本人" in _page(street, "cases:case", case)
    assert offices.case(case).number in _page(street, "case_results:untold")
    with acting(street):
        (entry,) = today_entries(street, timezone.localdate())
        assert entry.count == 1
    # Of one person alone what was written at the end is proposed.
    assert SOLVED.words in _page(street, "case_results:tell", _row(case))
    bad = _page(street, "case_results:tell", _row(case), data={"way": "", "words": ""})
    assert "请选一个" in bad and "请填写" in bad
    no_call = _page(street, "case_results:tell", _row(case), data={"way": "phone", "words": "修好了"})
    assert "请填写通话时间" in no_call and "修好了" in no_call
    told = {"way": "phone", "words": "屋面已修好", "called_at": "2026-03-05T10:20", "answered": "family", "kin": "女儿"}
    assert _page(street, "case_results:tell", _row(case), data=told) == "302"
    page = _page(street, "cases:case", case)
    assert "2026-03-05 10:20 通话，本人同意的家属（女儿）接听" in page and "打印告知单" in page
    assert "代记评价" not in page and "代记评价" in _page(offices.district, "cases:case", case)
    with acting(street):
        assert not today_entries(street, timezone.localdate())
        assert [row[2] for row in COPIED.rows(street, person, TODAY)] == ["电话告知"]
    assert "没有待告知的办理结果" in _page(street, "case_results:untold")


def test_the_slip_that_comes_back_is_noted_by_the_office_above(offices: Offices) -> None:
    case, person = _over(offices), offices.person()
    tell(actor=offices.scene.street, at=days(1), case_id=case, retiree_id=person, new=NewTelling(Way.PAPER, "已修好"))
    assert "怎样评价的" in _page(offices.district, "ratings:note_matter", _row(case))
    bad = _page(offices.district, "ratings:note_matter", _row(case), data={"grade": "poor"})
    assert "请选一个" in bad
    told = {"grade": "poor", "by": "paper", "words": "修得慢"}
    assert _page(offices.district, "ratings:note_matter", _row(case), data=told) == "302"
    with acting(SYSTEM):
        rating = Rating.objects.get().pk
    assert "不满意" in _page(offices.district, "cases:case", case)
    assert "书面" in _page(offices.district, "ratings:rating", rating)
    assert "联动事项" in _page(offices.district, "ratings:ratings", query="?item=joint_case&follow_up=open")


def test_overseers_and_strangers_open_none_of_it(offices: Offices) -> None:
    case = _over(offices)
    auditor = place_actor("auditor", "430104000000")
    for name, args in (("case_results:untold", ()), ("case_results:tell", (_row(case),))):
        with pytest.raises(Refused):
            Browser(auditor.within(auditor.scope.for_oversight())).ask(reverse(name, args=args))
        assert Browser(Actor.anonymous()).ask(reverse(name, args=args)).status_code == 302
    with pytest.raises(NotFound):
        _page(offices.scene.elsewhere, "case_results:tell", _row(case))


def test_the_paper_for_the_person_names_no_caller_and_says_the_right_to_a_review(offices: Offices) -> None:
    city, street, person = offices.scene.city, offices.scene.street, offices.person()
    petition = offices.open("petition", caller=COMPLAINANT, against_place_no=place_no(COMMUNITY))
    cases.assign(actor=city, at=NOW, case_id=petition, place_no=place_no(STREET), words="按清单")
    cases.accept(actor=street, at=NOW, case_id=petition)
    cases.close(actor=street, at=NOW, case_id=petition, outcome=SOLVED)
    new = NewTelling(Way.PAPER, "已答复")
    telling = tell(actor=street, at=days(1), case_id=petition, retiree_id=person, new=new)
    with acting(street):
        (frame,) = RESULT.load(street, [str(telling)])
    assert frame.texts["姓名"] == "王桂英" and "2026年4月2日以前" in frame.texts["权利"]
    told = " ".join(frame.texts.values())
    assert COMPLAINANT.name not in told and "月华" not in told
    with acting(offices.scene.elsewhere), pytest.raises(NotFound):
        RESULT.load(offices.scene.elsewhere, [str(telling)])
    paper = print_paper(actor=street, at=days(1), kind="case-result", subject_id=str(telling))
    with acting(SYSTEM):
        row = Paper.objects.get(pk=paper)
        assert row.number.startswith("联告") and row.code
    # What the person reads in the portal says the same right.
    me = Actor(person, "retiree", "王桂英", Scope.of_person(person))
    page = _page(me, "my:requests")
    assert "已答复" in page and "请求复查" in page and COMPLAINANT.name not in page
    assert _page(me, "my:rate_matter", petition, data={"grade": "good", "words": ""}) == "302"
    assert "您的评价" in _page(me, "my:requests")


def test_what_an_office_is_asked_and_the_minutes_of_a_meeting_go_out_on_paper(offices: Offices) -> None:
    street, case = offices.scene.street, offices.led(caller=COMPLAINANT)
    step = offices.give(case, office="某物业公司")
    with acting(street):
        (frame,) = STEP.load(street, [str(step)])
    assert frame.texts["承办单位"] == "某物业公司" and frame.texts["交办编号"].endswith("-1")
    new = NewMeeting("三号楼漏水协调会", TODAY, (offices.case(case).number,))
    meeting = cases.plan_meeting(actor=street, at=NOW, new=new)
    decide = {"actor": street, "at": NOW, "meeting_id": meeting}
    cases.decide(new=NewDecision(case, "安排临时住处", 3, place_no=place_no(COMMUNITY)), **decide)
    cases.decide(new=NewDecision(case, "落实维修资金", 10), **decide)
    with acting(street), pytest.raises(Conflict):
        MINUTES.load(street, [str(meeting)])
    cases.record_meeting(actor=street, at=NOW, meeting_id=meeting, held=Held(("月华社区 李红霞",), "先修后结"))
    with acting(street):
        (frame,) = MINUTES.load(street, [str(meeting)])
    # A decision that nobody owned is the convener's, with its day.
    owners = [one["责任单位"] for one in frame.lists["决定事项"]]
    assert (
        "月华社区" in owners[0]
        and "望月湖街道" in owners[1]
        and all(one["完成期限"] for one in frame.lists["决定事项"])
    )
    assert "打印会议纪要" in _page(street, "cases:meeting", meeting) and "打印转办单" in _page(
        street, "cases:case", case
    )
    for kind, subject in (("case-step", step), ("case-minutes", meeting)):
        assert print_paper(actor=street, at=NOW, kind=kind, subject_id=str(subject))
    with acting(SYSTEM):
        assert Paper.objects.count() == 2 and not Telling.objects.exists()
