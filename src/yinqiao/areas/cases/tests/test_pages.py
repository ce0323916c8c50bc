"""The pages of cases: who may open them, what each shows and withholds, acts by their forms, today, panel, export, copy."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.cases.models import Case, CaseStep
from yinqiao.areas.cases.services import close, plan_meeting
from yinqiao.areas.cases.tests.offices import DISTRICT, SOLVED, SYSTEM, TODAY, Offices
from yinqiao.areas.cases.types import NewMeeting
from yinqiao.areas.cases.urls import urlpatterns
from yinqiao.areas.cases.views.copied import COPIED
from yinqiao.areas.cases.views.today import panel, today_entries
from yinqiao.areas.handover.tests.conftest import NOW, id_number, place_actor
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _page(actor: Actor, name: str, *args: Any, query: str = "", data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(f"cases:{name}", args=args) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def _today(actor: Actor) -> dict[str, int]:
    with acting(actor):
        return {one.label: one.count for one in today_entries(actor, timezone.localdate())}


def _only(model: Any) -> Any:
    with acting(SYSTEM):
        return model.objects.get()


def test_every_route_is_shut_to_overseers_and_sends_strangers_to_sign_in(offices: Offices) -> None:
    case, step = offices.open(), offices.give(offices.led())
    meeting = plan_meeting(
        actor=offices.scene.street, at=NOW, new=NewMeeting("会", TODAY, (offices.case(case).number,))
    )
    given = {"meeting_id": meeting, "retiree_id": offices.person(), "case_id": case, "step_id": step, "name": "accept"}
    for pattern in urlpatterns:
        wanted = {key: given[key] for key in pattern.pattern.converters}
        address = reverse(f"cases:{pattern.name}", kwargs=wanted)
        auditor = place_actor("auditor", DISTRICT)
        with pytest.raises(Refused):
            Browser(auditor.within(auditor.scope.for_oversight())).ask(address)
        assert Browser(Actor.anonymous()).ask(address).status_code == 302


def test_the_list_of_who_leads_says_what_has_no_lead_and_by_which_source(offices: Offices) -> None:
    page = _page(offices.scene.city, "kinds")
    assert "失联人员查找" in page and "没有指定，由市级指定" in page and "《信访工作条例》第三十四条" in page
    narrowed = _page(offices.scene.city, "kinds", query="?lead=none")
    assert "拆迁安置问题" in narrowed and "失联人员查找" not in narrowed


def test_a_case_is_opened_led_and_closed_by_its_pages(offices: Offices) -> None:
    community, street = offices.scene.community, offices.scene.street
    wrong = _page(community, "new", data={"kind": "housing_repair", "words": "", "numbers": "1234"})
    assert "请填写" in wrong and "1234" in wrong
    lost = _page(community, "new", data={"kind": "housing_repair", "words": "漏水", "numbers": id_number(106)})
    assert "第 1 行没有找到" in lost
    told = {
        "kind": "housing_repair",
        "words": "三楼漏水",
        "caller_name": "周大姐",
        "caller_phone": "13911112222",
        "is_hidden": "on",
    }
    assert _page(community, "new_of_person", offices.person(), data=told) == "302"
    case = _only(Case)
    assert _today(street)["本单位牵头的联动事项"] == 1 and "本单位牵头的联动事项" not in _today(community)
    page = _page(street, "case", case.pk)
    assert "三楼漏水" in page and "王桂英" in page and "周大姐" in page and "要求身份保密" in page
    for who in (community, offices.district):
        assert "周大姐" not in _page(who, "case", case.pk)
    with pytest.raises(NotFound):
        _page(offices.scene.elsewhere, "case", case.pk)
    assert "由本单位牵头" in _page(street, "act", case.pk, "accept")
    assert _page(street, "act", case.pk, "accept", data={}) == "302"
    with pytest.raises(Conflict):
        _page(street, "act", case.pk, "accept")
    with pytest.raises(NotFound):
        _page(street, "act", case.pk, "explode")
    named = _page(street, "act", case.pk, "give", data={"task": "请联系周大姐", "place": "月华社区"})
    assert "写有反映人的姓名或电话" in named
    assert "请选择或填写一个单位" in _page(street, "act", case.pk, "give", data={"task": "请查看"})
    assert _page(street, "act", case.pk, "give", data={"task": "请查看三楼漏水", "place": "月华社区"}) == "302"
    step = _only(CaseStep)
    assert _today(community)["待办理的交办"] == 1
    assert "请查看三楼漏水" in _page(community, "step", step.pk)
    assert _page(community, "step_act", step.pk, "answer", data={"words": "已修好"}) == "302"
    assert "已修好" in _page(street, "case", case.pk)
    closing = {"result": "solved", "outcome": "已上门告知", "cause": "管道老化", "reply": ""}
    assert "请选一个" in _page(street, "act", case.pk, "close", data={**closing, "result": ""})
    assert _page(street, "act", case.pk, "close", data=closing) == "302"
    page = _page(street, "case", case.pk)
    assert "管道老化" in page and "还没有回访" in page
    assert _page(community, "act", case.pk, "call_back", data={"grade": "worst", "words": "又漏了"}) == "302"
    assert "重新办理 1 次" in _page(street, "case", case.pk)


def test_an_enterprise_sees_its_request_and_its_step_and_nothing_of_the_case(offices: Offices) -> None:
    officer, community = offices.scene.officer, offices.scene.community
    assert "还没有企社联络事项" in _page(officer, "requests")
    given = {"kind": "liaison_hardship", "numbers": id_number(102), "words": "请一起上门慰问"}
    assert _page(officer, "request_new", data=given) == "302"
    case = _only(Case)
    _page(community, "act", case.pk, "accept", data={})
    closing = {"result": "solved", "outcome": "本人住院，已告知家属", "cause": "患病", "reply": "已安排3月10日一起上门"}
    assert _page(community, "act", case.pk, "close", data=closing) == "302"
    page = _page(officer, "request", case.pk)
    assert "请一起上门慰问" in page and "已安排3月10日一起上门" in page
    assert "住院" not in page and "患病" not in page
    for name, args in (("cases", ()), ("case", (case.pk,)), ("kinds", ())):
        with pytest.raises(Refused):
            _page(officer, name, *args)
    with pytest.raises(NotFound):
        _page(offices.scene.rival, "request", case.pk)


def test_lists_filter_and_go_out_and_the_person_page_and_the_copy_tell_of_cases(offices: Offices) -> None:
    case = offices.led()
    number = offices.case(case).number
    street = offices.scene.street
    assert number in _page(street, "cases", query="?standing=mine&group=legacy")
    assert number not in _page(street, "cases", query="?group=petition")
    assert number not in _page(offices.scene.elsewhere, "cases")
    answer = Browser(street).ask(reverse("cases:cases") + "?export=1", {"purpose": "月度统计"})
    assert answer.status_code == 200 and "spreadsheet" in answer["Content-Type"]
    today = timezone.localdate() + timedelta(days=1)
    with acting(street):
        told = panel(street, offices.person(), today)
        assert told is not None and [title for _, title, _, _ in told["rows"]] == ["住房维修问题"]
        assert COPIED.rows(street, offices.person(), today)[0][1:4] == (number, "住房维修问题", "办理中")
    with acting(offices.scene.officer):
        assert panel(offices.scene.officer, offices.person(), today) is None
    # What is over comes last.
    over = offices.led()
    close(actor=street, at=NOW, case_id=over, outcome=SOLVED)
    assert offices.listed(street) == [case, over]
